import type { TrainingSettings } from '../spec/experiment'
import type { Fault } from '../spec/fault'
import { viewLayers, writeTensorsInto, type NetworkShape } from './network'
import { measureNorm } from './norms'
import { applyOptimizerInto, createSlots } from './optimizers'
import { addPenaltyInto, computePenalty } from './penalties'
import type { EngineState, TrainingData } from './engine'
import { Workspace } from './workspace'

/** Every tensor of one update, float64, row-major: `[m][units]`, weights `[inputs][units]`. */
export interface TraceTensors {
  m: number
  x: Float64Array<ArrayBuffer>
  y: Float64Array<ArrayBuffer>
  cost: number
  penalty: number
  layers: {
    weights: Float64Array<ArrayBuffer>
    biases: Float64Array<ArrayBuffer>
    i: Float64Array<ArrayBuffer>
    o: Float64Array<ArrayBuffer>
    dO: Float64Array<ArrayBuffer>
    dI: Float64Array<ArrayBuffer>
    dW: Float64Array<ArrayBuffer>
    dB: Float64Array<ArrayBuffer>
    weightsAfter: Float64Array<ArrayBuffer>
    biasesAfter: Float64Array<ArrayBuffer>
  }[]
}

/**
 * Computes the update that would come next, without making it.
 * @param rows the batch, as rows of the data
 * @param fault a mistake planted into the backward pass
 * ΔW and Δb are of the cost alone; penalty and clipping show in the weights after the update.
 */
export function computeTrace(
  shape: NetworkShape,
  data: Pick<TrainingData, 'x' | 'y'>,
  rows: Uint32Array<ArrayBuffer>,
  state: Pick<EngineState, 'parameters' | 'optimizer'>,
  settings: TrainingSettings,
  learningRate: number,
  fault: Fault | null = null,
): TraceTensors {
  const arena = new Float64Array(shape.parameters)
  writeTensorsInto(arena, shape, state.parameters)
  const parameters = viewLayers(shape, arena)
  const workspace = new Workspace(shape, rows.length)
  workspace.gather(data.x, data.y, rows, Uint32Array.from(rows.keys()))
  workspace.forward(parameters)
  const cost = workspace.cost(settings.cost)
  workspace.backward(parameters, settings.cost, fault)
  const gradientsOfCost = viewLayers(shape, workspace.gradients.slice())
  const penalty = computePenalty(parameters, settings.l1, settings.l2)
  addPenaltyInto(workspace.gradientViews, parameters, settings.l1, settings.l2)
  const after = viewLayers(
    shape,
    computeParametersAfter(shape, arena, workspace.gradients, state, settings, learningRate),
  )
  const layers = workspace.layers.map((layer, l) => {
    const { weights: dW, biases: dB } = gradientsOfCost[l]!
    const { weights, biases } = parameters[l]!
    return {
      ...layer,
      weights,
      biases,
      dW,
      dB,
      weightsAfter: after[l]!.weights,
      biasesAfter: after[l]!.biases,
    }
  })
  return { m: rows.length, x: workspace.x, y: workspace.y, cost, penalty, layers }
}

/** Clipping and one step of the optimizer from `arena`, as `gradients` (penalty included) would make it. @returns a new arena */
export function computeParametersAfter(
  shape: NetworkShape,
  arena: Float64Array<ArrayBuffer>,
  gradients: Float64Array<ArrayBuffer>,
  { optimizer }: Pick<EngineState, 'optimizer'>,
  settings: TrainingSettings,
  learningRate: number,
): Float64Array<ArrayBuffer> {
  const after = arena.slice()
  const slots = createSlots(settings.optimizer, shape.parameters)
  for (const [name, slot] of slots) {
    const held = optimizer.slots.find((present) => present.name === name)
    if (held !== undefined) writeTensorsInto(slot, shape, held.layers)
  }
  const norm = measureNorm(gradients)
  const { clipNorm } = settings
  const clipped =
    clipNorm !== null && norm > clipNorm ? gradients.map((g) => (g * clipNorm) / norm) : gradients
  applyOptimizerInto(after, clipped, slots, settings.optimizer, learningRate, optimizer.step + 1)
  return after
}
