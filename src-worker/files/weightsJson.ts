/**
 * weights.json: the network's matrices for people and for any language.
 * Numbers in shortest round-trip form; those that JSON has no form for, after a divergence, as "NaN", "Infinity"
 * and "-Infinity" (as the JSON mapping of Protocol Buffers does).
 */
import * as v from 'valibot'
import type { Scaler } from '../core/dataset'
import type { LabError } from '../protocol/errors'
import { limits } from '../spec/limits'
import { activationNames, type ActivationName } from '../spec/names'
import { type Result, sayValue } from '../spec/problem'
import { say } from '../spec/fields'
import { phrase } from '../spec/phrases'
import { encodeText, type Bytes } from './bytes'
import { catchFault, refuseFile, within } from './fileFault'
import { formatJson } from './formatJson'
import { decodeShape, finiteNumber } from './jsonShape'
import { checkLayers, type LayerArrays } from './networkWeights'
import { decodeJson } from './safeJson'

export const weightsFormat = 'chainrule-weights'
export const weightsVersion = 1
/** Sixteen million numbers of twenty digits would be more; larger networks have the binary formats. */
export const mostWeightsJsonBytes = 256 * 1024 * 1024

export interface NetworkWeights {
  layers: (LayerArrays & { activation: ActivationName })[]
  scaler: Scaler | null
}

const notFinite = new Map<unknown, number>([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
])

const numbers = v.array(finiteNumber, say('numbers'))
const layerSchema = v.strictObject(
  {
    activation: v.picklist(activationNames, say('oneOf', { names: activationNames })),
    /** Checked by hand: a schema for each of millions of numbers is slow. */
    weights: v.unknown(),
    biases: v.unknown(),
  },
  say('layer'),
)
const weightsSchema = v.strictObject(
  {
    format: v.literal(weightsFormat, `"${weightsFormat}"`),
    version: v.literal(weightsVersion, say('versionNumber', { number: weightsVersion })),
    layers: v.pipe(
      v.array(layerSchema, say('layerList')),
      v.maxLength(limits.layers, say('atMostCount', { most: limits.layers })),
    ),
    scaler: v.nullable(
      v.strictObject(
        {
          kind: v.picklist(['standardize', 'minmax'], say('or', { one: 'standardize', other: 'minmax' })),
          offset: numbers,
          divisor: numbers,
        },
        say('scalerOrNull'),
      ),
    ),
  },
  say('weightsPlace'),
)

/** One row of a matrix a line. */
export function writeWeightsJson({ layers, scaler }: NetworkWeights): Bytes {
  return encodeText(
    formatJson({
      format: weightsFormat,
      version: weightsVersion,
      layers: layers.map(({ activation, inputs, units, weights, biases }) => ({
        activation,
        weights: Array.from({ length: inputs }, (_, row) =>
          listNumbers(weights.subarray(row * units, (row + 1) * units)),
        ),
        biases: biases === null ? null : listNumbers(biases),
      })),
      scaler: scaler && { kind: scaler.kind, offset: scaler.offset, divisor: scaler.divisor },
    }),
  )
}

/** @returns the weights in float64; `invalidFile` names the place, what was expected and what was found. */
export function readWeightsJson(bytes: Uint8Array, fileName: string): Result<NetworkWeights, LabError> {
  return catchFault(fileName, () => decodeWeightsJson(bytes))
}

/** As `readWeightsJson`. @throws LabFailure instead of answering a failure. */
export function decodeWeightsJson(bytes: Uint8Array): NetworkWeights {
  const { layers, scaler } = decodeShape(weightsSchema, decodeJson(bytes, mostWeightsJsonBytes))
  const decoded = layers.map(({ activation, weights, biases }, index) =>
    within(`layers[${index}]`, () => ({ activation, ...decodeLayer(weights, biases) })),
  )
  checkLayers(decoded)
  const inputs = decoded[0]!.inputs
  if (scaler !== null && (scaler.offset.length !== inputs || scaler.divisor.length !== inputs)) {
    refuseFile('scaler', phrase('offsetsPerInput', { count: inputs }), String(scaler.offset.length))
  }
  return { layers: decoded, scaler }
}

const listNumbers = (values: Iterable<number>): (number | string)[] =>
  Array.from(values, (value) => (Number.isFinite(value) ? value : String(value)))

function decodeLayer(weights: unknown, biases: unknown): LayerArrays {
  if (!Array.isArray(weights) || weights.length === 0) {
    return refuseFile('weights', phrase('matrixRows'), sayValue(weights))
  }
  const rows = weights.map((row, index) => decodeRow(row, `weights[${index}]`))
  const units = rows[0]!.length
  const matrix = new Float64Array(rows.length * units)
  rows.forEach((row, index) => {
    if (row.length !== units)
      refuseFile(`weights[${index}]`, phrase('countNumbers', { count: units }), String(row.length))
    matrix.set(row, index * units)
  })
  const bias = biases === null ? null : decodeRow(biases, 'biases')
  if (bias !== null && bias.length !== units)
    refuseFile('biases', phrase('countNumbers', { count: units }), String(bias.length))
  return { inputs: rows.length, units, weights: matrix, biases: bias }
}

function decodeRow(row: unknown, path: string): Float64Array<ArrayBuffer> {
  if (!Array.isArray(row)) return refuseFile(path, phrase('numbers'), sayValue(row))
  if (row.length > limits.unitsPerLayer) {
    refuseFile(path, phrase('atMostNumbers', { count: limits.unitsPerLayer }), String(row.length))
  }
  return Float64Array.from(row, (value: unknown, index) => {
    const number = typeof value === 'number' && Number.isFinite(value) ? value : notFinite.get(value)
    return number ?? refuseFile(`${path}[${index}]`, phrase('finite'), sayValue(value))
  })
}
