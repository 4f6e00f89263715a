import { describe, expect, it } from 'vitest'
import { deriveCell, foldTerms } from '../../../src-worker/analysis/deriveCell'
import type { Term } from '../../../src-worker/protocol/microscope'
import { createExample } from '../core/sampleNetworks'
import { createStepOf } from './sampleSteps'

const addUp = (terms: readonly Term[]): number => terms.reduce((total, { value }) => total + value, 0)

describe('folding terms', () => {
  const step = createStepOf(createExample())
  const derivation = deriveCell(step, { kind: 'i', layer: 1, row: 3, column: 0 })!

  it('leaves 60,000 terms as the 63 largest in their order and one of 59,937 others, with the same sum', () => {
    const terms = Array.from({ length: 60_000 }, (_, index): Term => {
      const value = Math.sin(index * 1.7) * (index % 1000 === 7 ? 50 : 1)
      return { label: { kind: 'sample', index }, factors: [value], value }
    })
    const long = { ...derivation, terms, sum: addUp(terms) }
    const folded = foldTerms(long, 64)
    expect(folded.terms).toHaveLength(64)
    expect(folded.terms[63]!.label).toEqual({ kind: 'others', count: 59_937 })
    expect(folded.terms[63]!.factors).toEqual([])
    const indices = folded.terms.flatMap(({ label }) => (label.kind === 'sample' ? [label.index] : []))
    expect(indices).toEqual(indices.toSorted((a, b) => a - b))
    const smallest = Math.min(...folded.terms.slice(0, 63).map(({ value }) => Math.abs(value)))
    const kept = new Set(indices)
    const largestLeft = Math.max(
      ...terms.filter((_, index) => !kept.has(index)).map(({ value }) => Math.abs(value)),
    )
    expect(smallest).toBeGreaterThanOrEqual(largestLeft)
    expect(folded.sum).toBe(long.sum)
    expect(Math.abs(addUp(folded.terms) - long.sum)).toBeLessThan(1e-10)
    expect(terms).toHaveLength(60_000)
  })

  it('leaves three terms as they are when 64 may stand', () => {
    expect(derivation.terms).toHaveLength(3)
    expect(foldTerms(derivation, 64)).toBe(derivation)
    expect(foldTerms(derivation, 3)).toBe(derivation)
    expect(foldTerms(derivation, 2).terms.map(({ label }) => label.kind)).toEqual(['unit', 'others'])
  })
})
