import type { Engine } from '../core/engine'
import type { NetworkShape } from '../core/network'
import type { ParameterEdit } from '../protocol/trainerApi'
import { phrase } from '../spec/phrases'
import { explain, type Problem, type Said } from '../spec/problem'

/** Gives one weight or bias another value, rounded to the engine's precision; all else goes on as it stood. @returns the value before */
export function setParameter(engine: Engine, { layer, kind, row, column, value }: ParameterEdit): number {
  const state = engine.getState()
  const { weights, biases } = state.parameters[layer - 1]!
  const tensor = kind === 'W' ? weights : biases
  const at = kind === 'W' ? row * engine.shape.layers[layer - 1]!.units + column : column
  const before = tensor[at]!
  tensor[at] = value
  engine.restore(state, null)
  return before
}

/** What of an edit does not fit the network; empty when all does. */
export function findEditProblems(shape: NetworkShape, edit: ParameterEdit): Problem[] {
  const { layer, kind, row, column, value } = edit
  const sizes = shape.layers[layer - 1]
  const whole = (index: number, count: number): boolean =>
    Number.isInteger(index) && index >= 0 && index < count
  if (!whole(layer - 1, shape.layers.length))
    return [explain('layer', phrase('range', { least: 1, most: shape.layers.length }), layer)]
  const { inputs, units, bias } = sizes!
  const problems: Problem[] = []
  const expect = (fits: boolean, path: string, expected: Said, actual: Said): void => {
    if (!fits) problems.push(explain(path, expected, actual))
  }
  expect(kind === 'W' || bias, 'kind', phrase('hasBias'), phrase('none'))
  expect(kind === 'b' || whole(row, inputs), 'row', phrase('range', { least: 0, most: inputs - 1 }), row)
  expect(whole(column, units), 'column', phrase('range', { least: 0, most: units - 1 }), column)
  expect(Number.isFinite(Math.fround(value)), 'value', phrase('float32'), value)
  return problems
}

/** `W1[1, 2]`, `b2[3]`: counted from 1. */
export const nameParameter = ({ layer, kind, row, column }: ParameterEdit): string =>
  kind === 'W' ? `W${layer}[${row + 1}, ${column + 1}]` : `b${layer}[${column + 1}]`
