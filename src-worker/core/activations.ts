import type { ActivationName } from '../spec/names'
import { normalDensity, normalDistribution } from './gaussian'

/** An activation and its derivatives, side by side. `i` is the preactivation, `o` what `output` made of it. */
export interface Activation {
  output: (i: number) => number
  /** do/di. At a kink that of the left side. */
  derivative: (i: number, o: number) => number
  /** d²o/di²; beside a kink, at which there is none. */
  second: (i: number, o: number) => number
  /** Where the derivative jumps; the gradient check stays away from it. */
  kink: number | null
}

export const leakySlope = 0.01

export const sigmoid = (i: number): number => {
  if (i >= 0) return 1 / (1 + Math.exp(-i))
  const e = Math.exp(i)
  return e / (1 + e)
}

/** ln(1 + eⁱ) without overflow. */
export const softplus = (i: number): number => Math.max(i, 0) + Math.log1p(Math.exp(-Math.abs(i)))

/** Softmax couples the units of a sample, so that it is not a row of this table. */
export const activations: Record<Exclude<ActivationName, 'softmax'>, Activation> = {
  linear: { output: (i) => i, derivative: () => 1, second: () => 0, kink: null },
  sigmoid: {
    output: sigmoid,
    derivative: (_i, o) => o * (1 - o),
    second: (_i, o) => o * (1 - o) * (1 - 2 * o),
    kink: null,
  },
  tanh: {
    output: Math.tanh,
    derivative: (_i, o) => 1 - o * o,
    second: (_i, o) => -2 * o * (1 - o * o),
    kink: null,
  },
  relu: {
    output: (i) => (i > 0 ? i : i === i ? 0 : i),
    derivative: (i) => (i > 0 ? 1 : 0),
    second: () => 0,
    kink: 0,
  },
  leakyRelu: {
    output: (i) => (i > 0 ? i : leakySlope * i),
    derivative: (i) => (i > 0 ? 1 : leakySlope),
    second: () => 0,
    kink: 0,
  },
  elu: {
    output: (i) => (i > 0 ? i : Math.expm1(i)),
    derivative: (i, o) => (i > 0 ? 1 : o + 1),
    second: (i, o) => (i > 0 ? 0 : o + 1),
    kink: null,
  },
  softplus: {
    output: softplus,
    derivative: sigmoid,
    second: (i) => sigmoid(i) * sigmoid(-i),
    kink: null,
  },
  gelu: {
    output: (i) => i * normalDistribution(i),
    derivative: (i) => normalDistribution(i) + i * normalDensity(i),
    second: (i) => normalDensity(i) * (2 - i * i),
    kink: null,
  },
}

/** o = f(i), elementwise; softmax by rows of `units`. */
export function activateInto(
  o: Float64Array,
  i: Float64Array,
  name: ActivationName,
  m: number,
  units: number,
): void {
  if (name === 'softmax') {
    softmaxInto(o, i, m, units)
    return
  }
  const { output } = activations[name]
  for (let p = 0; p < m * units; p++) o[p] = output(i[p]!)
}

/** dI = dO ⊙ f′(i); for softmax dIⱼ = oⱼ (dOⱼ − Σₖ dOₖ oₖ). */
export function backwardActivationInto(
  dI: Float64Array,
  dO: Float64Array,
  i: Float64Array,
  o: Float64Array,
  name: ActivationName,
  m: number,
  units: number,
): void {
  if (name === 'softmax') {
    backwardSoftmaxInto(dI, dO, o, m, units)
    return
  }
  const { derivative } = activations[name]
  for (let p = 0; p < m * units; p++) dI[p] = dO[p]! * derivative(i[p]!, o[p]!)
}

function softmaxInto(o: Float64Array, i: Float64Array, m: number, units: number): void {
  for (let s = 0; s < m; s++) {
    const at = s * units
    let largest = -Infinity
    for (let j = 0; j < units; j++) largest = Math.max(largest, i[at + j]!)
    let sum = 0
    for (let j = 0; j < units; j++) sum += o[at + j] = Math.exp(i[at + j]! - largest)
    for (let j = 0; j < units; j++) o[at + j]! /= sum
  }
}

function backwardSoftmaxInto(
  dI: Float64Array,
  dO: Float64Array,
  o: Float64Array,
  m: number,
  units: number,
): void {
  for (let s = 0; s < m; s++) {
    const at = s * units
    let mean = 0
    for (let j = 0; j < units; j++) mean += dO[at + j]! * o[at + j]!
    for (let j = 0; j < units; j++) dI[at + j] = o[at + j]! * (dO[at + j]! - mean)
  }
}
