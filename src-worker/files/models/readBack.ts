/** A model is done when what its file says is the network that was meant; how far its outputs are from core's is measured. */
import { createLabError, LabFailure } from '../../protocol/errors'
import type { PreparedData } from '../../core/dataset'
import { Evaluator } from '../../core/evaluator'
import { shapeNetwork, viewLayers } from '../../core/network'
import type { NumbersReadBack } from '../../protocol/exports'
import type { Precision } from '../../spec/names'
import { sameLayers } from '../networkWeights'
import { countParameters, type ModelParts } from './model'

/** Rows of the data that outputs are compared on, at most. */
const mostRows = 1000
/** Multiplications that the comparison may take, so that a large network is not waited for. */
const mostWork = 50_000_000

/** The largest difference that a form which computes in a precision promises, for outputs of about 1. */
export const tolerances: Record<Precision, number> = { float32: 1e-6, float64: 1e-12 }

/** Rows of the data as they were given, `x [rows][inputs]`, and core's outputs for them. */
export interface Reference {
  rows: number
  x: Float64Array<ArrayBuffer>
  outputs: Float64Array<ArrayBuffer>
}

/** Core's forward pass in float64 over the first rows of the data. */
export function createReference({ layers }: Pick<ModelParts, 'layers'>, prepared: PreparedData): Reference {
  const { dataset } = prepared
  const affordable = Math.max(1, Math.floor(mostWork / countParameters(layers)))
  const rows = Math.min(dataset.rows, mostRows, affordable)
  const shape = shapeNetwork(
    dataset.inputs,
    layers.map(({ units, activation, biases }) => ({ units, activation, bias: biases !== null })),
  )
  const views = viewLayers(shape, new Float64Array(shape.parameters))
  views.forEach(({ weights, biases }, l) => {
    weights.set(layers[l]!.weights)
    biases.set(layers[l]!.biases ?? [])
  })
  const evaluator = new Evaluator(shape, { x: prepared.x, y: dataset.y })
  const outputs = new Float64Array(rows * shape.outputs)
  const count = rows * shape.inputs
  evaluator.predictInto(outputs, views, Float64Array.from(prepared.x.subarray(0, count)), rows)
  return { rows, x: Float64Array.from(dataset.x.subarray(0, count)), outputs }
}

/**
 * The largest distance between a file's outputs and core's; infinite where one is not finite and the other is. What is
 * tolerated is relative to the largest output of core's.
 * @param precision in which the file computes
 */
export function compareOutputs(
  { outputs: expected, rows }: Reference,
  outputs: Float64Array,
  precision: Precision,
): NumbersReadBack {
  const largest = expected.reduce((most, o) => (Number.isFinite(o) ? Math.max(most, Math.abs(o)) : most), 0)
  const common = { kind: 'numbers', tolerance: tolerances[precision] * largest, rows } as const
  if (outputs.length !== expected.length) return { ...common, largestDifference: Infinity }
  let largestDifference = 0
  for (let p = 0; p < expected.length; p++) {
    const difference = Object.is(outputs[p], expected[p]) ? 0 : Math.abs(outputs[p]! - expected[p]!)
    largestDifference = Math.max(largestDifference, Number.isNaN(difference) ? Infinity : difference)
  }
  return { ...common, largestDifference }
}

/**
 * Matrices, activations and scaler, bit for bit.
 * @throws LabFailure `internal`: the file does not hold the network.
 */
export function requireSameParts(read: ModelParts, meant: ModelParts): void {
  const sameActivations = meant.layers.every(({ activation }, l) => read.layers[l]?.activation === activation)
  if (sameLayers(read.layers, meant.layers) && sameActivations && sameScaler(read, meant)) return
  throw new LabFailure(createLabError('internal', 'the exported model did not read back as the same network'))
}

function sameScaler({ scaler: a }: ModelParts, { scaler: b }: ModelParts): boolean {
  if (a === null || b === null) return a === b
  return sameList(a.offset, b.offset) && sameList(a.divisor, b.divisor)
}

const sameList = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, k) => Object.is(value, b[k]))
