/** Layers of one shape: which of them is which, where the names carry no numbers, and the words of scikit-learn. */
import { describe, expect, it } from 'vitest'
import { take } from './services'
import {
  b1,
  b2,
  layersOf,
  open,
  read,
  S,
  seeds,
  ST,
  ways,
  withLayers,
  writeJsonByHand,
  writeNpzByHand,
  writeSafetensorsByHand,
  W1,
  W2,
  type Tensors,
} from './weightFiles'

/** 2-3-3-3-3-1: three square layers between. */
const P = S.map((row) => row.map((value) => value + 100))
const Q = S.map((row) => row.map((value) => value + 200))
const named: Tensors = {
  'first.kernel': W1,
  'encoder.kernel': S,
  'hidden.kernel': P,
  'decoder.kernel': Q,
  'last.kernel': W2,
}
const fileOrder = Object.keys(named)
const sorted = Object.fromEntries(fileOrder.toSorted().map((name) => [name, named[name]!]))

describe('names without numbers', () => {
  it.each([
    ['NPZ: its entries', writeNpzByHand(named)],
    ['safetensors: the bytes', writeSafetensorsByHand(named)],
    ['JSON: its fields', writeJsonByHand(named)],
  ])('lie as the file has them, and all six orders that fit are named (%s)', async (_what, bytes) => {
    const report = await read([3, 3, 3, 3, 1], bytes)
    expect(report.weights?.weights).toEqual([W1, S, P, Q, W2])
    expect(report.order).toBe('file')
    expect(report.orders).toHaveLength(6)
    expect(report.orders[0]).toEqual(fileOrder)
    expect(new Set(report.orders.map((order) => order.join())).size).toBe(6)
  })

  it('the order is the person’s to choose; a place that there is none of is the first', async () => {
    const bytes = writeNpzByHand(named)
    const { service, runId } = await open(withLayers(layersOf([3, 3, 3, 3, 1])))
    const readAs = async (order: number | null) =>
      take(await service.readWeights(runId, bytes, 'w.npz', null, order))
    const { orders } = await readAs(null)
    const wanted = ['first', 'decoder', 'hidden', 'encoder', 'last'].map((name) => `${name}.kernel`)
    const place = orders.findIndex((order) => order.join() === wanted.join())
    const report = await readAs(place)
    expect(report.order).toBe('caller')
    expect(report.weights?.weights).toEqual([W1, Q, P, S, W2])
    expect(report.orders).toEqual(orders)
    expect((await readAs(99)).weights?.weights).toEqual([W1, S, P, Q, W2])
  })

  it('sorted by letters, as safetensors are saved, fit in six orders by their shapes', async () => {
    const report = await read([3, 3, 3, 3, 1], writeSafetensorsByHand(sorted))
    expect(report.order).toBe('shapes')
    expect(report.orders).toHaveLength(6)
    expect(report.orders.map((order) => order.join())).toContain(fileOrder.join())
  })

  it('one order is no question', async () => {
    const report = await read([3, 1], writeNpzByHand({ 'one.weight': W1, 'other.weight': W2 }))
    expect([report.order, report.orders]).toEqual(['file', [['one.weight', 'other.weight']]])
  })
})

describe('names with numbers', () => {
  it('are not asked about, in whatever order the file has them', async () => {
    const five = await read([3, 3, 3, 3, 1], writeNpzByHand({ W10: W2, W5: Q, W4: P, W2: S, W1 }))
    expect([five.order, five.orders]).toEqual(['names', []])
    expect(five.weights?.weights).toEqual([W1, S, P, Q, W2])
    const keras = { 'dense_2/kernel': W2, 'dense_1/kernel': S, 'dense/kernel': W1 }
    const report = await read([3, 3, 1], writeNpzByHand(keras))
    expect([report.order, report.orders]).toEqual(['names', []])
    expect(report.weights?.weights).toEqual([W1, S, W2])
  })

  it('behind different words ascend within a word, and the words lie as the file has them', async () => {
    const tensors = {
      'features.10.weight': ST,
      'features.2.weight': W1,
      'classifier.0.weight': P,
      'classifier.1.weight': W2,
    }
    const report = await read([3, 3, 3, 1], writeNpzByHand(tensors))
    expect(report.orders[0]).toEqual([
      'features.2.weight',
      'features.10.weight',
      'classifier.0.weight',
      'classifier.1.weight',
    ])
    expect(report.order).toBe('file')
  })
})

describe('scikit-learn', () => {
  it('coefs_0, intercepts_0, … are weights [in, out] and biases', async () => {
    const tensors = { coefs_0: W1, coefs_1: W2, intercepts_0: b1, intercepts_1: b2 }
    const report = await read([3, 1], writeNpzByHand(tensors))
    expect(report.problems).toEqual([])
    expect(report.weights).toEqual({ kind: 'explicit', ...seeds })
  })

  it('a square matrix of coefs_ lies [in, out], as its name says', async () => {
    const report = await read([3, 3, 1], writeNpzByHand({ coefs_0: W1, coefs_1: S, coefs_2: W2 }))
    expect(ways(report)).toEqual(['in-out shape', 'in-out name', 'in-out shape'])
    expect(report.weights?.weights[1]).toEqual(S)
  })

  it('coef_ and intercept_ of one layer are its weights and biases', async () => {
    const tensors = { coef_: [[1], [2]], intercept_: [3] }
    const report = await read([1], writeNpzByHand(tensors))
    expect(report.weights).toEqual({ kind: 'explicit', weights: [[[1], [2]]], biases: [[3]] })
  })
})
