import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { deriveCell } from '../../../src-worker/analysis/deriveCell'
import type { Step } from '../../../src-worker/analysis/step'
import type { NumberStyle } from '../../../src-worker/notation/numbers'
import {
  fillUpdateLines,
  joinLine,
  leadingLines,
  updateConstants,
  writeUpdateLines,
} from '../../../src-worker/notation/updateFormulas'
import { allCellsOf, createDeepNetwork, createStepOf } from '../analysis/sampleSteps'

type Training = NonNullable<Parameters<typeof createDeepNetwork>[0]>
const all = { l1: 0.01, l2: 0.03, clipNorm: 0.05 }
const cases: [string, Training][] = [
  ['sgd', { optimizer: { name: 'sgd', learningRate: 0.3 } }],
  ['sgd, penalty and clipping', { optimizer: { name: 'sgd', learningRate: 0.3 }, ...all }],
  ['momentum', { optimizer: { name: 'sgd', learningRate: 0.05, momentum: 0.9 }, l2: 0.03 }],
  [
    'nesterov',
    { optimizer: { name: 'sgd', learningRate: 0.05, momentum: 0.8, nesterov: true }, clipNorm: 0.05 },
  ],
  ['rmsprop', { optimizer: { name: 'rmsprop' }, ...all }],
  ['adam', { optimizer: { name: 'adam' }, ...all, clipNorm: null }],
  ['adamw', { optimizer: { name: 'adamw', weightDecay: 0.1 }, ...all }],
  ['adamw without decay', { optimizer: { name: 'adamw', weightDecay: 0 } }],
]
const exact: NumberStyle = { kind: 'significant', digits: 16, fractions: false }
const fractions: NumberStyle = { kind: 'significant', digits: 4, fractions: true }
const stepOf = (training: Training): Step => createStepOf(createDeepNetwork(training), null, 3)

/** Where the group that begins at `from` closes. */
function closing(tex: string, from: number): number {
  let open = 0
  for (let at = from; at < tex.length; at++) {
    if (tex[at] === '{') open++
    if (tex[at] === '}' && --open === 0) return at
  }
  throw new Error(tex)
}

/** LaTeX of numbers as the arithmetic that it is. */
function toArithmetic(tex: string): string {
  const at = tex.search(/\\frac\{|\\sqrt\{|\^\{/)
  if (at < 0) {
    return tex
      .replaceAll(/\\left|\\right/g, '')
      .replaceAll(/\\cdot|\\times|\\,/g, '*')
      .replaceAll('\\min', 'Math.min')
      .replaceAll('\\operatorname{sign}', 'Math.sign')
      .replaceAll('^', '**')
  }
  const first = tex.indexOf('{', at)
  const end = closing(tex, first)
  const inner = `(${toArithmetic(tex.slice(first + 1, end))})`
  const before = toArithmetic(tex.slice(0, at))
  if (tex.startsWith('\\sqrt', at)) return `${before}Math.sqrt${inner}${toArithmetic(tex.slice(end + 1))}`
  if (tex.startsWith('^', at)) return `${before}**${inner}${toArithmetic(tex.slice(end + 1))}`
  const last = closing(tex, end + 1)
  return `${before}(${inner}/(${toArithmetic(tex.slice(end + 2, last))}))${toArithmetic(tex.slice(last + 1))}`
}

const evaluate = (tex: string): number => new Function(`return ${toArithmetic(tex)}`)() as number

describe.each(cases)('%s', (_name, training) => {
  const step = stepOf(training)
  const cells = allCellsOf(step).filter(({ kind }) => kind === 'weightsAfter' || kind === 'biasAfter')

  it('every line of every parameter comes to its value, the last to what the update made', () => {
    for (const cell of cells) {
      const { change, value } = deriveCell(step, cell)!
      const lines = fillUpdateLines(cell, change!, step.model, exact)
      for (const line of lines) {
        expect(Math.abs(evaluate(line.numbers) - line.value), line.numbers).toBeLessThan(
          1e-10 * Math.max(1, Math.abs(line.value)),
        )
      }
      expect(lines.at(-1)!.value).toBe(value)
    }
  })

  it('is set in both notations, with names and with numbers', () => {
    for (const notation of ['io', 'za'] as const) {
      for (const cell of [cells[0]!, cells.at(-1)!]) {
        const { change } = deriveCell(step, cell)!
        for (const tex of [
          ...writeUpdateLines({ kind: cell.kind, layer: cell.layer }, step.model, notation).map(joinLine),
          ...writeUpdateLines(cell, step.model, notation).map(joinLine),
          ...fillUpdateLines(cell, change!, step.model, fractions).map(({ numbers }) => numbers),
          ...updateConstants(step.model, fractions),
        ]) {
          expect(() => katex.renderToString(tex, { throwOnError: true, strict: 'error' }), tex).not.toThrow()
        }
      }
    }
  })
})

describe('the lines', () => {
  const linesOf = (training: Training, kind: 'weightsAfter' | 'biasAfter' = 'weightsAfter') =>
    writeUpdateLines({ kind, layer: 1 }, stepOf(training).model, 'io').map(joinLine)

  it('of momentum with penalty and clipping are g, g clipped, v′ and W′', () => {
    const training: Training = { optimizer: { name: 'sgd', momentum: 0.9 }, ...all }
    const clip = String.raw`\cdot \min\left(1, \frac{c}{\lVert \mathbf{g} \rVert}\right)`
    expect(linesOf(training)).toEqual([
      String.raw`g = \Delta W_{1} + \lambda_1\,\operatorname{sign}(W_{1}) + \lambda_2\,W_{1}`,
      String.raw`g \leftarrow g ${clip}`,
      String.raw`v' = \beta\,v + g`,
      String.raw`W_{1}' = W_{1} - \eta\,v'`,
    ])
    expect(linesOf(training, 'biasAfter')).toEqual([
      String.raw`g = \Delta b_{1} ${clip}`,
      String.raw`v' = \beta\,v + g`,
      String.raw`b_{1}' = b_{1} - \eta\,v'`,
    ])
  })

  it('of nesterov look one β ahead', () => {
    expect(linesOf({ optimizer: { name: 'sgd', momentum: 0.9, nesterov: true } })).toEqual([
      String.raw`v' = \beta\,v + \Delta W_{1}`,
      String.raw`W_{1}' = W_{1} - \eta\,(\Delta W_{1} + \beta\,v')`,
    ])
  })

  it('of rmsprop divide by the root of the running mean of squares', () => {
    expect(linesOf({ optimizer: { name: 'rmsprop' } })).toEqual([
      String.raw`v' = \rho\,v + (1 - \rho)\,\Delta W_{1} \odot \Delta W_{1}`,
      String.raw`W_{1}' = W_{1} - \eta\,\frac{\Delta W_{1}}{\sqrt{v'} + \varepsilon}`,
    ])
  })

  it('of adamw shrink weights and biases before the step of adam', () => {
    const adam = [
      String.raw`\hat{\mu} = \frac{\mu'}{1 - \beta_1^{t}}`,
      String.raw`\hat{v} = \frac{v'}{1 - \beta_2^{t}}`,
    ]
    const step = String.raw`\eta\,\frac{\hat{\mu}}{\sqrt{\hat{v}} + \varepsilon}`
    const training: Training = { optimizer: { name: 'adamw', weightDecay: 0.1 } }
    expect(linesOf(training)).toEqual([
      String.raw`\mu' = \beta_1\,\mu + (1 - \beta_1)\,\Delta W_{1}`,
      String.raw`v' = \beta_2\,v + (1 - \beta_2)\,\Delta W_{1} \odot \Delta W_{1}`,
      ...adam,
      String.raw`W_{1}' = (1 - \eta\,\lambda)\,W_{1} - ${step}`,
    ])
    expect(linesOf(training, 'biasAfter').at(-1)).toBe(
      String.raw`b_{1}' = (1 - \eta\,\lambda)\,b_{1} - ${step}`,
    )
  })

  it('of a cell have its indices', () => {
    const { model } = stepOf({ optimizer: { name: 'rmsprop' } })
    const cell = { kind: 'weightsAfter', layer: 2, row: 4, column: 1 } as const
    expect(writeUpdateLines(cell, model, 'io').map(joinLine)).toEqual([
      String.raw`v' = \rho\,v + (1 - \rho)\,\Delta W_{2}[5,2]^2`,
      String.raw`W_{2}'[5,2] = W_{2}[5,2] - \eta\,\frac{\Delta W_{2}[5,2]}{\sqrt{v'} + \varepsilon}`,
    ])
  })

  it('lead to a parameter after the update only, and to none of plain sgd', () => {
    const { model } = stepOf({ optimizer: { name: 'adam' } })
    expect(leadingLines({ kind: 'weightsAfter', layer: 1 }, model, 'io')).toHaveLength(4)
    expect(leadingLines({ kind: 'dW', layer: 1 }, model, 'io')).toEqual([])
    expect(leadingLines({ kind: 'biasAfter', layer: 1 }, stepOf({}).model, 'io')).toEqual([])
  })

  it('have constants: adamw after three updates is at t = 4', () => {
    const { model } = stepOf({ optimizer: { name: 'adamw', learningRate: 0.02, weightDecay: 0.1 }, ...all })
    expect(updateConstants(model, { ...fractions, fractions: false })).toEqual([
      String.raw`\eta = 0.02000`,
      String.raw`\beta_1 = 0.9000`,
      String.raw`\beta_2 = 0.9990`,
      't = 4',
      String.raw`\varepsilon = 1.000\times 10^{-8}`,
      String.raw`\lambda = 0.1000`,
      String.raw`\lambda_1 = 0.01000`,
      String.raw`\lambda_2 = 0.03000`,
      'c = 0.05000',
    ])
  })
})
