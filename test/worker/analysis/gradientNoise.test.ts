/** The noise of batch gradients, against gradients made one by one. */
import { describe, expect, it } from 'vitest'
import {
  countNoiseWork,
  measureNoise,
  mostNoiseRows,
  planNoise,
} from '../../../src-worker/analysis/gradientNoise'
import { sampleRows } from '../../../src-worker/analysis/rowSample'
import { shapeNetwork } from '../../../src-worker/core/network'
import { Workspace } from '../../../src-worker/core/workspace'
import type { NoiseRequest } from '../../../src-worker/protocol/surface'
import { createNetwork, initialize, type SampleNetwork } from '../core/sampleNetworks'

const createSample = (m: number): SampleNetwork =>
  createNetwork({
    inputs: 3,
    layers: [
      { units: 4, activation: 'tanh', bias: false },
      { units: 3, activation: 'gelu' },
      { units: 2, activation: 'softmax' },
    ],
    cost: 'categoricalCrossEntropy',
    m,
    training: { l2: 0.5, clipNorm: 1e-3 },
  })

function measure(network: SampleNetwork, request: NoiseRequest) {
  const { shape, data, rows, experiment } = network
  const plan = planNoise(shape, rows.length, request)
  const here = { update: 3, parameters: initialize(network).arena }
  const source = { shape, data, training: rows, cost: experiment.training.cost, here }
  const progress = { done: 0, total: countNoiseWork(plan) }
  const work = measureNoise(source, plan, request.seed, progress)
  for (;;) {
    const { value, done } = work.next()
    if (done !== true) continue
    expect(progress.done).toBe(progress.total)
    return value
  }
}

/** Gradients of rows of their own, each a batch of one. */
function gradientsOf(network: SampleNetwork): Float64Array[] {
  const { parameters } = initialize(network)
  const workspace = new Workspace(network.shape, 1)
  return [...network.rows].map((row) => {
    workspace.gather(network.data.x, network.data.y, Uint32Array.of(row), Uint32Array.of(0))
    workspace.forward(parameters)
    workspace.backward(parameters, network.experiment.training.cost)
    return workspace.gradients.slice()
  })
}

const squareOf = (vector: Float64Array): number => vector.reduce((sum, value) => sum + value * value, 0)

describe('the noise of batches', () => {
  it('the full norm and tr(Σ)/‖g‖² of 37 rows are those of 37 gradients of single rows, without the penalty', () => {
    const network = createSample(37)
    const singles = gradientsOf(network)
    const mean = singles[0]!.map((_, p) => singles.reduce((sum, one) => sum + one[p]!, 0) / 37)
    const trace = singles.reduce((sum, one) => sum + squareOf(one.map((v, p) => v - mean[p]!)), 0) / 37
    const found = measure(network, { sizes: [1], draws: 2, seed: 1 })
    expect(found.fullNorm).toBeCloseTo(Math.sqrt(squareOf(mean)), 14)
    expect(found.noiseScale / (trace / squareOf(mean))).toBeCloseTo(1, 12)
    expect([found.update, found.trainingRows, found.usedRows]).toEqual([3, 37, 37])
  })

  it('a batch of all rows has cosine 1, norm 1 and noise 0; larger ones are left out', () => {
    const found = measure(createSample(37), { sizes: [38, 37, 37], draws: 5, seed: 1 })
    expect(found.rows.map(({ size, draws }) => [size, draws])).toEqual([[37, 5]])
    const [{ cosine, norm, noise }] = found.rows as [(typeof found.rows)[number]]
    for (const value of [...cosine, ...norm]) expect(value).toBeCloseTo(1, 13)
    expect(noise).toBeLessThan(1e-28)
  })

  it('noise is (n − B)/(n − 1) of the scale over B, within a tenth over 400 draws', () => {
    const n = 600
    const found = measure(createSample(n), { sizes: [64, 1, 8, 256], draws: 400, seed: 6 })
    expect(found.rows.map(({ size }) => size)).toEqual([1, 8, 64, 256])
    for (const { size, noise } of found.rows) {
      const expected = ((n - size) / (n - 1)) * (found.noiseScale / size)
      expect(Math.abs(noise / expected - 1)).toBeLessThan(0.1)
    }
  })

  it('the larger the batch the nearer: median cosines rise and quartiles are in order', () => {
    const { rows } = measure(createSample(200), { sizes: [1, 10, 100], draws: 100, seed: 2 })
    const medians = rows.map(({ cosine }) => cosine[1])
    expect(medians).toEqual(medians.toSorted((a, b) => a - b))
    for (const { cosine, norm } of rows)
      for (const three of [cosine, norm]) expect(three).toEqual(three.toSorted((a, b) => a - b))
    expect(medians[0]).toBeLessThan(medians[2]!)
  })

  it('is that of its seed', () => {
    const network = createSample(20)
    const of = (seed: number) => measure(network, { sizes: [2], draws: 3, seed }).rows
    expect(of(1)).toEqual(of(1))
    expect(of(1)).not.toEqual(of(2))
  })

  it('where the gradient is 0 there is no angle and no scale', () => {
    const network = createNetwork({ inputs: 2, layers: [{ units: 1, activation: 'linear' }], m: 4 })
    network.data.x.fill(0)
    network.data.y.fill(0.1)
    const found = measure(network, { sizes: [2], draws: 2, seed: 1 })
    expect(found.fullNorm).toBe(0)
    expect([found.noiseScale, found.rows[0]!.noise, found.rows[0]!.cosine[1]]).toEqual([NaN, NaN, NaN])
  })
})

describe('the plan', () => {
  const small = shapeNetwork(2, [{ units: 3, activation: 'tanh', bias: true }])
  const large = shapeNetwork(784, [{ units: 1280, activation: 'relu', bias: true }])

  it('takes at most 4096 rows, each once, the same every time', () => {
    expect(planNoise(small, 60_000, { sizes: [5000], draws: 9 })).toEqual({ rows: mostNoiseRows, sizes: [] })
    const all = Uint32Array.from({ length: 9000 }, (_, k) => 2 * k)
    const rows = sampleRows(all, mostNoiseRows)
    expect(rows).toEqual(sampleRows(all, mostNoiseRows))
    expect(new Set(rows).size).toBe(mostNoiseRows)
    expect(rows).toEqual(rows.slice().sort())
    // A mean of 9000 drawn without favour, give or take four of its standard errors (about 60).
    expect(Math.abs(rows.reduce((sum, row) => sum + row, 0) / rows.length - 8999)).toBeLessThan(240)
  })

  it('a network of a million parameters gets fewer draws, and of too much is refused', () => {
    const { rows, sizes } = planNoise(large, 60_000, { sizes: [1, 256], draws: 500 })
    expect(rows).toBe(1596)
    expect(sizes).toEqual([
      { size: 1, draws: 500 },
      { size: 256, draws: 9 },
    ])
    const many = [1000, 1100, 1200, 1300]
    expect(() => planNoise(large, 60_000, { sizes: many, draws: 8 })).toThrow(/these batch sizes take/)
  })
})
