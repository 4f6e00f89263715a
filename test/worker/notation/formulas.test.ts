import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { deriveCell } from '../../../src-worker/analysis/deriveCell'
import { listTensors, type Step } from '../../../src-worker/analysis/step'
import {
  cellFormula,
  derivationLatex,
  matrixFormula,
  numbersFormula,
} from '../../../src-worker/notation/formulas'
import { inBrackets } from '../../../src-worker/notation/brackets'
import type { NumberStyle } from '../../../src-worker/notation/numbers'
import { cellLatex, tensorLatex, type Notation } from '../../../src-worker/notation/tensorNames'
import type { CellId, Derivation, TensorKind } from '../../../src-worker/protocol/microscope'
import {
  activationNames,
  costNames,
  type ActivationName,
  type CostName,
} from '../../../src-worker/spec/names'
import { cellsOf, createDeepNetwork, createStepOf } from '../analysis/sampleSteps'
import { costsFor, createExample, createNetwork } from '../core/sampleNetworks'

const decimals: NumberStyle = { kind: 'decimals', digits: 4, fractions: false }
const fractions: NumberStyle = { kind: 'significant', digits: 4, fractions: true }
const notations: Notation[] = ['io', 'za']

const outputFor = (cost: CostName, activation: ActivationName): ActivationName =>
  costsFor(activation).includes(cost) ? activation : cost === 'binaryCrossEntropy' ? 'sigmoid' : 'softmax'

/** 2-3-n: the activation in the hidden layer, and at the output where the cost lets it. */
function stepsOf(activation: ActivationName, cost: CostName): Step[] {
  const output = outputFor(cost, activation)
  const hidden = activation === 'softmax' ? 'linear' : activation
  const outputs = output === 'softmax' ? [4] : [1, 4]
  return outputs.map((units) =>
    createStepOf(
      createNetwork({
        inputs: 2,
        layers: [
          { units: 3, activation: hidden },
          { units, activation: output },
        ],
        cost,
        m: 5,
        training: { optimizer: units === 1 ? { name: 'sgd' } : { name: 'adam' } },
      }),
    ),
  )
}

/** Everything that is written of the first and the last cell of every tensor. */
function writeAll(step: Step, notation: Notation): string[] {
  const { model } = step
  return listTensors(step.shape.layers.length).flatMap((id) => {
    const cells = cellsOf(step, id)
    return [
      tensorLatex(id, notation),
      matrixFormula(id, model, notation),
      ...[cells[0]!, cells.at(-1)!].flatMap((cell) => {
        const derivation = deriveCell(step, cell)!
        return [
          cellLatex(cell, notation),
          cellFormula(derivation, model, notation),
          numbersFormula(derivation, model, decimals),
          numbersFormula(derivation, model, fractions, 2),
          derivationLatex(derivation, model, notation, fractions).join(' = '),
        ]
      }),
    ]
  })
}

/** How deep the braces go at the end, and whether they ever closed before they opened. */
function countBraces(text: string): { open: number; negative: boolean } {
  let open = 0
  let negative = false
  for (const letter of text.replaceAll(/\\[{}]/g, '')) {
    if (letter === '{') open++
    if (letter === '}') open--
    negative ||= open < 0
  }
  return { open, negative }
}

const lettersOf = (text: string, letters: string): string[] =>
  text.match(new RegExp(`(?<![A-Za-z\\\\])[${letters}]_`, 'g')) ?? []

describe.each(activationNames)('%s, over all costs, tensors and both notations', (activation) => {
  const written = notations.map(
    (notation) =>
      new Set(
        costNames.flatMap((cost) => stepsOf(activation, cost).flatMap((step) => writeAll(step, notation))),
      ),
  )

  it('has balanced braces and can be set', () => {
    const texts = new Set(written.flatMap((set) => [...set]))
    expect(texts.size).toBeGreaterThan(200)
    expect([...texts].join(' ')).not.toMatch(/undefined|NaN/)
    // The digits do not matter to the setter.
    const shapes = new Set([...texts].map((text) => text.replaceAll(/\d+(\.\d+)?/g, '1')))
    for (const text of shapes) {
      expect(countBraces(text), text).toEqual({ open: 0, negative: false })
      katex.renderToString(text, { throwOnError: true, displayMode: true })
    }
  })

  it('writes i and o in the one notation, z and a in the other', () => {
    const [io, za] = written.map((set) => [...set].join('\n'))
    expect(lettersOf(io!, 'za')).toEqual([])
    expect(lettersOf(za!, 'io')).toEqual([])
    expect(new Set(lettersOf(io!, 'io'))).toEqual(new Set(['i_', 'o_']))
    expect(new Set(lettersOf(za!, 'za'))).toEqual(new Set(['z_', 'a_']))
  })
})

describe('the example', () => {
  const step = createStepOf(createExample())
  const { model } = step
  const at = (kind: TensorKind, layer: number, row = 0, column = 0): CellId => ({ kind, layer, row, column })

  it.each<[TensorKind, number, string]>([
    ['i', 1, 'X\\,W_{1} + b_{1}'],
    ['o', 1, '\\sigma(i_{1})'],
    ['i', 2, 'o_{1}\\,W_{2} + b_{2}'],
    ['batchCost', 0, '\\sum_s \\frac{1}{2 m}\\,(o_{2} - Y)^2'],
    ['dO', 2, '\\frac{o_{2} - Y}{m}'],
    ['dI', 2, '\\frac{\\partial \\mathrm{cost}}{\\partial o_{2}} \\odot o_{2}\\,(1 - o_{2})'],
    ['dO', 1, '\\frac{\\partial \\mathrm{cost}}{\\partial i_{2}}\\,W_{2}^{\\top}'],
    ['dW', 1, 'X^{\\top}\\,\\frac{\\partial \\mathrm{cost}}{\\partial i_{1}}'],
    ['dW', 2, 'o_{1}^{\\top}\\,\\frac{\\partial \\mathrm{cost}}{\\partial i_{2}}'],
    ['db', 2, '\\sum_s \\frac{\\partial \\mathrm{cost}}{\\partial i_{2}}[s]'],
    ['weightsAfter', 1, 'W_{1} - \\eta\\,\\Delta W_{1}'],
    ['inputs', 0, ''],
    ['weights', 1, ''],
  ])('%s of layer %i is %s', (kind, layer, formula) => {
    expect(matrixFormula({ kind, layer }, model, 'io')).toBe(formula)
  })

  it('i1[2, 1] is 0 · 0.5 + 1 · 0.2 + 0.1', () => {
    const derivation = deriveCell(step, at('i', 1, 1, 0))!
    expect(cellFormula(derivation, model, 'io')).toBe('\\sum_k X[2,k]\\,W_{1}[k,1] + b_{1}[1]')
    expect(numbersFormula(derivation, model, decimals)).toBe('0 \\cdot 0.5 + 1 \\cdot 0.2 + 0.1')
    expect(derivationLatex(derivation, model, 'za', fractions)).toEqual([
      'z_{1}[2,1]',
      '\\sum_k X[2,k]\\,W_{1}[k,1] + b_{1}[1]',
      '0 \\cdot \\tfrac{1}{2} + 1 \\cdot \\tfrac{1}{5} + \\tfrac{1}{10}',
      '\\tfrac{3}{10}',
    ])
  })

  it('ΔW1[1, 2] puts negative numbers in brackets, and breaks off after two terms with dots', () => {
    const derivation = deriveCell(step, at('dW', 1, 0, 1))!
    expect(cellFormula(derivation, model, 'za')).toBe(
      '\\sum_s X[s,1]\\,\\frac{\\partial \\mathrm{cost}}{\\partial z_{1}}[s,2]',
    )
    expect(numbersFormula(derivation, model, decimals)).toBe(
      '0 \\cdot (-0.004552) + 0 \\cdot 0.002731 + 1 \\cdot 0.002053 + 1 \\cdot (-0.004609)',
    )
    expect(numbersFormula(derivation, model, decimals, 2)).toBe(
      '0 \\cdot (-0.004552) + 0 \\cdot 0.002731 + \\dots',
    )
  })

  it('∂cost/∂o2[1, 1] is (0.6341 − 0)/4, and the cost of the sample its square over 2 · 4', () => {
    const gradient = deriveCell(step, at('dO', 2))!
    expect(numbersFormula(gradient, model, fractions)).toBe('\\frac{0.6341 - 0}{4}')
    const cost = deriveCell(step, at('cost', 0))!
    expect(numbersFormula(cost, model, fractions)).toBe('\\frac{1}{2 \\cdot 4}\\,(0.6341 - 0)^2')
    expect(cellFormula(cost, model, 'io')).toBe('\\frac{1}{2 m}\\,(o_{2}[1,1] - Y[1,1])^2')
  })

  it("W1'[1, 2] is −0.4 less 0.5 times the gradient", () => {
    const derivation = deriveCell(step, at('weightsAfter', 1, 0, 1))!
    expect(cellFormula(derivation, model, 'io')).toBe('W_{1}[1,2] - \\eta\\,\\Delta W_{1}[1,2]')
    expect(numbersFormula(derivation, model, decimals)).toBe('(-0.4) + (-0.5) \\cdot (-0.002555)')
  })

  it('what is given has no formula', () => {
    expect(cellFormula(deriveCell(step, at('weights', 1))!, model, 'io')).toBe('')
    expect(derivationLatex(deriveCell(step, at('weights', 1))!, model, 'io', decimals)).toEqual([
      'W_{1}[1,1]',
      '0.5',
    ])
  })
})

describe('softmax', () => {
  const layers = [{ units: 3, activation: 'softmax' as const }]
  const step = createStepOf(
    createNetwork({
      inputs: 2,
      layers,
      cost: 'meanSquaredError',
      m: 4,
      initialization: {
        kind: 'explicit',
        weights: [
          [
            [0, 0, 0],
            [0, 0, 0],
          ],
        ],
        biases: [[0, 0, Math.log(2)]],
      },
    }),
  )

  it('divides e to the i by the sum over its row: 1 by 4, with ln 2 as the third of three', () => {
    const derivation = deriveCell(step, { kind: 'o', layer: 1, row: 1, column: 0 })!
    expect(derivation.value).toBeCloseTo(0.25, 15)
    expect(cellFormula(derivation, step.model, 'za')).toBe('\\frac{e^{z_{1}[2,1]}}{\\sum_k e^{z_{1}[2,k]}}')
    expect(cellFormula(derivation, step.model, 'io')).toBe('\\frac{e^{i_{1}[2,1]}}{\\sum_k e^{i_{1}[2,k]}}')
    expect(numbersFormula(derivation, step.model, decimals)).toBe('\\frac{e^{0}}{4}')
  })
})

it('∂cost/∂i of the output is (o − Y)/m where the cost goes past f′', () => {
  const step = createStepOf(createDeepNetwork({ cost: 'binaryCrossEntropy' }))
  expect(matrixFormula({ kind: 'dI', layer: 3 }, step.model, 'za')).toBe('\\frac{a_{3} - Y}{m}')
  expect(matrixFormula({ kind: 'dI', layer: 2 }, step.model, 'za')).toContain('\\odot')
})

it('an update of adam reads its corrected means', () => {
  const { model } = createStepOf(createDeepNetwork({ optimizer: { name: 'adam' } }))
  expect(matrixFormula({ kind: 'weightsAfter', layer: 2 }, model, 'io')).toBe(
    'W_{2} - \\eta\\,\\frac{\\hat{\\mu}}{\\sqrt{\\hat{v}} + \\varepsilon}',
  )
})

describe('the numbers put in', () => {
  const { model } = createStepOf(createExample())
  const given = deriveCell(createStepOf(createExample()), { kind: 'o', layer: 2, row: 0, column: 0 })!
  const fill = (
    rule: Derivation['rule'],
    values: Derivation['values'],
    names: { cost?: CostName; activation?: ActivationName },
    style = decimals,
  ): string => {
    const layers = model.layers.map((layer) => ({
      ...layer,
      activation: names.activation ?? layer.activation,
    }))
    const of = { ...model, layers, samples: 3, costName: names.cost ?? model.costName }
    return numbersFormula({ ...given, rule, values }, of, style)
  }

  it('have a sign between them: 3 · 0.7, not 30.7, under a cross-entropy', () => {
    const values = { o: 0.7, y: 1 }
    expect(fill('costGradient', values, { cost: 'binaryCrossEntropy' })).toBe(
      '\\frac{0.7 - 1}{3 \\cdot 0.7\\,(1 - 0.7)}',
    )
    expect(fill('costGradient', values, { cost: 'categoricalCrossEntropy' })).toBe('-\\frac{1}{3 \\cdot 0.7}')
    expect(fill('costGradient', { o: 0.5, y: 1 }, { cost: 'categoricalCrossEntropy' }, fractions)).toBe(
      '-\\frac{1}{3 \\cdot \\tfrac{1}{2}}',
    )
    expect(fill('costGradient', { o: 2e-9, y: 1 }, { cost: 'categoricalCrossEntropy' })).toBe(
      '-\\frac{1}{3 \\cdot (2.000\\times 10^{-9})}',
    )
  })

  it.each<[ActivationName, string]>([
    ['linear', '-0.74'],
    ['relu', '\\max(0, -0.74)'],
    ['leakyRelu', '\\max(0, -0.74) + 0.01\\min(0, -0.74)'],
    ['elu', '\\max(0, -0.74) + \\min(0, e^{-0.74} - 1)'],
    ['softplus', '\\ln(1 + e^{-0.74})'],
    ['gelu', '(-0.74)\\,\\Phi(-0.74)'],
    ['sigmoid', '\\frac{1}{1 + e^{-(-0.74)}}'],
    ['tanh', '\\tanh (-0.74)'],
  ])('%s of -0.74 is in one pair of brackets: %s', (activation, formula) => {
    expect(fill('activation', { i: -0.74, o: 0 }, { activation })).toBe(formula)
  })

  it('of a difference begin without brackets', () => {
    expect(fill('costGradient', { o: -0.74, y: -1 }, { cost: 'halfMeanSquaredError' })).toBe(
      '\\frac{-0.74 - (-1)}{3}',
    )
  })

  it('are in brackets where a negative one or a fraction is squared', () => {
    const slope = (o: number, style: NumberStyle) =>
      fill('preactivationGradient', { i: 1, o, dO: 2 }, { activation: 'tanh' }, style)
    expect(slope(-0.5, decimals)).toBe('2 \\cdot (1 - (-0.5)^2)')
    expect(slope(0.5, decimals)).toBe('2 \\cdot (1 - 0.5^2)')
    expect(slope(0.5, fractions)).toBe('2 \\cdot (1 - \\left(\\tfrac{1}{2}\\right)^2)')
    expect(slope(-0.5, fractions)).toBe('2 \\cdot (1 - (-\\tfrac{1}{2})^2)')
  })
})

it('the minus of a cost stands before the sum over the outputs', () => {
  const layers = [{ units: 3, activation: 'softmax' as const }]
  const { model } = createStepOf(createNetwork({ inputs: 2, layers, m: 4, cost: 'categoricalCrossEntropy' }))
  expect(matrixFormula({ kind: 'cost', layer: 0 }, model, 'io')).toBe('-\\sum_k \\frac{1}{m}\\,Y \\ln o_{1}')
})

it('a layer without bias has none in its formula', () => {
  const layers = [{ units: 3, activation: 'tanh' as const, bias: false }]
  const { model } = createStepOf(createNetwork({ inputs: 2, layers, m: 4 }))
  expect(matrixFormula({ kind: 'i', layer: 1 }, model, 'io')).toBe('X\\,W_{1}')
})

it('brackets stand around negative numbers and powers of ten', () => {
  expect(inBrackets(-0.25, decimals)).toBe('(-0.25)')
  expect(inBrackets(2e-9, decimals)).toBe('(2.000\\times 10^{-9})')
  expect(inBrackets(-0.5, fractions)).toBe('(-\\tfrac{1}{2})')
  expect(inBrackets(0.25, decimals)).toBe('0.25')
})
