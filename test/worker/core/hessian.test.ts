import { describe, expect, it } from 'vitest'
import { HessianProduct } from '../../../src-worker/core/hessian'
import { findSpectrum } from '../../../src-worker/core/lanczos'
import { addPenaltyInto } from '../../../src-worker/core/penalties'
import { Random } from '../../../src-worker/core/random'
import { ReferenceEngine } from '../../../src-worker/core/referenceEngine'
import { viewLayers, writeTensorsInto } from '../../../src-worker/core/network'
import { Workspace } from '../../../src-worker/core/workspace'
import {
  activationNames,
  costNames,
  type ActivationName,
  type CostName,
} from '../../../src-worker/spec/names'
import { createExample, createNetwork, initialize, type SampleNetwork } from './sampleNetworks'

/** The arena, the product with the Hessian there, and the gradient anywhere. */
function prepare(network: SampleNetwork) {
  const { shape, data, rows, experiment } = network
  const { training } = experiment
  const arena = new Float64Array(shape.parameters)
  writeTensorsInto(arena, shape, initialize(network).parameters)
  const positions = Uint32Array.from(rows.keys())
  const create = () => {
    const workspace = new Workspace(shape, rows.length)
    workspace.gather(data.x, data.y, rows, positions)
    return workspace
  }
  const moving = create()
  const gradientAt = (at: Float64Array<ArrayBuffer>): Float64Array => {
    const parameters = viewLayers(shape, at)
    moving.forward(parameters)
    moving.backward(parameters, training.cost)
    addPenaltyInto(moving.gradientViews, parameters, training.l1, training.l2)
    return moving.gradients.slice()
  }
  const hessian = new HessianProduct(create(), viewLayers(shape, arena), training)
  return { arena, hessian, gradientAt, size: shape.parameters }
}

function multiply({ hessian, size }: ReturnType<typeof prepare>, vector: Float64Array<ArrayBuffer>) {
  const product = new Float64Array(size)
  hessian.multiplyInto(product, vector)
  return product
}

const draw = (size: number, seed: number): Float64Array<ArrayBuffer> => {
  const random = Random.fromSeed(seed, 'initialization')
  return Float64Array.from({ length: size }, () => random.nextFloat() - 0.5)
}

function createCase(hidden: ActivationName, cost: CostName): SampleNetwork {
  const output = { binaryCrossEntropy: 'sigmoid', categoricalCrossEntropy: 'softmax' } as const
  return createNetwork({
    inputs: 3,
    layers: [
      { units: 4, activation: hidden },
      { units: 3, activation: 'tanh', bias: false },
      { units: 2, activation: output[cost as keyof typeof output] ?? 'sigmoid' },
    ],
    cost,
    m: 5,
    training: { l2: 0.05 },
  })
}

const hiddenNames = activationNames.filter((name) => name !== 'softmax')

describe.each(hiddenNames)('%s', (hidden) => {
  it.each(costNames)('H v is the difference of the gradients along v, %s', (cost) => {
    const prepared = prepare(createCase(hidden, cost))
    const { arena, gradientAt, size } = prepared
    const vector = draw(size, 3)
    const step = 1e-5
    const above = gradientAt(arena.map((value, p) => value + step * vector[p]!))
    const below = gradientAt(arena.map((value, p) => value - step * vector[p]!))
    multiply(prepared, vector).forEach((value, p) =>
      expect(value).toBeCloseTo((above[p]! - below[p]!) / (2 * step), 7),
    )
  })
})

it('softmax with a squared cost: H v is the difference of the gradients', () => {
  const network = createNetwork({
    inputs: 3,
    layers: [
      { units: 4, activation: 'tanh' },
      { units: 3, activation: 'softmax' },
    ],
    cost: 'meanSquaredError',
    m: 4,
  })
  const prepared = prepare(network)
  const vector = draw(prepared.size, 9)
  const step = 1e-5
  const above = prepared.gradientAt(prepared.arena.map((value, p) => value + step * vector[p]!))
  const below = prepared.gradientAt(prepared.arena.map((value, p) => value - step * vector[p]!))
  multiply(prepared, vector).forEach((value, p) =>
    expect(value).toBeCloseTo((above[p]! - below[p]!) / (2 * step), 8),
  )
})

it('H is symmetric: u · H v = v · H u to 14 digits', () => {
  const prepared = prepare(createCase('gelu', 'meanSquaredError'))
  const [u, v] = [draw(prepared.size, 1), draw(prepared.size, 2)]
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, p) => sum + value * b[p]!, 0)
  const [one, other] = [dot(u, multiply(prepared, v)), dot(v, multiply(prepared, u))]
  expect(Math.abs(one - other)).toBeLessThan(1e-14 * Math.max(1, Math.abs(one)))
})

it('the 13 eigenvalues of the example add up to the trace of H, and their squares to those of its numbers', () => {
  const prepared = prepare(createExample())
  const { size } = prepared
  const columns = Array.from({ length: size }, (_, k) => {
    const unit = new Float64Array(size)
    unit[k] = 1
    return multiply(prepared, unit)
  })
  const { eigenvalues } = findSpectrum((out, vector) => out.set(multiply(prepared, vector)), size, size)
  const trace = columns.reduce((sum, column, k) => sum + column[k]!, 0)
  const squares = columns.reduce(
    (sum, column) => sum + column.reduce((part, value) => part + value * value, 0),
    0,
  )
  expect(eigenvalues).toHaveLength(13)
  expect(eigenvalues.reduce((sum, value) => sum + value, 0)).toBeCloseTo(trace, 12)
  expect(eigenvalues.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(squares, 12)
})

it('on a quadratic cost gradient descent diverges just above 2/λmax and not below', () => {
  const create = (learningRate: number) =>
    createNetwork({
      inputs: 3,
      layers: [{ units: 1, activation: 'linear' }],
      cost: 'halfMeanSquaredError',
      m: 8,
      training: { optimizer: { name: 'sgd', learningRate }, stop: {} },
    })
  const prepared = prepare(create(0.1))
  const { eigenvalues } = findSpectrum(
    (out, vector) => out.set(multiply(prepared, vector)),
    prepared.size,
    prepared.size,
  )
  const limit = 2 / eigenvalues[0]!
  const costAfter = (rate: number): number => {
    const { shape, data, experiment } = create(rate)
    const engine = new ReferenceEngine(shape, data, experiment)
    engine.run(3000, 0)
    return engine.record.cost
  }
  expect(costAfter(0.99 * limit)).toBeLessThan(1)
  expect(costAfter(1.01 * limit)).toBeGreaterThan(1e6)
})
