import { describe, expect, it } from 'vitest'
import { BatchOrder } from '../../../src-worker/core/batchOrder'
import { createFast, createTraining, listLayers } from './cases'

const createEngine = (rows: number, batchSize: number, shuffle: boolean) =>
  createFast({
    inputs: 2,
    layers: listLayers([[1, 'linear']]),
    rows,
    training: createTraining({ batchSize, shuffle }),
  })

describe('the order of samples in the engine is that of core/batchOrder', () => {
  it.each([
    [57, 10, true],
    [8, 8, true],
    [1, 1, true],
    [300, 7, true],
    [12, 5, false],
  ])('%i rows in batches of %i over 20 epochs, shuffled %s', (rows, batchSize, shuffle) => {
    const engine = createEngine(rows, batchSize, shuffle)
    const order = BatchOrder.create(rows, shuffle, 7)
    while (order.epoch < 20) {
      expect(engine.getState().order, `epoch ${order.epoch}, batch ${order.batch}`).toEqual(order.getState())
      engine.run(1, 0)
      order.advance(batchSize)
    }
  })
})
