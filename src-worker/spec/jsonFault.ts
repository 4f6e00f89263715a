import { phrase } from './phrases'
import { describeValue, explain, type Problem } from './problem'

/** Letters shown from the place of the fault on. */
const shownLetters = 30

/**
 * Where a text is no JSON, by line.
 * @param message of the SyntaxError, in which V8 says the place as a number of letters, where it does
 */
export function findJsonFault(text: string, message: string): Problem {
  const found = /at position (\d+)/.exec(message)
  if (found === null) return explain('', phrase('validJson'), describeValue(text))
  const at = Number(found[1])
  const line = text.slice(0, at).split('\n').length
  const rest = text.slice(at, at + shownLetters)
  const actual = rest === '' ? phrase('endlessText') : describeValue(rest)
  return explain(phrase('linePlace', { line }), phrase('validJson'), actual)
}
