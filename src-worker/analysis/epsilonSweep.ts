/**
 * Error of the central difference over its step: too large a step sees the curve, too small a one the rounding.
 * float64 as core computes; float32 with every tensor and the cost rounded to it.
 */
import { activateInto } from '../core/activations'
import { differentiate } from '../core/gradientCheck'
import { viewLayers, writeTensorsInto } from '../core/network'
import { forwardInto } from '../core/passes'
import type { EpsilonSweep, SweepError } from '../protocol/checks'
import { createWorkspace, type Step } from './step'

const mostParameters = 200
const fewestParameters = 12
/** Multiplications a sweep may take in all. */
const budget = 2e9

/** 1, 10^−½, 10^−1 … 10^−12. */
export const sweptEpsilons = Array.from({ length: 25 }, (_, k) => 10 ** (-k / 2))

/** The sweep in pieces, a step size each, so that the caller can pause in between. */
export function* sweepEpsilon(step: Step): Generator<{ done: number; total: number }, EpsilonSweep> {
  const { shape, traced } = step
  const gradient = new Float64Array(shape.parameters)
  const gradients = traced.layers.map(({ dW, dB }) => ({ weights: dW, biases: dB }))
  writeTensorsInto(gradient, shape, gradients)
  const places = choosePlaces(step, gradient)
  const exact = createMeasure(step, (value) => value)
  const rounded = createMeasure(step, Math.fround)
  const points: EpsilonSweep['points'] = []
  for (const epsilon of sweptEpsilons) {
    const errorsOf = ({ arena, measure }: ReturnType<typeof createMeasure>) =>
      summarize(places.map((at) => findError(gradient[at]!, differentiate(arena, at, epsilon, measure))))
    points.push({ epsilon, float64: errorsOf(exact), float32: errorsOf(rounded) })
    yield { done: points.length, total: sweptEpsilons.length }
  }
  return { parameters: places.length, points }
}

/** Parameters evenly spread, those left out whose gradient is exactly 0: they have no relative error. */
function choosePlaces({ shape, traced }: Step, gradient: Float64Array): number[] {
  const candidates = [...gradient.keys()].filter((at) => gradient[at] !== 0)
  const pass = shape.layers.reduce((sum, { inputs, units }) => sum + inputs * units, 0) * traced.m
  const affordable = Math.floor(budget / (4 * sweptEpsilons.length * pass))
  const count = Math.min(candidates.length, Math.max(fewestParameters, Math.min(mostParameters, affordable)))
  return Array.from({ length: count }, (_, k) => candidates[Math.floor((k * candidates.length) / count)]!)
}

function createMeasure(step: Step, round: (value: number) => number) {
  const { shape, traced, settings } = step
  const arena = new Float64Array(shape.parameters)
  const parameters = viewLayers(shape, arena)
  writeTensorsInto(arena, shape, traced.layers)
  const workspace = createWorkspace(step)
  for (const values of [arena, workspace.x, workspace.y]) roundInto(values, round)
  const held = new Float64Array(shape.parameters)
  const measure = (): number => {
    // A step is stored in the parameter's own precision, as it would be there.
    held.set(arena)
    roundInto(arena, round)
    shape.layers.forEach(({ inputs, units, activation }, l) => {
      const { i, o } = workspace.layers[l]!
      const { weights, biases } = parameters[l]!
      forwardInto(i, workspace.inputsOf(l), weights, biases, traced.m, inputs, units)
      roundInto(i, round)
      activateInto(o, i, activation, traced.m, units)
      roundInto(o, round)
    })
    arena.set(held)
    return round(workspace.cost(settings.cost))
  }
  return { arena, measure }
}

function roundInto(values: Float64Array, round: (value: number) => number): void {
  for (let p = 0; p < values.length; p++) values[p] = round(values[p]!)
}

function findError(analytic: number, numeric: number): number {
  const size = Math.max(Math.abs(analytic), Math.abs(numeric))
  return size === 0 ? 0 : Math.abs(analytic - numeric) / size
}

function summarize(errors: number[]): SweepError {
  const sorted = errors.toSorted((a, b) => a - b)
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, largest: sorted[sorted.length - 1] ?? 0 }
}
