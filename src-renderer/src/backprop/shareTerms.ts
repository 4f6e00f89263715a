/** The terms as bars that stand one on the other: above 12 the ten largest and the others in one. */
import type { Term } from './derivedCell'

export interface Share {
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
  const shown = terms.length <= mostShares ? [...terms] : largestTen(terms)
  let sum = 0
  const shares = shown.map((term): Share => {
    const from = sum
    sum += term.value
    return { term, count: 1, value: term.value, from, to: sum }
  })
  if (shown.length < terms.length) {
    const value = terms.reduce((total, term) => total + term.value, 0) - sum
    shares.push({ term: null, count: terms.length - shown.length, value, from: sum, to: sum + value })
  }
  return shares
}

/** In their own order. */
function largestTen(terms: readonly Term[]): Term[] {
  const largest = new Set(terms.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, 10))
  return terms.filter((term) => largest.has(term))
}
