/** The table as text: to the clipboard or into a file; what became of it is said for a while. */
import { inject, onScopeDispose, ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { hostKey } from '../../host/Host'

const noticeMs = 4000

export interface TableFile {
  /** In words; empty after a while. */
  message: Readonly<Ref<string>>
  copy(text: string): Promise<void>
  /** @param name without its ending */
  save(name: string, text: string): Promise<void>
}

export function useTableFile(): TableFile {
  const host = inject(hostKey)!
  const { t } = useI18n()
  const message = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(timer))

  function say(text: string): void {
    message.value = text
    clearTimeout(timer)
    timer = setTimeout(() => (message.value = ''), noticeMs)
  }
  return {
    message,
    async copy(text) {
      try {
        await navigator.clipboard.writeText(text)
        say(t('compare.copied'))
      } catch {
        // The window has no access to the clipboard: said, and a file can be saved instead.
        say(t('compare.notCopied'))
      }
    },
    async save(name, text) {
      const reply = await host.saveAs(`${name}.csv`, 'text/csv', new TextEncoder().encode(text))
      if (!reply.ok) say(t(`files.failures.${reply.error.code}`))
      else if (reply.value !== null) say(t('files.written', { name: reply.value.name }))
    },
  }
}
