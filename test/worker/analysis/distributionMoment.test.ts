/** What is counted of a moment is what the trace of its next update holds. */
import { describe, expect, it } from 'vitest'
import { countValues, type ValueCounts } from '../../../src-worker/analysis/distributionCounts'
import {
  countMoment,
  countProbeRows,
  type MomentCounts,
  type MomentSource,
} from '../../../src-worker/analysis/distributionMoment'
import { ReferenceEngine } from '../../../src-worker/core/referenceEngine'
import { computeTrace } from '../../../src-worker/core/trace'
import { shapeNetwork } from '../../../src-worker/core/network'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { createNetwork } from '../core/sampleNetworks'
import { createDeepNetwork } from './sampleSteps'

function finish(source: MomentSource): { counts: MomentCounts; turns: number } {
  const work = countMoment(source)
  for (let turns = 1; ; turns++) {
    const step = work.next()
    if (step.done === true) return { counts: step.value, turns }
  }
}

/** The moment after some updates, and the trace of the next one. */
function lookAt({ shape, data, experiment }: ReturnType<typeof createNetwork>, updates: number) {
  const engine = new ReferenceEngine(shape, data, experiment)
  expect(engine.run(updates, 0)).toBeNull()
  const state = engine.getState()
  const settings = experiment.training
  const rows = engine.getNextBatch()
  const traced = computeTrace(shape, data, rows, state, settings, engine.learningRate)
  return { ...finish({ shape, data, state, settings }), traced, rows }
}

const normOf = (values: number[]): number => Math.hypot(...values)

const settings: Record<string, NonNullable<ExperimentInput['training']>> = {
  'plain sgd': { optimizer: { name: 'sgd', learningRate: 0.3 } },
  'momentum, l2 and clipping': {
    optimizer: { name: 'sgd', learningRate: 0.3, momentum: 0.9, nesterov: true },
    l2: 0.02,
    clipNorm: 0.05,
  },
  'adam, shuffled batches of 3, a falling rate': {
    optimizer: { name: 'adam', learningRate: 0.02 },
    batchSize: 3,
    shuffle: true,
    schedule: { kind: 'exponential', factor: 0.8 },
  },
  'adamw with weight decay and l1': {
    optimizer: { name: 'adamw', learningRate: 0.02, weightDecay: 0.1 },
    l1: 0.01,
  },
}

describe.each(Object.entries(settings))('%s', (_name, training) => {
  it.each([0, 1, 13])('after %i updates the change over the weights is that of the trace', (updates) => {
    const { counts, traced, rows } = lookAt(createDeepNetwork(training), updates)
    expect([counts.update, counts.batchRows, counts.usedBatchRows]).toEqual([
      updates,
      rows.length,
      rows.length,
    ])
    traced.layers.forEach(({ weights, weightsAfter }, l) => {
      const change = normOf(Array.from(weightsAfter, (after, p) => after - weights[p]!))
      const norm = normOf([...weights])
      expect(counts.layers[l]!.change / counts.layers[l]!.norm).toBeCloseTo(change / norm, 12)
      expect(counts.layers[l]!.change).toBeGreaterThan(0)
    })
  })
})

describe('the counts', () => {
  it('are those of the weights, gradients and outputs of the trace when the batch is the whole training part', () => {
    const { counts, traced } = lookAt(createDeepNetwork({ optimizer: { name: 'sgd', learningRate: 0.3 } }), 9)
    traced.layers.forEach(({ weights, dW, o }, l) => {
      const { weights: ofWeights, gradients, activations } = counts.layers[l]!
      expect([ofWeights, gradients]).toEqual([countValues(weights), countValues(dW)])
      expect(activations).toEqual(countValues(o))
    })
  })

  it('of a network that takes many turns are those of one turn', () => {
    const sizes = {
      inputs: 60,
      layers: [
        { units: 90, activation: 'tanh' as const },
        { units: 30, activation: 'sigmoid' as const },
      ],
    }
    const { counts, traced, turns } = lookAt(createNetwork({ ...sizes, m: 200 }), 0)
    expect(turns).toBeGreaterThan(4)
    traced.layers.forEach(({ weights, weightsAfter, dW, o }, l) => {
      const { gradients, activations, change } = counts.layers[l]!
      expect(gradients.mean).toBeCloseTo(countValues(dW).mean, 14)
      expect(countOf(gradients)).toBe(dW.length)
      expect(activations.parts).toEqual(countValues(o).parts)
      expect(activations.counts).toEqual(countValues(o).counts)
      expect(change).toBeCloseTo(normOf(Array.from(weightsAfter, (after, p) => after - weights[p]!)), 12)
    })
  })

  it('take 256 rows of a small network, fewer of a large one, at least 16', () => {
    const rowsOf = (units: number, rows: number) =>
      countProbeRows(shapeNetwork(784, [{ units, activation: 'relu', bias: true }]), rows)
    expect([rowsOf(10, 1000), rowsOf(10, 90), rowsOf(1000, 1000), rowsOf(4096, 1000)]).toEqual([
      256, 90, 42, 16,
    ])
  })
})

const countOf = ({ counts, zeros, notNumbers }: ValueCounts): number =>
  counts.reduce((sum, count) => sum + count, zeros + notNumbers)
