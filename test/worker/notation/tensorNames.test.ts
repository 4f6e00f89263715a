import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { isGradient } from '../../../src-worker/notation/tensorIds'
import {
  cellLatex,
  cellName,
  entryLatex,
  indicesOf,
  letterOf,
  programName,
  tensorLatex,
  tensorName,
} from '../../../src-worker/notation/tensorNames'
import { tensorKinds, type TensorId, type TensorKind } from '../../../src-worker/protocol/microscope'

const ofNoLayer: TensorKind[] = ['inputs', 'targets', 'cost', 'batchCost']
/** All tensors of two layers. */
const ids: TensorId[] = tensorKinds.flatMap((kind) =>
  ofNoLayer.includes(kind) ? [{ kind, layer: 0 }] : [1, 2].map((layer) => ({ kind, layer })),
)

it.each<[TensorKind, string, string, string]>([
  ['inputs', 'X', 'X', 'X'],
  ['targets', 'Y', 'Y', 'Y'],
  ['weights', 'W2', 'W2', 'W2'],
  ['bias', 'b2', 'b2', 'b2'],
  ['i', 'i2', 'z2', 'i2'],
  ['o', 'o2', 'a2', 'o2'],
  ['cost', 'cost', 'cost', 'sample_cost'],
  ['batchCost', 'Σ cost', 'Σ cost', 'cost'],
  ['dO', '∂cost/∂o2', '∂cost/∂a2', 'do2'],
  ['dI', '∂cost/∂i2', '∂cost/∂z2', 'di2'],
  ['dW', 'ΔW2', 'ΔW2', 'dW2'],
  ['db', 'Δb2', 'Δb2', 'db2'],
  ['weightsAfter', 'W2′', 'W2′', 'W2_after'],
  ['biasAfter', 'b2′', 'b2′', 'b2_after'],
])('%s of layer 2 is %s, %s in the textbooks, %s in programs', (kind, io, za, program) => {
  const id = { kind, layer: ofNoLayer.includes(kind) ? 0 : 2 }
  expect([tensorName(id, 'io'), tensorName(id, 'za'), programName(id, 'io')]).toEqual([io, za, program])
})

it('what layer 1 takes in is X, by every name', () => {
  const source = { kind: 'o', layer: 0 } as const
  for (const notation of ['io', 'za'] as const) {
    expect([tensorName, tensorLatex, programName].map((write) => write(source, notation))).toEqual([
      'X',
      'X',
      'X',
    ])
  }
  expect([letterOf('i', 'io'), letterOf('o', 'io'), letterOf('i', 'za'), letterOf('o', 'za')]).toEqual([
    'i',
    'o',
    'z',
    'a',
  ])
})

describe('a cell', () => {
  it('counts from 1 and leaves out the index that its tensor does not have', () => {
    const at = (kind: TensorKind, layer: number) => ({ kind, layer, row: 3, column: 1 })
    expect(cellName(at('dW', 1), 'io')).toBe('ΔW1[4, 2]')
    expect(cellName(at('dI', 2), 'za', ',')).toBe('∂cost/∂z2[4,2]')
    expect(cellName(at('cost', 0), 'io')).toBe('cost[4]')
    expect(cellName(at('batchCost', 0), 'io')).toBe('Σ cost')
    for (const kind of ['bias', 'db', 'biasAfter'] as const) {
      expect(cellName(at(kind, 1), 'io')).toMatch(/\[2\]$/)
    }
    expect(indicesOf('i', 's', 'k')).toEqual(['s', 'k'])
  })

  it('in LaTeX has the same indices, numbers or letters', () => {
    expect(cellLatex({ kind: 'dW', layer: 1, row: 0, column: 1 }, 'io')).toBe('\\Delta W_{1}[1,2]')
    expect(cellLatex({ kind: 'cost', layer: 0, row: 2, column: 0 }, 'io')).toBe('\\mathrm{cost}[3]')
    expect(entryLatex({ kind: 'o', layer: 0 }, 'za', 's', 2)).toBe('X[s,2]')
    expect(entryLatex({ kind: 'dI', layer: 3 }, 'za', 's', 2)).toBe(
      '\\frac{\\partial \\mathrm{cost}}{\\partial z_{3}}[s,2]',
    )
  })
})

describe.each(['io', 'za'] as const)('in %s', (notation) => {
  it.each([
    ['text', tensorName],
    ['LaTeX', tensorLatex],
    ['programs', programName],
  ])('no two tensors have one name in %s', (_kind, write) => {
    const names = ids.map((id) => write(id, notation))
    expect(names).toHaveLength(24)
    expect(new Set(names).size).toBe(24)
  })

  it('programs get names that Python takes', () => {
    for (const id of ids) expect(programName(id, notation)).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/)
  })

  it('every name in LaTeX can be set', () => {
    for (const id of ids) {
      katex.renderToString(tensorLatex(id, notation), { throwOnError: true })
      katex.renderToString(cellLatex({ ...id, row: 0, column: 1 }, notation), { throwOnError: true })
    }
  })
})

it('four kinds are gradients', () => {
  expect(tensorKinds.filter(isGradient)).toEqual(['dO', 'dI', 'dW', 'db'])
})
