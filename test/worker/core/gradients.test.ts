import { describe, expect, it, vi } from 'vitest'
import { activations } from '../../../src-worker/core/activations'
import { costs } from '../../../src-worker/core/costs'
import { createGradientCheck } from '../../../src-worker/core/gradientCheck'
import { shapeNetwork } from '../../../src-worker/core/network'
import { Random } from '../../../src-worker/core/random'
import { ReferenceEngine } from '../../../src-worker/core/referenceEngine'
import { Workspace } from '../../../src-worker/core/workspace'
import {
  activationNames,
  costNames,
  type ActivationName,
  type CostName,
} from '../../../src-worker/spec/names'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'

const inputs = 2
const hidden = 5
const outputs = 3

interface Case {
  activation: ActivationName
  cost: CostName
  bias: boolean
  m: number
}

/** The output activation that a cost goes with. */
const outputFor = (cost: CostName, activation: ActivationName): ActivationName => {
  if (cost === 'binaryCrossEntropy') return 'sigmoid'
  return cost === 'categoricalCrossEntropy' ? 'softmax' : activation
}

function create({ activation, cost, bias, m }: Case) {
  const random = Random.fromSeed(7, 'generation')
  const draw = () => 2 * random.nextFloat() - 1
  const x = Float64Array.from({ length: m * inputs }, draw)
  const y = Float64Array.from({ length: m * outputs }, (_, p) =>
    cost === 'categoricalCrossEntropy'
      ? Number(Math.floor(p / outputs) % outputs === p % outputs)
      : random.nextFloat(),
  )
  const parsed = parseExperiment({
    data: { source: { kind: 'inline', inputs: [[0, 0]], targets: [[0, 0, 0]] } },
    network: {
      layers: [
        { units: hidden, activation: activation === 'softmax' ? 'tanh' : activation, bias },
        { units: outputs, activation: outputFor(cost, activation), bias },
      ],
      initialization: { kind: 'normal', standardDeviation: 0.8, seed: 3, bias: bias ? 0.1 : 0 },
    },
    training: { cost, l1: 0.01, l2: 0.02, precision: 'float64', batchSize: 'full', shuffle: false },
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  const experiment = parsed.value
  const shape = shapeNetwork(inputs, experiment.network.layers)
  const rows = Uint32Array.from({ length: m }, (_, row) => row)
  return { data: { x, y, training: rows }, experiment, shape, rows }
}

const cases = activationNames.flatMap((activation) =>
  costNames.flatMap((cost) =>
    [true, false].flatMap((bias) => [1, 3, 8].map((m) => ({ activation, cost, bias, m }))),
  ),
)

describe('central differences', () => {
  it.each(costNames)(
    'agree with every gradient of %s, over activation × bias × batches of 1, 3 and 8',
    (cost) => {
      for (const entry of cases.filter((candidate) => candidate.cost === cost)) {
        const { data, experiment, shape, rows } = create(entry)
        const engine = new ReferenceEngine(shape, data, experiment)
        const check = createGradientCheck(
          shape,
          data,
          rows,
          engine.getState().parameters,
          experiment.training,
        )
        let checked = 0
        for (let row = check.next(); row !== null; row = check.next(), checked++) {
          expect(row.passed, `${JSON.stringify(entry)} ${JSON.stringify(row)}`).toBe(true)
        }
        expect(checked, JSON.stringify(entry)).toBe(check.samples === 0 ? 0 : shape.parameters)
      }
    },
  )

  /** True when every parameter passes. */
  const passes = (entry: Case): boolean => {
    const { data, experiment, shape, rows } = create(entry)
    const engine = new ReferenceEngine(shape, data, experiment)
    const check = createGradientCheck(shape, data, rows, engine.getState().parameters, experiment.training)
    for (let row = check.next(); row !== null; row = check.next()) if (!row.passed) return false
    return check.samples > 0
  }

  it.each(Object.keys(activations) as (keyof typeof activations)[])(
    'find a derivative of %s that is off by a thousandth',
    (activation) => {
      const entry: Case = { activation, cost: 'halfMeanSquaredError', bias: true, m: 8 }
      expect(passes(entry)).toBe(true)
      const { derivative } = activations[activation]
      const planted = vi
        .spyOn(activations[activation], 'derivative')
        .mockImplementation((i, o) => derivative(i, o) * 1.001)
      expect(passes(entry)).toBe(false)
      planted.mockRestore()
    },
  )

  it.each(costNames)('find a derivative of %s that is off by a thousandth', (cost) => {
    const entry: Case = { activation: 'tanh', cost, bias: true, m: 8 }
    expect(passes(entry)).toBe(true)
    const table = costs[cost]
    const fused = table.preactivationDerivativeInto
    const field = fused === null ? 'derivativeInto' : 'preactivationDerivativeInto'
    const held = table[field]!
    table[field] = (out, batch) => {
      held(out, batch)
      for (let p = 0; p < batch.m * batch.n; p++) out[p]! *= 1.001
    }
    expect(passes(entry)).toBe(false)
    table[field] = held
  })

  it('agree when the batch is as large as any width, and when it is none', () => {
    for (const m of [inputs, hidden, outputs, 4]) {
      const { data, experiment, shape, rows } = create({
        activation: 'sigmoid',
        cost: 'meanSquaredError',
        bias: true,
        m,
      })
      const engine = new ReferenceEngine(shape, data, experiment)
      const check = createGradientCheck(shape, data, rows, engine.getState().parameters, experiment.training)
      for (let row = check.next(); row !== null; row = check.next()) expect(row.passed, `${m}`).toBe(true)
    }
  })
})

describe('the batch gradient', () => {
  it('is the mean of the gradients of single samples to 1e-12, for every cost', () => {
    for (const cost of costNames) {
      const { data, experiment, shape } = create({ activation: 'gelu', cost, bias: true, m: 5 })
      const { parameters } = new ReferenceEngine(shape, data, experiment)
      const compute = (rows: number[]) => {
        const workspace = new Workspace(shape, rows.length)
        workspace.gather(data.x, data.y, Uint32Array.from(rows), Uint32Array.from(rows.keys()))
        workspace.forward(parameters)
        workspace.backward(parameters, cost)
        return workspace.gradients
      }
      const whole = compute([0, 1, 2, 3, 4])
      const singles = [0, 1, 2, 3, 4].map((row) => compute([row]))
      whole.forEach((g, p) => {
        const mean = singles.reduce((sum, single) => sum + single[p]!, 0) / 5
        expect(Math.abs(g - mean), cost).toBeLessThan(1e-12)
      })
    }
  })

  it('computed twice has the same bits', () => {
    const { data, experiment, shape } = create({ activation: 'softplus', cost: 'huber', bias: true, m: 8 })
    const run = () => {
      const engine = new ReferenceEngine(shape, data, experiment)
      engine.run(20, 0)
      return engine.getState().parameters
    }
    expect(run()).toEqual(run())
  })
})
