/** history.npz: the columns of the history in float64; NaN stands where there is no value. */
import { updateFields } from '../core/updateHistory'
import type { HistoryColumns } from '../protocol/trainerApi'
import { limits } from '../spec/limits'
import type { Bytes } from './bytes'
import type { NpyArray } from './npy'
import { column, decodeNpz, takeFloat64, writeNpz } from './npz'

type Column = Float64Array<ArrayBuffer>

const evaluationNames = [
  'update',
  'epoch',
  'cost',
  'accuracy',
  'validationCost',
  'validationAccuracy',
] as const satisfies readonly (keyof HistoryColumns['evaluation'])[]

const nameEvaluation = (name: string): string => `evaluation.${name}`
const nameLayer = (index: number): string => `layerGradientNorm.${index}`

const allowed: ReadonlySet<string> = new Set([
  ...updateFields,
  ...evaluationNames.map(nameEvaluation),
  ...Array.from({ length: limits.layers }, (_, index) => nameLayer(index)),
])

/** The whole history but its stride, which stands in run.json. */
export function encodeHistory(history: HistoryColumns): Bytes {
  return writeNpz(
    new Map<string, NpyArray>([
      ...updateFields.map((name): [string, NpyArray] => [name, column(history[name])]),
      ...history.layerGradientNorms.map((norms, index): [string, NpyArray] => [
        nameLayer(index),
        column(norms),
      ]),
      ...evaluationNames.map((name): [string, NpyArray] => [
        nameEvaluation(name),
        column(history.evaluation[name]),
      ]),
    ]),
  )
}

/** @throws LabFailure naming the column that is missing or not of float64. */
export function decodeHistory(bytes: Uint8Array, stride: number): HistoryColumns {
  const arrays = decodeNpz(bytes, allowed)
  const take = (name: string): Column => takeFloat64(arrays, name)
  const layers = Array.from(arrays.keys()).filter((name) => name.startsWith(nameLayer(0).slice(0, -1))).length
  return {
    stride,
    ...takeAll(updateFields, take),
    layerGradientNorms: Array.from({ length: layers }, (_, index) => take(nameLayer(index))),
    evaluation: takeAll(evaluationNames, (name) => take(nameEvaluation(name))),
  }
}

const takeAll = <Name extends string>(
  names: readonly Name[],
  take: (name: Name) => Column,
): Record<Name, Column> => Object.fromEntries(names.map((name) => [name, take(name)])) as Record<Name, Column>
