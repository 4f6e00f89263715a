/** A trained network as it leaves the lab for other programs: what every format of this folder is written from. */
import type { Dataset, PreparedData, Scaler } from '../../core/dataset'
import { createLabError, LabFailure } from '../../protocol/errors'
import type { DatasetFacts, FilledColumn } from '../../protocol/tables'
import type { Experiment } from '../../spec/experiment'
import { missingMarks, type ActivationName, type Precision } from '../../spec/names'
import type { LayerArrays } from '../networkWeights'
import { toLayerArrays } from '../networkWeights'
import type { SessionDocument } from '../sessionDocument'

export type ModelLayer = LayerArrays & { activation: ActivationName }
/** `(x − offset) / divisor`, a number an input. */
export type ModelScaler = Pick<Scaler, 'offset' | 'divisor'>

/** What a format must bring back to be the same network. */
export interface ModelParts {
  layers: ModelLayer[]
  scaler: ModelScaler | null
}

export interface Model extends ModelParts {
  name: string
  appVersion: string
  /** Updates made. */
  update: number
  precision: Precision
  inputNames: readonly string[]
  outputNames: readonly string[]
  /** In the order of the outputs, or of 0 and 1 of the one output; null for a regression. */
  classes: readonly string[] | null
  /** What a missing value of a column is filled in with; columns that are not here are never filled. */
  filled: readonly FilledColumn[]
  /** Cells of a table that say a value is missing, in lower case. */
  missingMarks: readonly string[]
}

/** Programs hold every number as text; a larger network has the binary formats. */
export const mostProgramParameters = 4_000_000

/** @throws LabFailure `unsupported` when a number of the network is not finite: no program predicts with it. */
export function createModel(
  { experiment, current, update }: Pick<SessionDocument, 'experiment' | 'current' | 'update'>,
  { dataset, scaler }: PreparedData,
  appVersion: string,
): Model {
  const { filled = [] }: Dataset & DatasetFacts = dataset
  const specs = experiment.network.layers
  const arrays = toLayerArrays(
    current,
    specs.map(({ units }) => units),
  )
  const layers = arrays.map((layer, l) => ({ ...layer, activation: specs[l]!.activation }))
  refuseNotFinite(layers)
  return {
    name: experiment.name,
    appVersion,
    update,
    precision: experiment.training.precision,
    inputNames: dataset.inputNames,
    outputNames: dataset.targetNames,
    classes: dataset.classes,
    filled,
    missingMarks: listMissingMarks(experiment.data),
    layers,
    // JSON has no −0.
    scaler: scaler && { offset: scaler.offset.map((value) => value + 0), divisor: scaler.divisor },
  }
}

function listMissingMarks({ source }: Experiment['data']): string[] {
  const more = (source.kind === 'file' ? source.alsoMissing : undefined) ?? []
  return [...new Set([...missingMarks, ...more.map((mark) => mark.trim().toLowerCase())])]
}

export const countParameters = (layers: readonly LayerArrays[]): number =>
  layers.reduce((sum, { weights, biases }) => sum + weights.length + (biases?.length ?? 0), 0)

/** @throws LabFailure `unsupported`. */
export function refuseLargeProgram({ layers }: ModelParts): void {
  const parameters = countParameters(layers)
  if (parameters <= mostProgramParameters) return
  const detail = `a program of ${parameters} parameters, more than ${mostProgramParameters}`
  throw new LabFailure(createLabError('unsupported', detail))
}

function refuseNotFinite(layers: readonly ModelLayer[]): void {
  const bad = layers.findIndex(
    ({ weights, biases }) => !weights.every(Number.isFinite) || biases?.every(Number.isFinite) === false,
  )
  if (bad < 0) return
  const detail = `layer ${bad + 1} has numbers that are not finite; a model of them predicts nothing`
  throw new LabFailure(createLabError('unsupported', detail))
}
