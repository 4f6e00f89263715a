/** f′ of every unit and sample: where it is near zero nothing flows back. */
import { activations } from '../core/activations'
import type { SaturationMap } from '../protocol/microscope'
import type { ActivationName } from '../spec/names'
import type { Step } from './step'

/** The largest that f′ can be; softmax by its own o(1 − o). GELU's slope peaks at i = √2: 1.1289. */
export const largestSlope: Record<ActivationName, number> = {
  linear: 1,
  sigmoid: 0.25,
  tanh: 1,
  relu: 1,
  leakyRelu: 1,
  elu: 1,
  softplus: 1,
  gelu: 1.1289,
  softmax: 0.25,
}

export const mostMappedSamples = 256

/** do/di of each unit itself, `[samples][units]`, for the first `samples` of the batch; softmax: o(1 − o). */
export function computeSlopes(step: Step, l: number, samples: number): Float64Array<ArrayBuffer> {
  const { units, activation } = step.shape.layers[l]!
  const { i, o } = step.traced.layers[l]!
  const slope =
    activation === 'softmax'
      ? (_: number, value: number) => value * (1 - value)
      : activations[activation].derivative
  return Float64Array.from({ length: samples * units }, (_, p) => slope(i[p]!, o[p]!))
}

export function mapSaturation(step: Step): SaturationMap {
  const samples = Math.min(step.traced.m, mostMappedSamples)
  return {
    samples,
    layers: step.shape.layers.map(({ activation, units }, l) => ({
      activation,
      units,
      largest: largestSlope[activation],
      slopes: Float32Array.from(computeSlopes(step, l, samples)),
    })),
  }
}
