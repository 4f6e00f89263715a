/** What became of something, said for a while. */
import { onScopeDispose, ref, type Ref } from 'vue'

const noticeMs = 4000

export interface Notice {
  /** In words; empty after a while. */
  readonly message: Readonly<Ref<string>>
  say(text: string): void
}

export function useNotice(): Notice {
  const message = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))

  return {
    message,
    say(text) {
      message.value = text
      clearTimeout(timer)
      timer = setTimeout(() => (message.value = ''), noticeMs)
    },
  }
}
