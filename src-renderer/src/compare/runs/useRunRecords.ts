import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { HistoryColumns } from '../../../../src-worker/protocol/trainerApi'
import type { PresentRun } from '../../runs/presentRuns'
import { useTrainer } from '../../trainer/useTrainer'

interface Kept {
  stamp: string
  history: HistoryColumns
}

/** Histories by the number of the run; a run that is not open is read once for each state it was left in. */
export function useRunRecords(
  shown: Readonly<Ref<readonly PresentRun[]>>,
): Readonly<ShallowRef<ReadonlyMap<number, HistoryColumns>>> {
  const { run, readRun, error } = useTrainer()
  const kept = new Map<number, Kept>()
  const asked = new Map<number, string>()
  const histories = shallowRef<ReadonlyMap<number, HistoryColumns>>(new Map())
  let gone = false
  onScopeDispose(() => (gone = true))

  async function read(number: number, stamp: string): Promise<void> {
    asked.set(number, stamp)
    const reply = await readRun(number)
    if (asked.get(number) === stamp) asked.delete(number)
    if (gone) return
    if (reply.ok) {
      kept.set(number, { stamp, history: reply.value.history })
      histories.value = new Map([...kept].map(([one, { history }]) => [one, history]))
    } else if (reply.error.code !== 'staleRun') error.value = reply.error
  }

  watch(
    [shown, run],
    () => {
      for (const one of shown.value) {
        const stamp = createStamp(one)
        const isKnown = kept.get(one.number)?.stamp === stamp || asked.get(one.number) === stamp
        if (!one.open && !isKnown) void read(one.number, stamp)
      }
    },
    { immediate: true },
  )
  return histories
}

/** Tells runs apart that have one number in two sessions. */
const createStamp = ({ update, epochs, final, best }: PresentRun): string =>
  [update, epochs, ...Object.values(final), ...Object.values(best)].join(' ')
