import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { useRunState, useTrainer } from '../trainer/useTrainer'
import type { TimeUnit } from './timelineScale'

export interface Transport {
  unit: Ref<TimeUnit>
  running: ComputedRef<boolean>
  /** Whether a step can be taken now. */
  ready: ComputedRef<boolean>
  runOrPause(): void
  step(unit?: TimeUnit): void
  stepOther(): void
  restart(): void
}

/** What the transport does, for its buttons and for the keyboard. */
export function useTransport(): Transport {
  const { run, command } = useTrainer()
  const state = useRunState()
  const unit = ref<TimeUnit>('update')
  const running = computed(() => state.value === 'running')
  const ready = computed(() => run.value !== null && !running.value && state.value !== 'diverged')

  /** Steps asked for in quick succession are taken one after another: none is lost. */
  let steps = Promise.resolve()
  function step(by: TimeUnit = unit.value): void {
    if (!ready.value) return
    steps = steps.then(() => command(by === 'update' ? 'stepUpdate' : 'stepEpoch'))
  }

  return {
    unit,
    running,
    ready,
    runOrPause() {
      if (running.value) void command('pause')
      else if (ready.value) void command('run')
    },
    step,
    stepOther: () => step(unit.value === 'update' ? 'epoch' : 'update'),
    restart() {
      if (run.value !== null) void command('restart')
    },
  }
}
