import { computeTrace } from '../core/trace'
import type { Matrix } from '../protocol/tables'
import type { UpdateTrace } from '../protocol/trace'
import type { TrainingRun } from './trainingRun'

const toMatrix = (values: Float64Array<ArrayBuffer>, rows: number, columns: number): Matrix => ({
  rows,
  columns,
  values: values.slice(),
})

/** Every tensor of the update that comes next, from the present weights, in float64. */
export function traceRun(run: TrainingRun, runId: number): UpdateTrace {
  const { engine, shape, prepared, training } = run
  const rowIndices = engine.getNextBatch()
  const data = { x: prepared.x, y: prepared.dataset.y }
  const { learningRate } = engine
  const traced = computeTrace(shape, data, rowIndices, engine.getState(), training, learningRate)
  const m = traced.m
  const layers = shape.layers.map(({ inputs, units, bias, activation }, l) => {
    const { weights, biases, i, o, dO, dI, dW, dB } = traced.layers[l]!
    const row = (values: Float64Array<ArrayBuffer>) => (bias ? toMatrix(values, 1, units) : null)
    return {
      activation,
      weights: toMatrix(weights, inputs, units),
      bias: row(biases),
      i: toMatrix(i, m, units),
      o: toMatrix(o, m, units),
      dCost_dO: toMatrix(dO, m, units),
      dCost_dI: toMatrix(dI, m, units),
      dW: toMatrix(dW, inputs, units),
      db: row(dB),
    }
  })
  const after = shape.layers.map(({ inputs, units, bias }, l) => {
    const { weightsAfter, biasesAfter } = traced.layers[l]!
    return {
      weights: toMatrix(weightsAfter, inputs, units),
      bias: bias ? toMatrix(biasesAfter, 1, units) : null,
    }
  })
  return {
    runId,
    update: engine.update + 1,
    batchRows: m,
    rowIndices,
    inputs: toMatrix(traced.x, m, shape.inputs),
    targets: toMatrix(traced.y, m, shape.outputs),
    cost: traced.cost,
    costName: training.cost,
    penalty: traced.penalty,
    learningRate,
    layers,
    after,
  }
}
