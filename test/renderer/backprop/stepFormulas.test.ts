import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { shortFormula } from '../../../src-renderer/src/backprop/shortFormula'
import { describeStop } from '../../../src-renderer/src/backprop/stepFormulas'
import {
  createWalkPlan,
  endOfStep,
  endOfUpdate,
  type WalkLevel,
  type WalkPlan,
} from '../../../src-renderer/src/backprop/walkPlan'
import type { StepModel, StepPicture } from '../../../src-worker/protocol/microscope'
import type { ActivationName, CostName } from '../../../src-worker/spec/names'

const createModel = (units: number[], changes: Partial<StepModel> = {}): StepModel => ({
  update: 1,
  samples: 4,
  inputs: 2,
  layers: units.map((count) => ({ activation: 'sigmoid' as ActivationName, units: count, bias: true })),
  costName: 'halfMeanSquaredError',
  fused: false,
  optimizer: { name: 'sgd', learningRate: 0.5, momentum: 0, nesterov: false },
  optimizerStep: 1,
  learningRate: 0.5,
  l1: 0,
  l2: 0,
  clipNorm: null,
  plain: true,
  ...changes,
})

const describeAt = (
  model: StepModel,
  level: WalkLevel,
  find: (plan: WalkPlan) => number,
  notation = 'io',
) => {
  const plan = createWalkPlan(model)
  return describeStop(
    { model, derivation: null } as StepPicture,
    plan,
    level,
    endOfStep(plan, find(plan)),
    notation as 'io' | 'za',
  )
}
const lastOf =
  (kind: string) =>
  ({ steps }: WalkPlan) =>
    steps.findLastIndex((step) => step.kind === kind)
const lefts = (tex: string[]): string[] => tex.map((text) => text.slice(0, text.indexOf(' =')))

describe('by phase', () => {
  it('forward through two layers is i and o of both', () => {
    const { subject, tex } = describeAt(createModel([3, 1]), 'phase', lastOf('forward'))
    expect(subject).toBe('forwardPhase')
    expect(lefts(tex)).toEqual(['i_{1}', 'o_{1}', 'i_{2}', 'o_{2}'])
  })

  it('backward through two layers is all gradients of both, the output first', () => {
    const { subject, tex } = describeAt(createModel([3, 1]), 'phase', lastOf('backward'), 'za')
    expect(subject).toBe('backwardPhase')
    const cost = (of: string) => String.raw`\frac{\partial \mathrm{cost}}{\partial ${of}}`
    expect(lefts(tex)).toEqual([
      cost('a_{2}'),
      cost('z_{2}'),
      String.raw`\Delta W_{2}`,
      String.raw`\Delta b_{2}`,
      cost('a_{1}'),
      cost('z_{1}'),
      String.raw`\Delta W_{1}`,
      String.raw`\Delta b_{1}`,
    ])
  })

  it('of six layers is written for any layer ℓ', () => {
    const model = createModel([3, 4, 5, 4, 3, 1])
    expect(describeAt(model, 'phase', lastOf('forward')).tex).toEqual([
      String.raw`i_{\ell} = o_{\ell-1}\,W_{\ell} + b_{\ell}`,
      String.raw`o_{\ell} = f_{\ell}(i_{\ell})`,
      String.raw`\ell = 1, \dots, 6,\quad o_{0} = X`,
    ])
    const { tex } = describeAt(model, 'phase', lastOf('backward'))
    expect(tex).toHaveLength(8)
    expect(tex[0]).toContain('Y')
    expect(tex.at(-1)).toBe(String.raw`\ell = 6, \dots, 1,\quad o_{0} = X`)
    for (const text of tex) katex.renderToString(text, { throwOnError: true, strict: 'error' })
  })

  it('of six layers begins with (o − Y)/m where cost and output are derived together', () => {
    const { tex } = describeAt(
      createModel([3, 4, 5, 4, 3, 1], { costName: 'binaryCrossEntropy', fused: true }),
      'phase',
      lastOf('backward'),
    )
    expect(tex[0]).toBe(String.raw`\frac{\partial \mathrm{cost}}{\partial i_{6}} = \frac{o_{6} - Y}{m}`)
  })

  it('the update is of every parameter, with the lines that lead to it', () => {
    expect(describeAt(createModel([3, 1]), 'phase', lastOf('update')).tex).toEqual([
      String.raw`W' = W - \eta\,\Delta W`,
      String.raw`b' = b - \eta\,\Delta b`,
    ])
    const optimizer = { name: 'sgd', learningRate: 0.5, momentum: 0.9, nesterov: false } as const
    const model = createModel([3, 1], { optimizer, plain: false })
    expect(describeAt(model, 'layer', lastOf('update')).tex).toEqual([
      String.raw`v' = \beta\,v + \Delta W`,
      String.raw`W' = W - \eta\,v'`,
    ])
    expect(describeAt({ ...model, l2: 0.1 }, 'layer', lastOf('update')).tex).toHaveLength(5)
  })
})

it('by layer it is one layer', () => {
  const { subject, layer, tex } = describeAt(createModel([3, 1]), 'layer', lastOf('forward'))
  expect([subject, layer, ...lefts(tex)]).toEqual(['forward', 2, 'i_{2}', 'o_{2}'])
})

it('by matrix W′ has the lines that lead to it, and other words where it is not W − η ΔW', () => {
  const model = createModel([3, 1], {
    optimizer: { name: 'rmsprop', learningRate: 0.01, rho: 0.99, epsilon: 1e-8 },
    plain: false,
  })
  const plan = createWalkPlan(model)
  const { subject, tex } = describeStop(
    { model, derivation: null } as StepPicture,
    plan,
    'matrix',
    endOfUpdate(plan),
    'io',
  )
  expect(subject).toBe('afterOptimizer')
  expect(lefts(tex)).toEqual(["v'", "b_{2}'"])
})

describe('the header of the cost', () => {
  const header = (costName: CostName, outputs: number) =>
    shortFormula({ kind: 'cost', layer: 0 }, createModel([3, outputs], { costName }), 'io')

  it('adds up over more than one output', () => {
    expect(header('halfMeanSquaredError', 1)).toBe('(o2−Y)²/2m')
    expect(header('halfMeanSquaredError', 2)).toBe('Σₖ (o2−Y)²/2m')
    expect(header('categoricalCrossEntropy', 3)).toBe('−Σₖ Y·ln o2/m')
  })
})
