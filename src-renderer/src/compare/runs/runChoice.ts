/** Which runs are overlaid, which one the others are measured against, which was deleted last; kept for the document. */
import { shallowReactive, watch } from 'vue'
import type { ListedRun } from '../../../../src-worker/protocol/runs'
import type { Trainer } from '../../trainer/trainer'

interface RunChoice {
  /** Numbers of the runs that are not overlaid: a new run is. */
  hidden: ReadonlySet<number>
  /** Null for the first run of the list. */
  baseline: number | null
  /** The run that was deleted last and can be brought back. */
  deleted: Pick<ListedRun, 'number' | 'name' | 'note'> | null
}

const createChoice = (): RunChoice => ({ hidden: new Set<number>(), baseline: null, deleted: null })

export const runChoice: RunChoice = shallowReactive(createChoice())

let owner: { trainer: Trainer; document: number } | null = null

/** Nothing is kept for another document: its numbers are those of other runs. Called by whoever shows runs. */
export function useRunChoice(trainer: Trainer): RunChoice {
  const follow = (document: number | undefined): void => {
    if (document === undefined || (owner?.trainer === trainer && owner.document === document)) return
    owner = { trainer, document }
    Object.assign(runChoice, createChoice())
  }
  watch(() => trainer.run.value?.document, follow, { immediate: true, flush: 'sync' })
  return runChoice
}

type Numbered = { number: number }

export const shownRuns = <Run extends Numbered>(runs: readonly Run[]): Run[] =>
  runs.filter(({ number }) => !runChoice.hidden.has(number))

/** The run that was chosen; the first of the list when none was or it is gone. */
export const findBaseline = <Run extends Numbered>(runs: readonly Run[]): Run | undefined =>
  runs.find(({ number }) => number === runChoice.baseline) ?? runs[0]

export function toggleShown(number: number): void {
  const hidden = new Set(runChoice.hidden)
  if (!hidden.delete(number)) hidden.add(number)
  runChoice.hidden = hidden
}

/** What is gone from the list may come back under its number as another run: nothing of it is kept. */
export function forgetOthers(numbers: readonly number[]): void {
  const kept = new Set(numbers)
  if ([...runChoice.hidden].some((number) => !kept.has(number)))
    runChoice.hidden = new Set([...runChoice.hidden].filter((number) => kept.has(number)))
  if (runChoice.baseline !== null && !kept.has(runChoice.baseline)) runChoice.baseline = null
}
