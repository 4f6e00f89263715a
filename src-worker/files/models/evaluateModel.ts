/**
 * A network evaluated from what a file says it is, to be compared with core: written on its own, one sample at a time,
 * and rounded after every operation where the file computes in float32, but for the scaler and what it is applied to,
 * which are float64 everywhere.
 */
import type { ActivationName, Precision } from '../../spec/names'
import type { ModelParts } from './model'

type Round = (value: number) => number

export const rounding: Record<Precision, Round> = { float64: (value) => value, float32: Math.fround }

/** Outputs `[rows][outputs]` of `x [rows][inputs]`, in the data's own units. */
export function evaluateModel(
  { layers, scaler }: ModelParts,
  x: Float64Array,
  rows: number,
  precision: Precision,
): Float64Array {
  const round = rounding[precision]
  const inputs = x.length / rows
  const outputs = new Float64Array(rows * layers.at(-1)!.units)
  for (let row = 0; row < rows; row++) {
    let o = Array.from(x.subarray(row * inputs, (row + 1) * inputs), (value, k) =>
      round(scaler === null ? value : (value - scaler.offset[k]!) / scaler.divisor[k]!),
    )
    for (const layer of layers) o = applyActivation(layer.activation, applyLayer(layer, o, round), round)
    outputs.set(o, row * o.length)
  }
  return outputs
}

function applyLayer(
  { units, weights, biases }: ModelParts['layers'][number],
  x: readonly number[],
  round: Round,
): number[] {
  return Array.from({ length: units }, (_, j) => {
    let sum = biases === null ? 0 : round(biases[j]!)
    for (let k = 0; k < x.length; k++) sum = round(sum + round(x[k]! * round(weights[k * units + j]!)))
    return sum
  })
}

function applyActivation(name: ActivationName, i: number[], round: Round): number[] {
  if (name === 'softmax') return applySoftmax(i, round)
  const activate = elementwise[name]
  return i.map((value) => round(activate(value)))
}

export function applySoftmax(i: readonly number[], round: Round): number[] {
  const largest = i.reduce((a, b) => Math.max(a, b), -Infinity)
  const powers = i.map((value) => round(Math.exp(value - largest)))
  const sum = powers.reduce((a, b) => round(a + b), 0)
  return powers.map((value) => round(value / sum))
}

export const elementwise: Record<Exclude<ActivationName, 'softmax'>, (i: number) => number> = {
  linear: (i) => i,
  sigmoid: (i) => 1 / (1 + Math.exp(-i)),
  tanh: (i) => Math.tanh(i),
  relu: (i) => Math.max(i, 0),
  leakyRelu: (i) => (i < 0 ? 0.01 * i : i),
  elu: (i) => (i < 0 ? Math.expm1(i) : i),
  softplus: (i) => (i > 0 ? i + Math.log1p(Math.exp(-i)) : Math.log1p(Math.exp(i))),
  gelu: (i) => 0.5 * i * erfc(-i * Math.SQRT1_2),
}

/**
 * erf(x) by Kummer's series, all terms of one sign, up to 3; 1 − erfc(x) by the continued fraction beyond.
 * Source: NIST DLMF 7.6.2 and 7.9.1.
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  if (x < 3) {
    let term = x
    let sum = x
    for (let n = 1; n < 80; n++) {
      term *= (x * x) / (n + 0.5)
      sum += term
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
  }
  let tail = x
  for (let n = 60; n > 0; n--) tail = x + n / 2 / tail
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail)
}
