import type { Dataset } from '../core/dataset'
import type { SessionDocument, SessionFile } from '../files/sessionDocument'
import { readSessionFile } from '../files/sessionReader'
import { summarizeData } from '../data/summarizeData'
import { createLabError, type LabError } from '../protocol/errors'
import type { Attachment, DatasetFacts } from '../protocol/tables'
import type { OpenedRun } from '../protocol/trainerApi'
import type { ExperimentInput } from '../spec/experiment'
import { isSameJson } from '../spec/isSameJson'
import { parseData, parseExperiment } from '../spec/parseExperiment'
import { fail, succeed, type Result } from '../spec/problem'
import { prepareRun } from './prepareRun'
import type { RunHost } from './runHost'
import { findRestoreProblems } from './restoreProblems'
import { TrainingRun } from './trainingRun'

/** A new run at update 0. @param stored data to use instead of reading the attachments */
export function createRun(
  experiment: unknown,
  attachments: Attachment[],
  host: RunHost,
  stored: Dataset | null = null,
): Result<TrainingRun, LabError> {
  const parsed = parseExperiment(experiment)
  if (!parsed.ok) {
    return fail(createLabError('invalidExperiment', 'The experiment does not fit.', '', parsed.error))
  }
  const parts = prepareRun(parsed.value, attachments, stored)
  return parts.ok ? succeed(new TrainingRun(parts.value, host)) : parts
}

/**
 * The data of the open run, when the next experiment names the same source: a session that came from a file holds
 * its rows, and the file they were read from may be far away.
 */
export function findKeptDataset(open: TrainingRun | null, { data }: ExperimentInput): Dataset | null {
  if (open === null) return null
  const { source } = open.experiment.data
  if (source.kind === 'inline' || source.kind === 'generator') return null
  const parsed = parseData(data)
  if (!parsed.ok || !isSameJson(parsed.value.source, source)) return null
  const { dataset }: { dataset: Dataset & DatasetFacts } = open.prepared
  // What was filled in, and the parts that a column said, hold for the split they were read with.
  const hangsOnSplit = dataset.filled !== undefined || dataset.parts !== undefined
  const hasSameSplit = isSameJson(parsed.value.split, open.experiment.data.split)
  return !hangsOnSplit || hasSameSplit ? dataset : null
}

/** A saved run, where it stood. All or nothing. */
export async function restoreRun(
  bytes: Uint8Array<ArrayBuffer>,
  fileName: string,
  host: RunHost,
): Promise<Result<{ run: TrainingRun; file: SessionFile }, LabError>> {
  const file = await readSessionFile(bytes, fileName)
  if (!file.ok) return file
  const { document } = file.value
  const parts = prepareRun(document.experiment, [], document.dataset)
  if (!parts.ok) return fail({ ...parts.error, code: 'invalidFile', file: fileName })
  const problems = findRestoreProblems(parts.value, document)
  if (problems.length > 0) {
    return fail(createLabError('invalidFile', 'The session does not fit its own data.', fileName, problems))
  }
  return succeed({ run: TrainingRun.restore(parts.value, document, host), file: file.value })
}

/** The same data and network with other weights: the next seed, or drawn ones where they were typed in. */
export function createRunWithNewWeights(run: TrainingRun, host: RunHost): TrainingRun {
  const { experiment, prepared, shape } = run
  const { initialization } = experiment.network
  const drawn =
    'seed' in initialization
      ? { ...initialization, seed: (initialization.seed + 1) % 2 ** 32 }
      : ({ kind: 'xavierUniform', seed: 1, bias: 0 } as const)
  const renewed = new TrainingRun(
    {
      experiment: { ...experiment, network: { ...experiment.network, initialization: drawn } },
      prepared,
      shape,
    },
    host,
  )
  renewed.notes = run.notes
  return renewed
}

/**
 * A run of the list, where it stood, in the place of the open one: with its data where that is the same.
 * @returns it, with the name and the exercise of the open one
 */
export function reopenRun(
  document: SessionDocument,
  open: TrainingRun,
  host: RunHost,
): Result<TrainingRun, LabError> {
  const { name, classroom } = open.experiment
  const experiment = { ...document.experiment, name, classroom }
  const { kind } = experiment.data.source
  const hasSameData =
    isSameJson(experiment.data, open.experiment.data) &&
    (kind === 'inline' || kind === 'generator' || document.dataset === open.prepared.dataset)
  const parts = prepareRun(experiment, [], document.dataset, hasSameData ? open.prepared : null)
  if (!parts.ok) return parts
  const problems = findRestoreProblems(parts.value, document)
  if (problems.length > 0)
    return fail(createLabError('invalidFile', 'The run does not fit its own data.', '', problems))
  return succeed(TrainingRun.restore(parts.value, document, host))
}

export function describeRun(
  run: TrainingRun,
  runId: number,
  place: Pick<OpenedRun, 'document' | 'number' | 'branchOf' | 'sweeps'>,
): OpenedRun {
  const { batchSize } = run.experiment.training
  return {
    runId,
    ...place,
    experiment: run.experiment,
    data: {
      ...summarizeData(run.prepared),
      batchClamped: batchSize !== 'full' && batchSize > run.prepared.split.training.length,
    },
    state: run.state,
    update: run.newest,
    events: run.events,
    bookmarks: run.bookmarks,
    notes: run.notes,
    parameters: run.shape.parameters,
  }
}
