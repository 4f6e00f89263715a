import { describe, expect, it } from 'vitest'
import { checkCell } from '../../../src-worker/analysis/checkCell'
import { listTensors, type Step } from '../../../src-worker/analysis/step'
import { isGradient } from '../../../src-worker/notation/tensorIds'
import type { Fault } from '../../../src-worker/spec/fault'
import { createExample, createNetwork } from '../core/sampleNetworks'
import { cellsOf, createDeepNetwork, createStepOf } from './sampleSteps'

const gradientsOf = (step: Step) =>
  listTensors(step.shape.layers.length).filter(({ kind }) => isGradient(kind))

/** Of each gradient tensor, how many cells passed and how many failed. */
const count = (step: Step) =>
  Object.fromEntries(
    gradientsOf(step).map((id) => {
      const checks = cellsOf(step, id).map((cell) => checkCell(step, cell))
      const passed = checks.filter((check) => check?.passed === true).length
      return [`${id.kind}${id.layer}`, [passed, checks.filter((check) => check?.passed === false).length]]
    }),
  )

describe('the example', () => {
  const step = createStepOf(createExample())

  it('passes at all 45 gradients', () => {
    expect(count(step)).toEqual({
      dO2: [4, 0],
      dI2: [4, 0],
      dW2: [3, 0],
      db2: [1, 0],
      dO1: [12, 0],
      dI1: [12, 0],
      dW1: [6, 0],
      db1: [3, 0],
    })
  })

  it('ΔW1[1, 2] is −0.0025551480 both ways, at a step of 1e-5 and far from any kink', () => {
    const check = checkCell(step, { kind: 'dW', layer: 1, row: 0, column: 1 })!
    expect(check.analytic).toBe(step.traced.layers[0]!.dW[1])
    expect(check.numeric).toBeCloseTo(-0.0025551480369113, 10)
    expect(check).toMatchObject({ epsilon: 1e-5, passed: true, nearKink: false })
    expect(check.relativeError).toBeLessThan(1e-7)
  })

  it('says nothing of values, of parameters and of cells that are not there', () => {
    for (const { kind, layer } of listTensors(2).filter((id) => !isGradient(id.kind))) {
      expect(checkCell(step, { kind, layer, row: 0, column: 0 }), kind).toBeNull()
    }
    for (const outside of [
      { kind: 'dW', layer: 1, row: 2, column: 0 },
      { kind: 'dW', layer: 3, row: 0, column: 0 },
      { kind: 'db', layer: 2, row: 0, column: 1 },
    ] as const) {
      expect(checkCell(step, outside)).toBeNull()
    }
  })

  it('leaves the update as it was', () => {
    const before = structuredClone(step.traced)
    for (const id of gradientsOf(step)) for (const cell of cellsOf(step, id)) checkCell(step, cell)
    expect(step.traced).toEqual(before)
  })
})

it('4-5-3-2 passes at every ∂cost/∂o, ∂cost/∂i, ΔW and Δb', () => {
  const step = createStepOf(createDeepNetwork())
  expect(count(step)).toEqual({
    dO3: [14, 0],
    dI3: [14, 0],
    dW3: [6, 0],
    db3: [2, 0],
    dO2: [21, 0],
    dI2: [21, 0],
    dW2: [15, 0],
    db2: [3, 0],
    dO1: [35, 0],
    dI1: [35, 0],
    dW1: [20, 0],
    db1: [5, 0],
  })
})

it('softmax of a mean squared error passes at every ∂cost/∂i of its rows', () => {
  const layers = [
    { units: 4, activation: 'elu' as const },
    { units: 3, activation: 'softmax' as const },
  ]
  const { dO2, dI2, dI1 } = count(
    createStepOf(createNetwork({ inputs: 2, layers, cost: 'meanSquaredError', m: 5 })),
  )
  expect([dO2, dI2, dI1]).toEqual([
    [15, 0],
    [15, 0],
    [20, 0],
  ])
})

it('∂cost/∂o of the output has no difference where the cost is computed from i', () => {
  const step = createStepOf(createDeepNetwork({ cost: 'binaryCrossEntropy' }))
  const { dO3, dI3, dO2 } = count(step)
  expect([dO3, dI3, dO2]).toEqual([
    [0, 0],
    [14, 0],
    [21, 0],
  ])
})

describe('with a planted fault', () => {
  const failing = (fault: Fault, training?: Parameters<typeof createDeepNetwork>[0]) => {
    const counted = count(createStepOf(createDeepNetwork(training), fault))
    return Object.keys(counted).filter((name) => counted[name]![1]! > 0)
  }
  const layer1 = ['dO1', 'dI1', 'dW1', 'db1']

  it.each<[Fault['name'], number, string[]]>([
    ['flippedSign', 2, ['dI2', 'dW2', 'db2', ...layer1]],
    ['missingDerivative', 1, ['dI1', 'dW1', 'db1']],
    ['transposedWeights', 2, layer1],
    ['biasNotSummed', 2, ['db2']],
    ['staleActivation', 3, ['dW3']],
    ['lostBatchMean', 3, ['dO3', 'dI3', 'dW3', 'db3', 'dO2', 'dI2', 'dW2', 'db2', ...layer1]],
  ])('%s in layer %i: what it makes wrong fails, the rest passes: %j', (name, layer, names) => {
    expect(failing({ name, layer })).toEqual(names)
  })
})

it('says that a sample lies at a kink of relu, where the difference sees both sides', () => {
  const layers = [
    { units: 3, activation: 'relu' as const },
    { units: 1, activation: 'linear' as const },
  ]
  const checkWith = (bias: number) => {
    const network = createNetwork({
      inputs: 1,
      layers,
      initialization: {
        kind: 'explicit',
        weights: [[[1, 2, -1]], [[0.5], [-0.7], [0.9]]],
        biases: [[bias, 0.3, 0.4], [0.1]],
      },
      m: 2,
    })
    network.data.x.set([0.25, 1.75])
    return checkCell(createStepOf(network), { kind: 'db', layer: 1, row: 0, column: 0 })!
  }
  expect(checkWith(-0.25)).toMatchObject({ nearKink: true, passed: false })
  expect(checkWith(-0.2)).toMatchObject({ nearKink: false, passed: true })
})

it('an input of 5,000 takes a step of 2e-9, so that i moves by 1e-5', () => {
  const network = createNetwork({ inputs: 2, layers: [{ units: 3, activation: 'tanh' }], m: 4 })
  network.data.x[1] = 5000
  const step = createStepOf(network)
  expect(checkCell(step, { kind: 'dW', layer: 1, row: 1, column: 2 })!.epsilon).toBeCloseTo(2e-9, 15)
  expect(checkCell(step, { kind: 'dW', layer: 1, row: 0, column: 2 })!.epsilon).toBeLessThan(1.01e-5)
})
