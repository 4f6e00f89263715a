import type { TrainingSettings } from '../spec/experiment'
import type { Fault } from '../spec/fault'
import { activations } from './activations'
import { costs } from './costs'
import type { TrainingData } from './engine'
import { viewLayers, writeTensorsInto, type LayerViews, type NetworkShape } from './network'
import { addPenaltyInto } from './penalties'
import type { LayerTensors } from './trainingState'
import { UnitProbe } from './unitProbe'
import { Workspace } from './workspace'

export const checkEpsilon = 1e-5
export const relativeTolerance = 1e-6
export const absoluteTolerance = 1e-9

/** One parameter's gradient, twice. `row` and `column` count from 0; `row` is 0 for a bias. */
export interface CheckedParameter {
  layer: number
  kind: 'W' | 'b'
  row: number
  column: number
  analytic: number
  numeric: number
  relativeError: number
  /** Difference over what is allowed: at most 1 when it passes; Infinity when a number is not finite. */
  excess: number
  passed: boolean
}

export interface GradientCheck {
  /** Samples used, and those left out because they lie nearer than 10 ε to a kink. */
  samples: number
  samplesNearKink: number
  /** Checks the next parameter; null when all are done. */
  next: () => CheckedParameter | null
}

/**
 * The whole gradient, penalty included, against central differences in float64, one parameter a call so that the
 * caller can pause in between. A weight's step is ε over the largest input it meets, so that large inputs do not
 * leave the range in which the difference is exact.
 * @param rows the samples to use, as rows of the data
 * @param tensors the present parameters
 * @param spare rows drawn from for those samples that lie nearer than 10 ε to a kink
 * @param fault a mistake planted into the backward pass, to be found
 */
export function createGradientCheck(
  shape: NetworkShape,
  data: Pick<TrainingData, 'x' | 'y'>,
  rows: Uint32Array<ArrayBuffer>,
  tensors: readonly LayerTensors[],
  settings: Pick<TrainingSettings, 'cost' | 'l1' | 'l2'>,
  spare: Uint32Array<ArrayBuffer> = new Uint32Array(0),
  fault: Fault | null = null,
): GradientCheck {
  const arena = new Float64Array(shape.parameters)
  writeTensorsInto(arena, shape, tensors)
  const parameters = viewLayers(shape, arena)
  const kept = chooseRows(rows, spare, createKinkTest(shape, data, parameters, settings))
  const workspace = new Workspace(shape, Math.max(1, kept.length))
  workspace.gather(data.x, data.y, kept, Uint32Array.from(kept.keys()))
  workspace.forward(parameters)
  const cost = workspace.cost(settings.cost)
  workspace.backward(parameters, settings.cost, fault)
  addPenaltyInto(workspace.gradientViews, parameters, settings.l1, settings.l2)
  const gradient = workspace.gradients.slice()
  const probe = new UnitProbe(workspace, parameters)
  const measure = ({ layer, kind, column, at }: Place): number => {
    const measured = probe.measure(layer - 1, column, settings.cost)
    // Of the penalty only this weight's part moves; the rest would cancel.
    const w = kind === 'W' ? arena[at]! : 0
    return measured + settings.l1 * Math.abs(w) + (settings.l2 / 2) * w * w
  }
  const largest = shape.layers.map((_, l) => measureInputs(shape, workspace, l))
  const places = kept.length === 0 ? [].values() : walkParameters(shape)
  const next = (): CheckedParameter | null => {
    const { value: place, done } = places.next()
    if (done === true || place === undefined) return null
    const step =
      place.kind === 'W' ? checkEpsilon / Math.max(1, largest[place.layer - 1]![place.row]!) : checkEpsilon
    const numeric = differentiate(arena, place.at, step, () => measure(place))
    return compare(place, gradient[place.at]!, numeric, cost, step)
  }
  return {
    samples: kept.length,
    samplesNearKink: rows.length - kept.filter((row) => rows.includes(row)).length,
    next,
  }
}

interface Place {
  layer: number
  kind: 'W' | 'b'
  row: number
  column: number
  at: number
}

function* walkParameters(shape: NetworkShape): Generator<Place, undefined> {
  for (const [l, { inputs, units, bias, weightsAt, biasesAt }] of shape.layers.entries()) {
    for (let row = 0; row < inputs; row++) {
      for (let column = 0; column < units; column++) {
        yield { layer: l + 1, kind: 'W', row, column, at: weightsAt + row * units + column }
      }
    }
    for (let column = 0; bias && column < units; column++)
      yield { layer: l + 1, kind: 'b', row: 0, column, at: biasesAt + column }
  }
  return undefined
}

/** (f(x + step) − f(x − step)) / 2 step, the step as it is rounded; `arena[at]` is left as it was. */
export function differentiate(arena: Float64Array, at: number, step: number, measure: () => number): number {
  const held = arena[at]!
  arena[at] = held + step
  const above = arena[at]!
  const costAbove = measure()
  arena[at] = held - step
  const below = arena[at]!
  const costBelow = measure()
  arena[at] = held
  return (costAbove - costBelow) / (above - below)
}

function compare(
  place: Place,
  analytic: number,
  numeric: number,
  cost: number,
  step: number,
): CheckedParameter {
  const { layer, kind, row, column } = place
  return { layer, kind, row, column, analytic, numeric, ...judgeGradient(analytic, numeric, cost, step) }
}

/** How far a gradient is from its central difference, and whether that is more than the difference can be off. */
export function judgeGradient(analytic: number, numeric: number, cost: number, step: number) {
  const difference = Math.abs(analytic - numeric)
  const size = Math.max(Math.abs(analytic), Math.abs(numeric))
  // A cost is exact to a few units in its last place, and the difference of two is divided by the step.
  const scale = Math.max(1, Math.abs(cost))
  const absolute = Math.max(absoluteTolerance * scale, (8 * Number.EPSILON * scale) / step)
  const ratio = difference / (absolute + relativeTolerance * size)
  const excess = Number.isNaN(ratio) ? Infinity : ratio
  const relativeError = size === 0 ? 0 : difference / size
  return { relativeError, excess, passed: excess <= 1 }
}

/** The largest |input| that each row of W of layer l meets. */
export function measureInputs(shape: NetworkShape, workspace: Workspace, l: number): Float64Array {
  const { inputs } = shape.layers[l]!
  const values = workspace.inputsOf(l)
  const largest = new Float64Array(inputs)
  for (let s = 0; s < workspace.m; s++) {
    for (let k = 0; k < inputs; k++) largest[k] = Math.max(largest[k]!, Math.abs(values[s * inputs + k]!))
  }
  return largest
}

/** The rows that are far from a kink, filled up from the spare ones. */
function chooseRows(
  rows: Uint32Array<ArrayBuffer>,
  spare: Uint32Array<ArrayBuffer>,
  isFar: (row: number) => boolean,
): Uint32Array<ArrayBuffer> {
  const kept = [...rows].filter(isFar)
  const given = new Set(rows)
  for (const row of spare) {
    if (kept.length === rows.length) break
    if (!given.has(row) && isFar(row)) kept.push(row)
  }
  return Uint32Array.from(kept)
}

/** Says of a row of the data whether all its numbers are 10 ε and more from a kink. */
export function createKinkTest(
  shape: NetworkShape,
  data: Pick<TrainingData, 'x' | 'y'>,
  parameters: readonly LayerViews[],
  { cost }: Pick<TrainingSettings, 'cost'>,
): (row: number) => boolean {
  const workspace = new Workspace(shape, 1)
  const near = 10 * checkEpsilon
  return (row) => {
    workspace.gather(data.x, data.y, Uint32Array.of(row), Uint32Array.of(0))
    workspace.forward(parameters)
    const { kink } = costs[cost]
    const { o } = workspace.layers[workspace.layers.length - 1]!
    if (kink !== null && o.some((value, j) => Math.abs(value - workspace.y[j]! - kink) < near)) return false
    return workspace.layers.every(({ i }, l) => {
      const { activation } = shape.layers[l]!
      const at = activation === 'softmax' ? null : activations[activation].kink
      return at === null || i.every((value) => Math.abs(value - at) >= near)
    })
  }
}
