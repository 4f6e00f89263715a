import { createStep, listTensors, readTensor, type Step } from '../../../src-worker/analysis/step'
import { ReferenceEngine } from '../../../src-worker/core/referenceEngine'
import type { CellId, TensorId } from '../../../src-worker/protocol/microscope'
import type { Fault } from '../../../src-worker/spec/fault'
import { createNetwork, type SampleNetwork } from '../core/sampleNetworks'

/** The update that comes after `updates` others. */
export function createStepOf(network: SampleNetwork, fault: Fault | null = null, updates = 0): Step {
  const { shape, data, experiment } = network
  const engine = new ReferenceEngine(shape, data, experiment)
  if (engine.run(updates, 0) !== null) throw new Error('diverged')
  return createStep(
    {
      shape,
      data,
      rows: engine.getNextBatch(),
      state: engine.getState(),
      settings: experiment.training,
      learningRate: engine.learningRate,
      update: engine.update + 1,
    },
    fault,
  )
}

/** 4-5-3-2 of tanh, gelu and sigmoid, seven samples: no two sizes alike. */
export const createDeepNetwork = (training: Parameters<typeof createNetwork>[0]['training'] = {}) =>
  createNetwork({
    inputs: 4,
    layers: [
      { units: 5, activation: 'tanh' },
      { units: 3, activation: 'gelu' },
      { units: 2, activation: 'sigmoid' },
    ],
    cost: training.cost ?? 'meanSquaredError',
    m: 7,
    training,
  })

export function cellsOf(step: Step, id: TensorId): CellId[] {
  const matrix = readTensor(step, id)
  if (matrix === null) return []
  const { rows, columns } = matrix
  return Array.from({ length: rows * columns }, (_, at) => ({
    kind: id.kind,
    layer: id.layer,
    row: Math.floor(at / columns),
    column: at % columns,
  }))
}

/** Every cell of every tensor of the update. */
export const allCellsOf = (step: Step): CellId[] =>
  listTensors(step.shape.layers.length).flatMap((id) => cellsOf(step, id))
