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
  const { run, frame, seek, sought } = useTrainer()
  const playing = ref(false)
  let turn = 0

  function stop(): void {
    turn++
    playing.value = false
  }

  async function play(): Promise<void> {
    if (playing.value) return
    const own = ++turn
    playing.value = true
    if (sought.value !== null) await seek(sought.value)
    const present = frame.value
    if (present === null || own !== turn) {
      if (own === turn) playing.value = false
      return
    }
    const stride = strideOf(present.newest - present.update)
    let update = present.update
    // A change of a setting goes back to the newest: there is nothing to play back any more.
    while (own === turn && update < present.newest && frame.value?.update === update) {
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
