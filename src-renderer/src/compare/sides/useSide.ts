/** One of the two runs: a trainer of its own, opened with the run as it was when it was taken. */
import {
  computed,
  onScopeDispose,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue'
import type { LabError } from '../../../../src-worker/protocol/errors'
import type { ListedRun } from '../../../../src-worker/protocol/runs'
import type { SpareTrainer, Trainer } from '../../trainer/trainer'
import { findDifferences } from '../differences'

export interface Side {
  /** In the list of runs; null until there is one to choose. */
  readonly number: Readonly<Ref<number | null>>
  /** Null when the run is not in the list: not yet chosen, or deleted. */
  readonly listed: ComputedRef<ListedRun | null>
  /** Null while the run is on its way, and when it could not be opened. */
  readonly trainer: Readonly<ShallowRef<SpareTrainer | null>>
  readonly failure: Readonly<ShallowRef<LabError | null>>
  readonly opening: Readonly<Ref<boolean>>
  /** Counts the trainers that were opened. */
  readonly openings: Readonly<Ref<number>>
  /** Updates of the run as it was taken. */
  readonly newest: ComputedRef<number>
  /** The run has changed since. */
  readonly stale: ComputedRef<boolean>
  /** Another run, or the first. */
  choose(number: number | null): void
  take(): Promise<void>
}

/** @param nameOf the run, for errors  @param create makes a trainer that this side disposes of */
export function useSide(main: Trainer, create: () => SpareTrainer, nameOf: (run: ListedRun) => string): Side {
  const number = ref<number | null>(null)
  const trainer = shallowRef<SpareTrainer | null>(null)
  const failure = shallowRef<LabError | null>(null)
  const opening = ref(false)
  const openings = ref(0)
  const taken = shallowRef<ListedRun | null>(null)
  const takenState = ref('')
  const listed = computed(() => main.runs.value.find((run) => run.number === number.value) ?? null)
  const present = computed(() => (listed.value === null ? '' : describeState(listed.value, main)))
  let turn = 0

  function drop(): void {
    turn++
    trainer.value?.dispose()
    trainer.value = null
    failure.value = null
    opening.value = false
  }

  async function take(): Promise<void> {
    drop()
    const run = listed.value
    if (run === null) return
    const own = turn
    opening.value = true
    const state = present.value
    const opened = await open(run, () => own === turn)
    if (own !== turn || opened === null) return
    opening.value = false
    taken.value = run
    takenState.value = state
    if (opened instanceof Failed) {
      failure.value = opened.error
      return
    }
    openings.value++
    trainer.value = opened
  }

  /** @returns null when the run is not wanted any more */
  async function open(run: ListedRun, isWanted: () => boolean): Promise<SpareTrainer | Failed | null> {
    const exported = await main.exportListedRun(run.number)
    if (!isWanted()) return null
    if (!exported.ok) return new Failed(exported.error)
    const spare = create()
    const opened = await spare.openSession(exported.value.bytes, nameOf(run))
    if (isWanted() && opened.ok) return spare
    spare.dispose()
    return isWanted() && !opened.ok ? new Failed(opened.error) : null
  }

  const sameSettings = computed(() => {
    const [before, now] = [taken.value?.experiment, listed.value?.experiment]
    return !before || !now || before === now || findDifferences(before, now).length === 0
  })
  // Also when a run is deleted, and when it comes back.
  watch(() => listed.value?.number ?? null, take, { immediate: true })
  onScopeDispose(drop)
  return {
    number,
    listed,
    trainer,
    failure,
    opening,
    openings,
    newest: computed(() => trainer.value?.run.value?.update ?? 0),
    stale: computed(
      () => trainer.value !== null && (present.value !== takenState.value || !sameSettings.value),
    ),
    choose: (next) => void (number.value = next),
    take,
  }
}

class Failed {
  constructor(readonly error: LabError) {}
}

/** Changes when the run goes on, begins anew, or something of it is changed on the way or at its start. */
function describeState(run: ListedRun, main: Trainer): string {
  const frame = run.open ? main.frame.value : null
  const { events, startEdits } = frame ?? run
  return JSON.stringify([frame?.newest ?? run.update, events.length, startEdits])
}
