/** Cells made from the cells in their own place: o, ∂cost/∂i, ∂cost/∂o of the output, the cost of a sample. */
import { tensor } from '../notation/tensorIds'
import { activateInto, activations } from '../core/activations'
import { costs } from '../core/costs'
import type { CellId, Region, Term } from '../protocol/microscope'
import type { ActivationName } from '../spec/names'
import { cellIn, rowOf, type Parts } from './derivationParts'
import { readTensor, sliceRow, valueAt, type Step } from './step'

export function deriveElement(step: Step, cell: CellId): Parts {
  switch (cell.kind) {
    case 'o':
      return deriveOutput(step, cell)
    case 'dI':
      return derivePreactivationGradient(step, cell)
    case 'dO':
      return deriveCostGradient(step, cell)
    default:
      return deriveSampleCost(step, cell)
  }
}

const read = (step: Step, id: Region['tensor'], row: number, column: number): number =>
  valueAt(readTensor(step, id)!, row, column)

const one = (value: number): Term => ({ label: { kind: 'value' }, factors: [value], value })

/** o = f(i); a softmax reads the whole row. */
function deriveOutput(step: Step, cell: CellId): Parts {
  const { layer, row, column } = cell
  const { activation, units } = step.shape.layers[layer - 1]!
  const source = tensor('i', layer)
  const i = read(step, source, row, column)
  const o = read(step, cell, row, column)
  const computed = activation === 'softmax' ? softmaxAt(step, cell, units) : activations[activation].output(i)
  return {
    rule: 'activation',
    values: { i, o },
    factors: [activation === 'softmax' ? rowOf(source, row, units) : cellIn(source, row, column)],
    terms: [one(computed)],
  }
}

function softmaxAt(step: Step, { layer, row, column }: CellId, units: number): number {
  const o = new Float64Array(units)
  activateInto(o, sliceRow(readTensor(step, tensor('i', layer))!, row), 'softmax', 1, units)
  return o[column]!
}

/** ∂cost/∂i = ∂cost/∂o · f′(i), or (o − Y)/m where cost and activation are derived together. */
function derivePreactivationGradient(step: Step, cell: CellId): Parts {
  const { layer, row, column } = cell
  const { activation } = step.shape.layers[layer - 1]!
  if (isFused(step, layer)) return deriveFused(step, cell)
  if (activation === 'softmax') return deriveSoftmaxGradient(step, cell)
  const at = (kind: 'i' | 'o' | 'dO') => read(step, tensor(kind, layer), row, column)
  const [i, o, dO] = [at('i'), at('o'), at('dO')]
  const slope = activations[activation].derivative(i, o)
  return {
    rule: 'preactivationGradient',
    values: { i, o, dO, slope },
    factors: [tensor('dO', layer), ...listSlopeSources(activation, layer)].map((id) =>
      cellIn(id, row, column),
    ),
    terms: [{ label: { kind: 'value' }, factors: [dO, slope], value: dO * slope }],
  }
}

/** What f′ is written in: o where that is shorter, i elsewhere; that of linear is 1. */
export const listSlopeSources = (activation: ActivationName, layer: number): Region['tensor'][] =>
  activation === 'linear' ? [] : [tensor(['sigmoid', 'tanh', 'elu'].includes(activation) ? 'o' : 'i', layer)]

export const isFused = ({ shape, settings }: Pick<Step, 'shape' | 'settings'>, layer: number): boolean =>
  layer === shape.layers.length && costs[settings.cost].preactivationDerivativeInto !== null

function deriveFused(step: Step, { layer, row, column }: CellId): Parts {
  const source = tensor('o', layer)
  const o = read(step, source, row, column)
  const y = read(step, tensor('targets'), row, column)
  // The targets of a row add up to 1 where classes are told apart; o is weighted with what they add up to.
  const weight =
    step.settings.cost === 'categoricalCrossEntropy'
      ? sliceRow(readTensor(step, tensor('targets'))!, row).reduce((sum, value) => sum + value, 0)
      : 1
  return {
    rule: 'fusedGradient',
    values: { o, y },
    factors: [cellIn(source, row, column), cellIn(tensor('targets'), row, column)],
    terms: [one((o * weight - y) / step.traced.m)],
  }
}

/** ∂cost/∂i[s,j] = Σₖ ∂cost/∂o[s,k] · ∂o[s,k]/∂i[s,j], ∂oₖ/∂iⱼ = oₖ (δₖⱼ − oⱼ). */
function deriveSoftmaxGradient(step: Step, { layer, row, column }: CellId): Parts {
  const o = readTensor(step, tensor('o', layer))!
  const dO = readTensor(step, tensor('dO', layer))!
  const own = valueAt(o, row, column)
  const terms = Array.from({ length: o.columns }, (_, k): Term => {
    const slope = valueAt(o, row, k) * ((k === column ? 1 : 0) - own)
    const outer = valueAt(dO, row, k)
    return { label: { kind: 'unit', layer, index: k }, factors: [outer, slope], value: outer * slope }
  })
  return {
    rule: 'softmaxGradient',
    values: { o: own },
    factors: [rowOf(tensor('dO', layer), row, o.columns), rowOf(tensor('o', layer), row, o.columns)],
    terms,
  }
}

/** ∂cost/∂o of the output, from core's own derivative of this one output. */
function deriveCostGradient(step: Step, { layer, row, column }: CellId): Parts {
  const { shape, settings, traced } = step
  const o = read(step, tensor('o', layer), row, column)
  const y = read(step, tensor('targets'), row, column)
  const i = read(step, tensor('i', layer), row, column)
  const slope = new Float64Array(1)
  const only = { i: Float64Array.of(i), o: Float64Array.of(o), y: Float64Array.of(y), m: 1, n: 1 }
  costs[settings.cost].derivativeInto(slope, only)
  return {
    rule: 'costGradient',
    values: { i, o, y },
    factors: [cellIn(tensor('o', layer), row, column), cellIn(tensor('targets'), row, column)],
    terms: [one(slope[0]! / traced.m / countShare(settings.cost, shape.outputs))],
  }
}

/** Costs that are a mean over the outputs too divide by their number. */
const countShare = (cost: Step['settings']['cost'], outputs: number): number =>
  cost === 'meanSquaredError' || cost === 'meanAbsoluteError' || cost === 'huber' ? outputs : 1

/** The cost of a sample, a term an output. */
function deriveSampleCost(step: Step, { row }: CellId): Parts {
  const { shape, settings, traced } = step
  const { outputs: n } = shape
  const last = shape.layers.length
  const at = (id: Region['tensor'], column: number) => read(step, id, row, column)
  const factors = [rowOf(tensor('o', last), row, n), rowOf(tensor('targets'), row, n)]
  const values =
    n === 1 ? { i: at(tensor('i', last), 0), o: at(tensor('o', last), 0), y: at(tensor('targets'), 0) } : {}
  if (settings.cost === 'categoricalCrossEntropy') {
    return { rule: 'sampleCost', values, factors, terms: deriveLogTerms(step, row) }
  }
  const terms = Array.from({ length: n }, (_, k): Term => {
    const [i, o, y] = [at(tensor('i', last), k), at(tensor('o', last), k), at(tensor('targets'), k)]
    const only = { i: Float64Array.of(i), o: Float64Array.of(o), y: Float64Array.of(y), m: 1, n: 1 }
    const value = costs[settings.cost].value(only) / traced.m / countShare(settings.cost, n)
    return { label: { kind: 'unit', layer: last, index: k }, factors: [value], value }
  })
  return { rule: 'sampleCost', values, factors, terms }
}

/** −Y ln o / m, output by output: y (ln Σ eⁱ − i). */
function deriveLogTerms(step: Step, row: number): Term[] {
  const { shape, traced } = step
  const { outputs: n } = shape
  const last = shape.layers.length
  const i = sliceRow(readTensor(step, tensor('i', last))!, row)
  const y = sliceRow(readTensor(step, tensor('targets'))!, row)
  const largest = i.reduce((most, value) => Math.max(most, value), -Infinity)
  const logSum = largest + Math.log(i.reduce((sum, value) => sum + Math.exp(value - largest), 0))
  return Array.from({ length: n }, (_, k): Term => {
    const value = y[k] === 0 ? 0 : (y[k]! * (logSum - i[k]!)) / traced.m
    return { label: { kind: 'unit', layer: last, index: k }, factors: [value], value }
  })
}
