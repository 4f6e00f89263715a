/** Two runs in lock-step: one moment for both, gone to in both before the next one is asked for. */
import { computed, onScopeDispose, readonly, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { ListedRun } from '../../../../src-worker/protocol/runs'
import { clampUpdate, strideOf, type TimeUnit } from '../../timeline/timelineScale'
import type { SpareTrainer, Trainer } from '../../trainer/trainer'
import { chooseRuns } from './chooseRuns'
import { nextEpoch, previousEpoch } from './lockStep'
import { useSide, type Side } from './useSide'

export interface Pair {
  a: Side
  b: Side
  unit: Ref<TimeUnit>
  /** The update that is wanted in both; a run that ended before shows its newest. */
  moment: ComputedRef<number>
  /** The newest update of the longer run. */
  end: ComputedRef<number>
  playing: Readonly<Ref<boolean>>
  goTo(update: number): void
  /** By the unit; steps in quick succession are taken one after another. */
  step(direction: 1 | -1): void
  playOrPause(): void
  /** Settles when both show the moment wanted last. */
  settled(): Promise<void>
}

/** Between two moments of a play back, milliseconds. */
const momentMs = 50

export function usePair(main: Trainer, create: () => SpareTrainer, nameOf: (run: ListedRun) => string): Pair {
  const sides = [useSide(main, create, nameOf), useSide(main, create, nameOf)] as const
  const [a, b] = sides
  const unit = ref<TimeUnit>('update')
  const wanted = ref<number | null>(null)
  const playing = ref(false)
  const opened = () => sides.filter(({ trainer }) => trainer.value !== null)
  const end = computed(() => Math.max(...sides.map(({ newest }) => newest.value)))
  /** Before anybody chose one: the last that both have. */
  const first = computed(() => Math.min(...opened().map(({ newest }) => newest.value), end.value))
  const moment = computed(() => clampUpdate(wanted.value ?? first.value, end.value))
  let going: Promise<void> | null = null
  let again = false

  async function go(): Promise<void> {
    while (again) {
      again = false
      const update = moment.value
      await Promise.all(opened().map((side) => seekIn(side, update)))
    }
    going = null
  }
  function follow(): Promise<void> {
    again = true
    return (going ??= go())
  }
  async function seek(update: number): Promise<void> {
    // Before a run is there no update has a meaning.
    if (opened().length === 0) return
    wanted.value = clampUpdate(update, end.value)
    await follow()
  }
  const settled = async (): Promise<void> => {
    while (going !== null) await going
  }

  let steps = Promise.resolve()
  function step(direction: 1 | -1): void {
    playing.value = false
    steps = steps.then(async () => {
      await settled()
      const from = moment.value
      if (unit.value === 'update') return seek(from + direction)
      const frames = sides.flatMap(({ trainer }) => trainer.value?.frame.value ?? [])
      return seek(direction > 0 ? nextEpoch(from, frames) : previousEpoch(from, frames))
    })
  }

  async function play(): Promise<void> {
    playing.value = true
    if (moment.value === end.value) await seek(0)
    const stride = strideOf(end.value - moment.value)
    while (playing.value && moment.value < end.value) {
      const start = performance.now()
      await seek(moment.value + stride)
      await new Promise((done) => setTimeout(done, Math.max(0, start + momentMs - performance.now())))
    }
    playing.value = false
  }

  function chooseFor(runs: readonly ListedRun[]): void {
    const chosen = chooseRuns(runs, a.number.value, b.number.value)
    a.choose(chosen[0])
    b.choose(chosen[1])
  }
  watch(main.runs, (runs) => chooseFor(runs), { immediate: true })
  // A run that was opened, or opened again in a new worker, comes to the moment of the other.
  watch(
    sides.map(
      ({ trainer }) =>
        () =>
          trainer.value?.run.value,
    ),
    () => opened().length > 0 && void follow(),
  )
  onScopeDispose(() => (playing.value = false))
  return {
    a,
    b,
    unit,
    moment,
    end,
    playing: readonly(playing),
    goTo(update) {
      playing.value = false
      void seek(update)
    },
    step,
    playOrPause() {
      if (playing.value) playing.value = false
      else void play()
    },
    settled,
  }
}

/** The moment after the update, or the newest of a run that ended before. */
async function seekIn({ trainer, newest }: Side, update: number): Promise<void> {
  const spare = trainer.value
  const target = Math.min(update, newest.value)
  if (spare === null || spare.frame.value?.update === target) return
  await spare.seek(target)
}
