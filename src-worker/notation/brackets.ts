/** What stands for a letter in a formula is its name or a number: where numbers need brackets and signs that names do not. */
import { formatLatex, type NumberStyle } from './numbers'

const number = String.raw`-?(?:\d+(?:\.\d+)?(?:\\times 10\^\{-?\d+\})?|\\tfrac\{\d+\}\{\d+\}|\\infty)`
const bracketed = new RegExp(`^\\((${number})\\)$`)
/** Begins with digits, is a number in brackets, or is a fraction of numbers. */
const numeric = new RegExp(
  String.raw`^(?:\d|\\tfrac|\\infty|\\frac\{[-(]*(?:\d|\\tfrac))|${bracketed.source}`,
)

/** A negative number, and one with a power of ten, stands in brackets inside a formula. */
export function inBrackets(value: number, style: NumberStyle): string {
  const text = formatLatex(value, style)
  return text.startsWith('-') || text.includes('\\times') ? `(${text})` : text
}

/** As the argument of a function, or first in a difference: without brackets of its own. */
export const bare = (factor: string): string => bracketed.exec(factor)?.[1] ?? factor

/** Names stand together, a number after another factor needs a sign: `m\,o`, `3 \cdot 0.70`. */
export const times = (left: string, right: string): string =>
  `${left}${numeric.test(right) ? ' \\cdot ' : '\\,'}${right}`

export const squared = (factor: string): string =>
  factor.startsWith('\\tfrac') ? `\\left(${factor}\\right)^2` : `${factor}^2`
