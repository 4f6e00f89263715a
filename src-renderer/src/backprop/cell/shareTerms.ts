/** The terms as bars that stand one on the other: above 12 the ten largest and the others in one. */
import type { Term } from '../../../../src-worker/protocol/microscope'

export interface Share {
  /** Null for the others. */
  term: Term | null
  /** How many terms the bar stands for; 1 but for the others. */
  count: number
  value: number
  /** Sum before and after this bar. */
  from: number
  to: number
}

export const mostShares = 12

export function createShares(terms: readonly Term[]): Share[] {
  const folded = terms.filter(({ label }) => label.kind === 'others')
  const own = terms.filter(({ label }) => label.kind !== 'others')
  const shown = own.length <= mostShares && folded.length === 0 ? own : largestTen(own)
  let sum = 0
  const shares = shown.map((term): Share => {
    const from = sum
    sum += term.value
    return { term, count: 1, value: term.value, from, to: sum }
  })
  const left = own.length - shown.length + folded.reduce((total, { label }) => total + countOf(label), 0)
  if (left > 0) {
    const value = terms.reduce((total, term) => total + term.value, 0) - sum
    shares.push({ term: null, count: left, value, from: sum, to: sum + value })
  }
  return shares
}

const countOf = (label: Term['label']): number => (label.kind === 'others' ? label.count : 1)

/** In their own order. */
function largestTen(terms: readonly Term[]): Term[] {
  const largest = new Set(terms.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, 10))
  return terms.filter((term) => largest.has(term))
}
