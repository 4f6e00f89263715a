/** One gradient cell of an update against a central difference of the batch's cost. */
import { activateInto } from '../core/activations'
import {
  checkEpsilon,
  createKinkTest,
  differentiate,
  judgeGradient,
  measureInputs,
} from '../core/gradientCheck'
import { viewLayers, writeTensorsInto } from '../core/network'
import type { CellId } from '../protocol/microscope'
import type { CellCheck } from '../protocol/checks'
import { isInside } from './derivationParts'
import { isFused } from './deriveElement'
import { createWorkspace, readTensor, valueAt, type Step } from './step'

/**
 * Null for a cell that is no gradient, and for ∂cost/∂o where cost and output are derived together: that cost is
 * computed from i, and a change of o alone does not reach it.
 */
export function checkCell(step: Step, cell: CellId): CellCheck | null {
  const matrix = readTensor(step, cell)
  if (matrix === null || !isInside(cell, matrix)) return null
  const probe = createProbe(step, cell)
  if (probe === null) return null
  const { values, at, epsilon, measure } = probe
  const numeric = differentiate(values, at, epsilon, measure)
  const analytic = valueAt(matrix, cell.row, cell.column)
  const { relativeError, passed } = judgeGradient(analytic, numeric, step.traced.cost, epsilon)
  const isFar = createKinkTest(
    step.shape,
    { x: step.traced.x, y: step.traced.y },
    probe.parameters,
    step.settings,
  )
  const nearKink = Array.from({ length: step.traced.m }, (_, s) => s).some((s) => !isFar(s))
  return { epsilon, analytic, numeric, relativeError, passed, nearKink }
}

function createProbe(step: Step, { kind, layer, row, column }: CellId) {
  const { shape, traced, settings } = step
  const arena = new Float64Array(shape.parameters)
  const parameters = viewLayers(shape, arena)
  writeTensorsInto(arena, shape, traced.layers)
  const workspace = createWorkspace(step)
  workspace.forward(parameters)
  const sizes = shape.layers[layer - 1]
  const held = workspace.layers[layer - 1]
  if (sizes === undefined || held === undefined) return null
  const { units, weightsAt, biasesAt, activation } = sizes
  const forwardFrom = (l: number) => () => {
    workspace.forward(parameters, l)
    return workspace.cost(settings.cost)
  }
  const shared = { parameters, epsilon: checkEpsilon }
  switch (kind) {
    case 'dW': {
      const largest = measureInputs(shape, workspace, layer - 1)[row]!
      const epsilon = checkEpsilon / Math.max(1, largest)
      return {
        parameters,
        epsilon,
        values: arena,
        at: weightsAt + row * units + column,
        measure: forwardFrom(layer - 1),
      }
    }
    case 'db':
      return { ...shared, values: arena, at: biasesAt + column, measure: forwardFrom(layer - 1) }
    case 'dI': {
      const rest = forwardFrom(layer)
      const measure = () => {
        activateInto(held.o, held.i, activation, traced.m, units)
        return rest()
      }
      return { ...shared, values: held.i, at: row * units + column, measure }
    }
    case 'dO':
      if (isFused(step, layer)) return null
      return { ...shared, values: held.o, at: row * units + column, measure: forwardFrom(layer) }
    default:
      return null
  }
}
