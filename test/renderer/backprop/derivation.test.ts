import { describe, expect, it } from 'vitest'
import { createCostColumn } from '../../../src-renderer/src/backprop/costColumn'
import { deriveCell, directionOf } from '../../../src-renderer/src/backprop/derivation'
import { writePieces } from '../../../src-renderer/src/backprop/cellText'
import { cellOf, readTensor, tensor, type TensorId } from '../../../src-renderer/src/backprop/tensors'
import { tensorsOf } from '../../../src-renderer/src/backprop/useLanes'
import { readGoldenTrace } from './goldenTrace'

const goldenNames = ['seed-2-3-1', 'relu-bce-momentum', 'tanh-softmax-adam', 'linear-regression-rmsprop']

const cellsOf = (trace: ReturnType<typeof readGoldenTrace>, id: TensorId) => {
  const matrix = readTensor(trace, id)
  if (!matrix) return []
  return Array.from({ length: matrix.rows * matrix.columns }, (_, at) =>
    cellOf(id, Math.floor(at / matrix.columns), at % matrix.columns),
  )
}

describe.each(goldenNames)('%s', (name) => {
  const trace = readGoldenTrace(name)

  it('the terms of every i, ΔW, Δb and hidden ∂cost/∂o add up to the traced value', () => {
    const ids = tensorsOf(trace.layers.length).filter(
      ({ kind, layer }) => ['i', 'dW', 'db'].includes(kind) || (kind === 'dO' && layer < trace.layers.length),
    )
    let cells = 0
    for (const cell of ids.flatMap((id) => cellsOf(trace, id))) {
      const derivation = deriveCell(trace, cell, 'io')!
      const sum = derivation.terms.reduce((total, term) => total + term.value, 0)
      expect(Math.abs(sum - derivation.value)).toBeLessThan(1e-12 + 1e-10 * Math.abs(sum))
      expect(derivation.terms.some((term) => term.label.kind === 'rest')).toBe(false)
      cells++
    }
    expect(cells).toBeGreaterThan(10)
  })

  it('the cost column adds up to the traced cost', () => {
    const sum = createCostColumn(trace).values.reduce((total, value) => total + value, 0)
    expect(sum).toBeCloseTo(trace.cost, 12)
  })

  it('every cell has a formula that names it, in both notations', () => {
    for (const id of tensorsOf(trace.layers.length)) {
      for (const cell of cellsOf(trace, id).slice(0, 3)) {
        const io = deriveCell(trace, cell, 'io')!
        const za = deriveCell(trace, cell, 'za')!
        if (['i', 'o', 'dI', 'dO', 'dW', 'db', 'cost'].includes(id.kind)) {
          expect(io.formulas.length).toBe(2)
          expect(za.formulas.join(' ')).not.toMatch(/\b[io]\d/)
          expect(io.formulas.join(' ')).not.toMatch(/\b[za]\d/)
        }
      }
    }
  })
})

describe('ΔW1[1, 2] of the example', () => {
  const trace = readGoldenTrace('seed-2-3-1')
  const derivation = deriveCell(trace, cellOf(tensor('dW', 1), 0, 1), 'io')!

  it('is −0.002555148 with four samples of which two count', () => {
    expect(derivation.value).toBeCloseTo(-0.0025551480369113326, 15)
    expect(derivation.terms.map((term) => term.value)).toEqual([
      -0,
      0,
      expect.closeTo(0.002053362912673858, 15),
      expect.closeTo(-0.0046085109495851906, 15),
    ])
    expect(directionOf(derivation)).toBe('lowers')
  })

  it('reads as the formula, then with the numbers put in', () => {
    expect(derivation.formulas).toEqual(['ΔW1 = Xᵀ · ∂cost/∂i1', 'ΔW1[1,2] = Σₛ X[s,1] · ∂cost/∂i1[s,2]'])
    expect(derivation.lines.map((line) => writePieces(line))).toEqual([
      '=  0 · (−0.004552)',
      '+  0 · 0.002731',
      '+  1 · 0.002053',
      '+  1 · (−0.004609)',
    ])
  })

  it('rings column 1 of X, column 2 of ∂cost/∂i1, and the weight', () => {
    expect(derivation.regions.map(({ tensor: id, rows, columns }) => [id.kind, rows, columns])).toEqual([
      ['inputs', [0, 3], [0, 0]],
      ['dI', [0, 3], [1, 1]],
      ['weights', [0, 0], [1, 1]],
    ])
  })

  it('moves the weight from −0.4 to −0.398722', () => {
    expect(derivation.next).toMatchObject({ name: 'W1[1,2]', before: -0.4, learningRate: 0.5, plain: true })
    expect(derivation.next!.after).toBeCloseTo(-0.39872242598154434, 15)
  })
})

it('an optimizer that does more than subtract η times the gradient is not written as if it did', () => {
  const trace = readGoldenTrace('tanh-softmax-adam')
  expect(deriveCell(trace, cellOf(tensor('dW', 1), 0, 0), 'io')!.next!.plain).toBe(false)
})

it('what a penalty adds to ΔW stands as a term of its own', () => {
  const trace = readGoldenTrace('seed-2-3-1')
  trace.layers[0]!.dW.values[1]! += 0.01 * -0.4
  const { terms } = deriveCell(trace, cellOf(tensor('dW', 1), 0, 1), 'io')!
  expect(terms.at(-1)).toMatchObject({ label: { kind: 'rest' }, value: expect.closeTo(-0.004, 12) })
})

it('a cell outside the matrix has no derivation', () => {
  const trace = readGoldenTrace('seed-2-3-1')
  expect(deriveCell(trace, cellOf(tensor('dW', 1), 2, 0), 'io')).toBeNull()
  expect(deriveCell(trace, cellOf(tensor('dW', 5), 0, 0), 'io')).toBeNull()
})
