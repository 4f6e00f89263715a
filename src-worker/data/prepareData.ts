import type { Dataset, PreparedData } from '../core/dataset'
import type { LabError } from '../protocol/errors'
import type { Attachment } from '../protocol/tables'
import type { Experiment } from '../spec/experiment'
import { succeed, type Result } from '../spec/problem'
import { readSource } from './readSource'
import { scaleInputs } from './scaling'
import { splitRows } from './splitRows'

/**
 * From what an experiment says about its data to what a run trains on: source, split, scaler, scaled inputs.
 * @param outputUnits units of the output layer, which the targets must fit; null when there is no network yet,
 * and classes are then one-hot.
 * @param attachments bytes of the files the source names; a bundled set is `bundled:NAME`.
 */
export function prepareData(
  data: Experiment['data'],
  outputUnits: number | null,
  attachments: Attachment[],
): Result<PreparedData, LabError> {
  const dataset = readSource(data.source, outputUnits, attachments)
  return dataset.ok ? splitAndScale(dataset.value, data) : dataset
}

/** The same for a dataset that a session carries. */
export function splitAndScale(
  dataset: Dataset,
  { split, scaling }: Pick<Experiment['data'], 'split' | 'scaling'>,
): Result<PreparedData, LabError> {
  const parts = splitRows(dataset, split)
  if (!parts.ok) return parts
  const scaled = scaleInputs(dataset, scaling, parts.value.training)
  if (!scaled.ok) return scaled
  return succeed({ dataset, split: parts.value, ...scaled.value })
}
