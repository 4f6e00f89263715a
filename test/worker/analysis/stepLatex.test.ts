import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { listTensors, readTensor, type Step } from '../../../src-worker/analysis/step'
import { writeLatex } from '../../../src-worker/analysis/stepLatex'
import type { CellId, StepExportRequest, TensorId } from '../../../src-worker/protocol/microscope'
import {
  createGoldenStep,
  createNetworkStep,
  createRequest,
  drawNetworkCases,
  listPairs,
} from './exportCases'

const step = createGoldenStep('seed-2-3-1')
const ofCell = (cell: CellId, of = step, changes: Partial<StepExportRequest> = {}) =>
  writeLatex(of, createRequest({ scope: { cell }, ...changes }))
const ofTensor = (tensor: TensorId, of = step) => writeLatex(of, createRequest({ scope: { tensor } }))

/** Throws where the text is not what amsmath takes. */
const render = (text: string): string =>
  katex.renderToString(text, { displayMode: true, throwOnError: true, strict: 'error' })

function listTexts(of: Step, notation: 'io' | 'za'): string[] {
  return listTensors(of.shape.layers.length).flatMap((id) => {
    const matrix = readTensor(of, id)
    if (matrix === null) return []
    const cell = { ...id, row: matrix.rows - 1, column: matrix.columns - 1 }
    const scopes = [{ tensor: id }, { cell }]
    return scopes.map((scope) => writeLatex(of, createRequest({ scope, notation }))!)
  })
}

function countOpen(text: string): number {
  let open = 0
  for (const letter of text) {
    if (letter === '{') open++
    if (letter === '}') open--
    if (open < 0) return open
  }
  return open
}

describe('a cell as LaTeX', () => {
  it('is its formula, its numbers and its value, aligned: ΔW1[1,2] of the example is -0.002555', () => {
    expect(ofCell({ kind: 'dW', layer: 1, row: 0, column: 1 })).toBe(
      String.raw`\begin{aligned}
\Delta W_{1}[1,2] &= \sum_s X[s,1]\,\frac{\partial \mathrm{cost}}{\partial i_{1}}[s,2] \\
&= 0 \cdot (-0.004552) + 0 \cdot 0.002731 + 1 \cdot 0.002053 + 1 \cdot (-0.004609) \\
&= -0.002555
\end{aligned}
`,
    )
  })

  it('has as many significant digits as asked for', () => {
    const cell = { kind: 'dW', layer: 1, row: 0, column: 1 } as const
    expect(ofCell(cell, step, { digits: 8 })).toContain('&= -0.0025551480\n')
    expect(ofCell(cell, step, { notation: 'za' })).toContain(String.raw`\partial z_{1}`)
  })

  it('that is given is its value alone', () => {
    expect(ofCell({ kind: 'bias', layer: 1, row: 0, column: 1 })).toBe(
      '\\begin{aligned}\nb_{1}[2] &= -0.2000\n\\end{aligned}\n',
    )
  })

  it('breaks a sum of ten terms into lines of six', () => {
    const of = { ...drawNetworkCases(1)[6]! }
    const wide = createNetworkStep({ ...of, training: { ...of.training, batchSize: 10 } })
    const lines = ofCell({ kind: 'db', layer: 1, row: 0, column: 0 }, wide)!.split('\n')
    expect(lines).toHaveLength(7)
    expect(lines[3]).toMatch(/^&\\quad \+ /)
    render(lines.join('\n'))
  })

  it('does not say that a planted mistake is right', () => {
    const faulty = createGoldenStep('seed-2-3-1', { name: 'biasNotSummed', layer: 1 })
    const text = ofCell({ kind: 'db', layer: 1, row: 0, column: 1 }, faulty)!
    expect(text).toContain('&\\neq ')
    expect(text).toMatch(/^% A mistake is planted in the backward pass\.\n/)
    expect(ofCell({ kind: 'i', layer: 1, row: 0, column: 1 }, faulty)).not.toContain('\\neq')
  })

  it('that does not exist is null', () => {
    expect(ofCell({ kind: 'dW', layer: 1, row: 0, column: 3 })).toBeNull()
    expect(ofTensor({ kind: 'i', layer: 3 })).toBeNull()
  })
})

describe('a matrix as LaTeX', () => {
  it('is its name, its formula and its numbers', () => {
    expect(ofTensor({ kind: 'dW', layer: 1 })).toBe(
      String.raw`\Delta W_{1} = X^{\top}\,\frac{\partial \mathrm{cost}}{\partial i_{1}} = \begin{bmatrix}
0.003040 & -0.002555 & 0.001898 \\
0.001779 & -0.001877 & 0.001482
\end{bmatrix}
`,
    )
  })

  it('of the cost has no sum over the samples for one sample, and one for the batch', () => {
    expect(ofTensor({ kind: 'cost', layer: 0 })).toContain(String.raw`\mathrm{cost}_s = \frac{1}{2 m}`)
    expect(ofTensor({ kind: 'batchCost', layer: 0 })).toMatch(/^\\mathrm\{cost\} = \\sum_s .* = 0\.1353\n$/)
  })

  it('of more than 10 columns or 12 rows keeps the first and the last, and says its size', () => {
    const of = {
      ...drawNetworkCases(1)[6]!,
      inputs: 3,
      layers: [{ units: 11, activation: 'linear', bias: true }] as const,
      rows: 13,
    }
    const large = createNetworkStep({
      ...of,
      layers: [...of.layers],
      training: { ...of.training, batchSize: 'full' },
    })
    const lines = ofTensor({ kind: 'i', layer: 1 }, large)!.trimEnd().split('\n')
    expect(lines[0]).toBe('% i1 is 13 x 11; dots stand for what is left out.')
    const rows = lines.slice(2, -1).map((line) => line.replace(' \\\\', '').split(' & '))
    expect(rows).toHaveLength(12)
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([10]))
    expect(rows[10]).toEqual([...Array<string>(8).fill('\\vdots'), '\\ddots', '\\vdots'])
    expect(rows[0]![8]).toBe('\\cdots')
    const { values } = readTensor(large, { kind: 'i', layer: 1 })!
    expect(Number(rows[11]![9])).toBeCloseTo(values[13 * 11 - 1]!, 3)
    expect(ofTensor({ kind: 'weights', layer: 1 }, createGoldenStep('seed-2-3-1'))).not.toContain('dots')
    render(lines.join('\n'))
  })
})

describe('W′ of an optimizer as LaTeX', () => {
  const [first] = drawNetworkCases(1)
  const optimizer = { name: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: false } as const
  const of = createNetworkStep({
    ...first!,
    training: { ...first!.training, optimizer, l1: 0, l2: 0.02, clipNorm: 0.05 },
  })

  it('of a matrix begins with g, g clipped and v′, aligned', () => {
    const text = ofTensor({ kind: 'weightsAfter', layer: 1 }, of)!
    expect(text.split('\n').slice(0, 5)).toEqual([
      String.raw`\begin{aligned}`,
      String.raw`g &= \Delta W_{1} + \lambda_2\,W_{1} \\`,
      String.raw`g &\leftarrow g \cdot \min\left(1, \frac{c}{\lVert \mathbf{g} \rVert}\right) \\`,
      String.raw`v' &= \beta\,v + g \\`,
      String.raw`W_{1}' &= W_{1} - \eta\,v' \\`,
    ])
    render(text)
  })

  it('of a cell has their numbers too', () => {
    const text = ofCell({ kind: 'weightsAfter', layer: 1, row: 0, column: 0 }, of)!
    expect(text.split('\n')[3]).toMatch(/^v' &= \\beta\\,v \+ g = 0\.9000 \\cdot .* = -?[\d.]+ \\\\$/)
    render(text)
  })

  it('of a document names the constants', () => {
    expect(writeLatex(of, createRequest())).toContain(
      String.raw`$\beta = 0.9000$, $\lambda_2 = 0.02000$, $c = 0.05000$`,
    )
  })
})

describe('LaTeX of every activation with every cost', () => {
  it.each(listPairs().map((of) => [of.layers[0]!.activation, of.training.cost, of] as const))(
    '%s, %s: renders, braces balanced, ASCII only',
    (_activation, _cost, of) => {
      const drawn = createNetworkStep(of)
      for (const text of [...listTexts(drawn, 'io'), ...listTexts(drawn, 'za')]) {
        expect(countOpen(text), text).toBe(0)
        expect(text).toMatch(/^[\n -~]*$/)
        expect(() => render(text), text).not.toThrow()
      }
    },
  )
})

describe('an update as LaTeX', () => {
  const text = writeLatex(step, createRequest())!

  it('is a document with amsmath, four sections and every tensor', () => {
    expect(text.match(/\\usepackage.*/g)).toEqual(['\\usepackage{amsmath}'])
    expect(text.match(/\\(sub)?section\*\{.*\}/g)).toEqual([
      '\\section*{Update 1}',
      '\\subsection*{Forward}',
      '\\subsection*{Cost}',
      '\\subsection*{Backward}',
      '\\subsection*{Update}',
    ])
    const formulas = [...text.matchAll(/\\\[\n([^]*?)\n\\\]/g)].map(([, formula]) => formula!)
    expect(formulas).toHaveLength(24)
    for (const formula of formulas) expect(() => render(formula), formula).not.toThrow()
  })

  it.each(drawNetworkCases(4).map((of, n) => [n + 1, of] as const))(
    'of drawn network %i is ASCII with balanced braces and environments',
    (_n, of) => {
      const document = writeLatex(createNetworkStep(of), createRequest({ notation: 'za' }))!
      expect(countOpen(document)).toBe(0)
      expect(document).toMatch(/^[\n -~]*$/)
      expect(document.match(/\\begin\{/g)).toHaveLength(document.match(/\\end\{/g)!.length)
    },
  )
})
