import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import { useRunState, useTrainer } from '../trainer/useTrainer'
import { epochAfter, epochBefore, type TimeUnit } from './timelineScale'
import { usePlayback } from './usePlayback'

export interface Transport {
  unit: Ref<TimeUnit>
  /** Training goes on, or the past is played back. */
  running: ComputedRef<boolean>
  /** Whether a step can be taken now. */
  ready: ComputedRef<boolean>
  /** Also from where a run diverged. */
  canGoBack: ComputedRef<boolean>
  /** An earlier moment than the newest is shown. */
  past: ComputedRef<boolean>
  /** Runs on; in the past it plays back what was, up to the newest update. */
  runOrPause(): void
  step(unit?: TimeUnit): void
  stepOther(): void
  back(unit?: TimeUnit): void
  backOther(): void
  /** To the moment after an update. */
  goTo(update: number): void
  goToNewest(): void
  restart(): void
}

/** What the transport does, for its buttons and for the keyboard. */
export function useTransport(): Transport {
  const { run, frame, command, seek, sought } = useTrainer()
  const state = useRunState()
  const unit = ref<TimeUnit>('update')
  /** The moment that is shown, or is on its way to be. */
  const shown = computed(() => sought.value ?? frame.value?.update ?? 0)
  const past = computed(() => frame.value !== null && shown.value < frame.value.newest)
  const playback = usePlayback()
  const training = computed(() => state.value === 'running')
  const running = computed(() => training.value || playback.playing.value)
  /** Steps asked for and not yet taken; on the way a run says that it is running, and stands again at once. */
  const waiting = ref(0)
  const stands = computed(() => run.value !== null && (!running.value || waiting.value > 0))
  const ready = computed(() => stands.value && (past.value || state.value !== 'diverged'))
  const canGoBack = computed(() => stands.value && shown.value > 0)
  const other = (): TimeUnit => (unit.value === 'update' ? 'epoch' : 'update')

  /** Steps asked for in quick succession are taken one after another: none is lost. */
  let steps = Promise.resolve()
  /** Counts what puts an end to the steps that still wait. */
  let turn = 0
  function take(isPossible: boolean, makeStep: () => Promise<void>): void {
    if (!isPossible) return
    const own = turn
    waiting.value += 1
    steps = steps
      .then(async () => {
        if (own !== turn) return
        // From the moment asked for, not from one on the way there.
        if (sought.value !== null) await seek(sought.value)
        await makeStep()
      })
      .finally(() => {
        if (own === turn) waiting.value -= 1
      })
  }
  function dropSteps(): void {
    turn += 1
    waiting.value = 0
  }
  // Steps asked for in one run are none of the run that takes its place.
  watch(() => run.value?.runId, dropSteps, { flush: 'sync' })
  const step = (by: TimeUnit = unit.value): void =>
    take(ready.value, () => {
      const present = frame.value
      if (present === null || !past.value) return command(by === 'update' ? 'stepUpdate' : 'stepEpoch')
      return seek(by === 'update' ? present.update + 1 : epochAfter(present))
    })
  const back = (by: TimeUnit = unit.value): void =>
    take(canGoBack.value, () => {
      const present = frame.value
      if (present === null || present.update === 0) return Promise.resolve()
      return seek(by === 'update' ? present.update - 1 : epochBefore(present))
    })
  function goTo(update: number): void {
    dropSteps()
    playback.stop()
    if (run.value !== null) void seek(update)
  }

  return {
    unit,
    running,
    ready,
    canGoBack,
    past,
    runOrPause() {
      dropSteps()
      if (training.value) void command('pause')
      else if (playback.playing.value) playback.stop()
      else if (past.value) void playback.play()
      else if (ready.value) void command('run')
    },
    step,
    stepOther: () => step(other()),
    back,
    backOther: () => back(other()),
    goTo,
    goToNewest: () => goTo(frame.value?.newest ?? 0),
    restart() {
      dropSteps()
      playback.stop()
      if (run.value !== null) void command('restart')
    },
  }
}
