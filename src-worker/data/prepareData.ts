import type { Dataset, PreparedData } from '../core/dataset'
import type { LabError } from '../protocol/errors'
import type { Attachment, DatasetFacts } from '../protocol/tables'
import type { Experiment } from '../spec/experiment'
import { succeed, type Result } from '../spec/problem'
import { fillGaps } from './gaps'
import { readSource, type ReadData } from './readSource'
import { scaleInputs } from './scaling'
import { splitRows } from './splitRows'
import type { TableMemory } from './tableMemory'
import { finishWork, runInTurns, withinShare, type Turns, type Work } from './work'

/**
 * From what an experiment says about its data to what a run trains on: source, split, missing values filled in,
 * scaler, scaled inputs.
 * @param outputUnits units of the output layer, which the targets must fit; null when there is no network yet,
 * and classes are then one-hot.
 * @param attachments bytes of the files the source names; a bundled set is `bundled:NAME`.
 */
export const prepareData = (
  data: Experiment['data'],
  outputUnits: number | null,
  attachments: Attachment[],
): Result<PreparedData, LabError> => finishWork(prepare(data, outputUnits, attachments))

/** As `prepareData`, in turns that leave room for messages. @returns `cancelled` once the listener answers false. */
export const prepareDataInTurns = (
  data: Experiment['data'],
  outputUnits: number | null,
  attachments: Attachment[],
  turns: Turns,
): Promise<Result<PreparedData, LabError>> =>
  runInTurns(prepare(data, outputUnits, attachments, turns.memory), turns)

/** Of the time, until the samples are there. */
const readShare = 0.8

function* prepare(
  data: Experiment['data'],
  outputUnits: number | null,
  attachments: Attachment[],
  memory?: TableMemory,
): Work<Result<PreparedData, LabError>> {
  const context = { split: data.split.column, outputUnits, attachments, memory }
  const read = yield* withinShare(readSource(data.source, context), 0, readShare)
  return read.ok ? yield* withinShare(splitFillAndScale(read.value, data), readShare, 1) : read
}

/** The same for a dataset that a session carries, whose missing values are filled in. */
export const splitAndScale = (
  dataset: Dataset & DatasetFacts,
  data: Pick<Experiment['data'], 'split' | 'scaling'>,
): Result<PreparedData, LabError> => finishWork(splitFillAndScale({ dataset, gaps: [] }, data))

function* splitFillAndScale(
  { dataset, gaps }: ReadData,
  { split, scaling }: Pick<Experiment['data'], 'split' | 'scaling'>,
): Work<Result<PreparedData, LabError>> {
  const parts = splitRows(dataset, split)
  if (!parts.ok) return parts
  const filled = yield* fillGaps(dataset, gaps, parts.value.training)
  if (!filled.ok) return filled
  const whole = gaps.length === 0 ? dataset : { ...dataset, filled: filled.value }
  const scaled = scaleInputs(whole, scaling, parts.value.training)
  if (!scaled.ok) return scaled
  return succeed({ dataset: whole, split: parts.value, ...scaled.value })
}
