/** Plays back what a run has been through, from the moment shown to the newest. */
import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue'
import { useTrainer } from '../trainer/useTrainer'
import { strideOf } from './timelineScale'

/** Between two moments, milliseconds: twenty a second. */
const momentMs = 50

export interface Playback {
  playing: Readonly<Ref<boolean>>
  play(): Promise<void>
  stop(): void
}

export function usePlayback(): Playback {
  const { run, frame, seek } = useTrainer()
  const playing = ref(false)
  let turn = 0

  function stop(): void {
    turn++
    playing.value = false
  }

  async function play(): Promise<void> {
    const present = frame.value
    if (present === null || playing.value) return
    const own = ++turn
    const stride = strideOf(present.newest - present.update)
    let update = present.update
    playing.value = true
    while (own === turn && update < present.newest) {
      const start = performance.now()
      update = Math.min(present.newest, update + stride)
      await seek(update)
      await new Promise((done) => setTimeout(done, Math.max(0, start + momentMs - performance.now())))
    }
    if (own === turn) playing.value = false
  }

  watch(() => run.value?.runId, stop)
  onScopeDispose(stop)
  return { playing: readonly(playing), play, stop }
}
