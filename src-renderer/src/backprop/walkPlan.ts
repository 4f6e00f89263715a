/**
 * The walk through one update as a state machine over its cells: what the update makes, in order, and where each
 * level of walking stops. A stop is the last cell made.
 */
import type { TensorId } from '../../../src-worker/protocol/microscope'
import { tensor } from '../../../src-worker/notation/tensorIds'
import { sameTensor } from './tensors'

export const walkLevels = ['phase', 'layer', 'matrix', 'sample', 'cell'] as const
export type WalkLevel = (typeof walkLevels)[number]

export interface WalkShape {
  samples: number
  layers: readonly { units: number; bias: boolean }[]
  /** Inputs of the network. */
  inputs: number
}

/** A step of the strip: Forward 1…L, Cost, Backward L…1, Update. */
export interface LayerStep {
  kind: 'forward' | 'cost' | 'backward' | 'update'
  /** From 1; 0 for cost and update. */
  layer: number
}

export interface MadeTensor {
  id: TensorId
  rows: number
  columns: number
  /** Index of its step. */
  step: number
  /** Its rows are samples: the level `sample` stops at each. */
  bySample: boolean
}

export interface Stop {
  /** Index among the made tensors. */
  tensor: number
  row: number
  column: number
}

export interface WalkPlan {
  steps: LayerStep[]
  made: MadeTensor[]
}

export function createWalkPlan({ samples, layers, inputs }: WalkShape): WalkPlan {
  const last = layers.length
  const numbers = layers.map((_, l) => l + 1)
  const steps: LayerStep[] = [
    ...numbers.map((layer): LayerStep => ({ kind: 'forward', layer })),
    { kind: 'cost', layer: 0 },
    ...numbers.toReversed().map((layer): LayerStep => ({ kind: 'backward', layer })),
    { kind: 'update', layer: 0 },
  ]
  const units = (layer: number): number => (layer === 0 ? inputs : layers[layer - 1]!.units)
  const ofSamples = (kind: TensorId['kind'], layer: number, step: number): MadeTensor => ({
    id: tensor(kind, layer),
    rows: samples,
    columns: units(layer),
    step,
    bySample: true,
  })
  const ofWeights = (kind: TensorId['kind'], layer: number, step: number): MadeTensor => ({
    id: tensor(kind, layer),
    rows: units(layer - 1),
    columns: units(layer),
    step,
    bySample: false,
  })
  const ofBias = (kind: TensorId['kind'], layer: number, step: number): MadeTensor[] =>
    layers[layer - 1]!.bias
      ? [{ id: tensor(kind, layer), rows: 1, columns: units(layer), step, bySample: false }]
      : []
  const made = steps.flatMap(({ kind, layer }, step): MadeTensor[] => {
    switch (kind) {
      case 'forward':
        return [ofSamples('i', layer, step), ofSamples('o', layer, step)]
      case 'cost':
        return [
          { id: tensor('cost'), rows: samples, columns: 1, step, bySample: true },
          { id: tensor('batchCost'), rows: 1, columns: 1, step, bySample: false },
        ]
      case 'backward':
        return [
          ofSamples('dO', layer, step),
          ofSamples('dI', layer, step),
          ofWeights('dW', layer, step),
          ...ofBias('db', layer, step),
        ]
      case 'update':
        return Array.from({ length: last }, (_, l) => [
          ofWeights('weightsAfter', l + 1, step),
          ...ofBias('biasAfter', l + 1, step),
        ]).flat()
    }
  })
  return { steps, made }
}

/** The last cell of the update: everything is made. */
export function endOfUpdate({ made }: WalkPlan): Stop {
  return endOfTensor(made, made.length - 1)
}

/** The last cell of a step of the strip. */
export function endOfStep({ made }: WalkPlan, step: number): Stop {
  return endOfTensor(
    made,
    made.findLastIndex((one) => one.step === step),
  )
}

export const stepOf = ({ made }: WalkPlan, stop: Stop): number => made[stop.tensor]!.step

/** Where the walk stands after one more of the level; null at the end of the update. */
export function nextStop(plan: WalkPlan, level: WalkLevel, stop: Stop): Stop | null {
  const after = cellAfter(plan, stop)
  return after === null ? null : lastOf(plan, level, after)
}

/** Where it stood one of the level before; null when nothing would be made. */
export function previousStop(plan: WalkPlan, level: WalkLevel, stop: Stop): Stop | null {
  return cellBefore(plan, firstOf(plan, level, stop))
}

/** The stop of one cell; null for a tensor that is given. */
export function stopAt(plan: WalkPlan, id: TensorId, row: number, column: number): Stop | null {
  const index = plan.made.findIndex((one) => sameTensor(one.id, id))
  return index < 0 ? null : { tensor: index, row, column }
}

/**
 * The same place in a plan whose batch has another size: what was made whole stays whole. Null when the plans make
 * other tensors, so that no place is the same.
 */
export function carryStop(before: WalkPlan, now: WalkPlan, stop: Stop): Stop | null {
  const isAlike =
    before.made.length === now.made.length &&
    before.made.every((one, k) => {
      const other = now.made[k]!
      return (
        sameTensor(one.id, other.id) &&
        one.columns === other.columns &&
        (one.bySample || one.rows === other.rows)
      )
    })
  if (!isAlike) return null
  const { tensor, row, column } = stop
  const [old, own] = [before.made[tensor]!, now.made[tensor]!]
  const whole = row === old.rows - 1 && column === old.columns - 1
  return whole || row >= own.rows ? endOfTensor(now.made, tensor) : stop
}

function endOfTensor(made: readonly MadeTensor[], index: number): Stop {
  const { rows, columns } = made[index]!
  return { tensor: index, row: rows - 1, column: columns - 1 }
}

function cellAfter({ made }: WalkPlan, { tensor: index, row, column }: Stop): Stop | null {
  const { rows, columns } = made[index]!
  if (column + 1 < columns) return { tensor: index, row, column: column + 1 }
  if (row + 1 < rows) return { tensor: index, row: row + 1, column: 0 }
  return index + 1 < made.length ? { tensor: index + 1, row: 0, column: 0 } : null
}

function cellBefore({ made }: WalkPlan, { tensor: index, row, column }: Stop): Stop | null {
  if (column > 0) return { tensor: index, row, column: column - 1 }
  if (row > 0) return { tensor: index, row: row - 1, column: made[index]!.columns - 1 }
  return index > 0 ? endOfTensor(made, index - 1) : null
}

/** Tensors that the level makes in one go, `index` among them. */
function tensorsOf({ made, steps }: WalkPlan, level: 'phase' | 'layer', index: number): [number, number] {
  const groupOf = (one: MadeTensor) => (level === 'layer' ? one.step : steps[one.step]!.kind)
  const group = groupOf(made[index]!)
  return [
    made.findIndex((one) => groupOf(one) === group),
    made.findLastIndex((one) => groupOf(one) === group),
  ]
}

function lastOf(plan: WalkPlan, level: WalkLevel, stop: Stop): Stop {
  const { made } = plan
  if (level === 'cell') return stop
  if (level === 'phase' || level === 'layer') return endOfTensor(made, tensorsOf(plan, level, stop.tensor)[1])
  const { bySample, columns } = made[stop.tensor]!
  if (level === 'sample' && bySample) return { ...stop, column: columns - 1 }
  return endOfTensor(made, stop.tensor)
}

function firstOf(plan: WalkPlan, level: WalkLevel, stop: Stop): Stop {
  if (level === 'cell') return stop
  if (level === 'phase' || level === 'layer') {
    return { tensor: tensorsOf(plan, level, stop.tensor)[0], row: 0, column: 0 }
  }
  const { bySample } = plan.made[stop.tensor]!
  return level === 'sample' && bySample ? { ...stop, column: 0 } : { tensor: stop.tensor, row: 0, column: 0 }
}
