/** What a list of runs says of each: plain data, without weights and history. */
import type { KeptRun, RunWords, SessionDocument } from '../files/sessionDocument'
import type { ListedRun } from '../protocol/runs'
import { measureNames, type Measures } from '../protocol/sweeps'
import type { HistoryColumns } from '../protocol/trainerApi'
import type { Experiment } from '../spec/experiment'
import { isSameJson } from '../spec/isSameJson'
import { prepareRun } from './prepareRun'
import { findSettingsMade, listStartEdits, type SettingsChange } from './settingsChange'
import type { TrainingRun } from './trainingRun'

type Parts = Pick<ListedRun, 'training' | 'validation' | 'task'>

const columnOf = {
  trainingCost: 'cost',
  validationCost: 'validationCost',
  accuracy: 'accuracy',
  validationAccuracy: 'validationAccuracy',
} as const satisfies Record<keyof Measures, keyof HistoryColumns['evaluation']>
const isCost = (name: keyof Measures): boolean => name === 'trainingCost' || name === 'validationCost'

/** Describes runs; how many rows each part has is found once for each way to make the data. */
export class RunDescriber {
  private readonly parts = new WeakMap<SessionDocument, Parts>()

  /** The rows are known while a run is open: nothing has to be read again. */
  note(document: SessionDocument, run: TrainingRun): void {
    this.parts.set(document, getParts(run.prepared))
  }

  describeOpen(run: TrainingRun, words: RunWords): ListedRun {
    const { state, stopReason, divergence, events, prepared, newest } = run
    const { samples } = run.timeline.present?.state ?? run.engine
    return {
      ...describe(words, run.evaluations.getColumns()),
      ...getParts(prepared),
      open: true,
      ...describeCourse(run.experiment, run.timeline.getChanges(), divergence?.update ?? newest),
      state: state === 'running' ? 'paused' : state,
      stopReason,
      divergence,
      update: newest,
      epochs: samples / prepared.split.training.length,
      events,
    }
  }

  describeKept(run: KeptRun, among: readonly KeptRun[]): ListedRun {
    const { document } = run
    const { state, stopReason, divergence, update, samples, events, history } = document
    const parts = this.findParts(document, among)
    return {
      ...describe(run, history.evaluation),
      ...parts,
      open: false,
      ...describeCourse(document.experiment, document.changes, divergence?.update ?? update),
      state,
      stopReason,
      divergence,
      update,
      epochs: parts.training === 0 ? 0 : samples / parts.training,
      events,
    }
  }

  /** Of a run that came from a file: as of another one with the same data, or its data is prepared once more. */
  private findParts(document: SessionDocument, among: readonly KeptRun[]): Parts {
    const known = this.parts.get(document)
    if (known !== undefined) return known
    const twin = among.find(({ document: other }) => this.parts.has(other) && hasSameData(document, other))
    const parts = twin === undefined ? prepareParts(document) : this.parts.get(twin.document)!
    this.parts.set(document, parts)
    return parts
  }
}

/** @param update the last one that was made, or tried by a run that diverged */
const describeCourse = (
  experiment: Experiment,
  changes: readonly SettingsChange[],
  update: number,
): Pick<ListedRun, 'experiment' | 'startEdits'> => ({
  experiment: { ...experiment, training: findSettingsMade(changes, update) },
  startEdits: listStartEdits(changes),
})

const hasSameData = (one: SessionDocument, other: SessionDocument): boolean =>
  one.dataset === other.dataset && isSameJson(one.experiment.data, other.experiment.data)

/** Data that cannot be prepared is said when the run is opened; the list has it without rows. */
function prepareParts({ experiment, dataset }: SessionDocument): Parts {
  const prepared = prepareRun(experiment, [], dataset)
  return prepared.ok ? getParts(prepared.value.prepared) : { training: 0, validation: 0, task: 'regression' }
}

const getParts = ({ split, dataset }: TrainingRun['prepared']): Parts => ({
  training: split.training.length,
  validation: split.validation.length,
  task: dataset.task,
})

function describe(
  { number, name, note, branchOf }: RunWords,
  evaluation: HistoryColumns['evaluation'],
): Pick<ListedRun, 'number' | 'name' | 'note' | 'branchOf' | 'final' | 'best' | 'bestEpoch'> {
  const [final, best, bestEpoch] = [{}, {}, {}] as [Measures, Measures, Measures]
  for (const measure of measureNames) {
    const column = evaluation[columnOf[measure]]
    const at = findBest(column, isCost(measure))
    final[measure] = column.at(-1) ?? NaN
    best[measure] = column[at] ?? NaN
    bestEpoch[measure] = at < 0 ? NaN : evaluation.epoch[at]!
  }
  return { number, name, note, branchOf, final, best, bestEpoch }
}

/** @returns the row of the first smallest, or first largest, number; -1 where there is none */
function findBest(column: Float64Array, smallest: boolean): number {
  let found = -1
  column.forEach((value, row) => {
    if (!Number.isFinite(value)) return
    const before = column[found]
    if (before === undefined || (smallest ? value < before : value > before)) found = row
  })
  return found
}
