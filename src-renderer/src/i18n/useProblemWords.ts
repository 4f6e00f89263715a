/**
 * Problems in the language of the window: by their kinds; those of data, which come in English alone, by the phrases
 * that are known here.
 */
import { useI18n } from 'vue-i18n'
import type { LabError } from '../../../src-worker/protocol/errors'
import type { Phrase } from '../../../src-worker/spec/phrases'
import type { Problem } from '../../../src-worker/spec/problem'
import { messages } from './locales/en/dataProblems'
import { labelKeyOf } from './settingLabels'

interface DataPhrase {
  key: string
  form: RegExp
}
export interface FoundPhrase {
  key: string
  /** What stands in the places of the phrase. */
  words: Record<string, string>
}

const counts: ReadonlySet<string> = new Set(['count', 'other', 'third', 'row'])
/** Phrases within a phrase; other words, as the name of a column, stay as they are. */
const inner: ReadonlySet<string> = new Set(['phrase', 'reason'])
const place = /\{(\w+)\}/
const special = /[.*+?^$()[\]|\\]/g

/** `at most {count} rows` as a pattern; `{'|'}` is how a message writes a bar. */
const toForm = (message: string): RegExp => {
  const parts = message.replaceAll("{'|'}", '|').split(place)
  const source = parts.map((part, k) =>
    k % 2 === 1 ? `(?<${part}>${counts.has(part) ? '\\d+' : '.+?'})` : part.replace(special, '\\$&'),
  )
  return new RegExp(`^${source.join('')}$`, 's')
}

/** Those with fewer places first: `a number` is not `a {thing}`. */
const phrases: DataPhrase[] = Object.entries(messages)
  .sort(([, one], [, other]) => countPlaces(one) - countPlaces(other))
  .map(([key, message]) => ({ key, form: toForm(message) }))

function countPlaces(message: string): number {
  return message.split(place).length
}

/** @returns null for what is no phrase, as a value that was found. */
export function findPhrase(text: string): FoundPhrase | null {
  for (const { key, form } of phrases) {
    const match = form.exec(text)
    if (match !== null) return { key, words: { ...match.groups } }
  }
  return null
}

export function useProblemWords() {
  const { t } = useI18n()

  /** As it came where it is not known. */
  function sayPhrase(text: string): string {
    const found = findPhrase(text)
    if (found === null) return text
    const words = Object.entries(found.words).map(([name, word]) => [
      name,
      inner.has(name) ? sayPhrase(word) : word,
    ])
    return t(`dataProblems.${found.key}`, Object.fromEntries(words) as Record<string, string>)
  }

  function sayKind({ kind, values }: Phrase): string {
    const words = Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'object' ? sayKind(value) : value,
    ])
    return t(`problems.${kind}`, Object.fromEntries(words) as Record<string, string>)
  }

  /** A setting by its name in the window, when it is one; a place within a list stays as it is in the file. */
  function sayPlace(path: string): string {
    const { key, layer } = labelKeyOf(path)
    const isWhole = !path.replace(/^network\.layers\[\d+\]/, '').includes('[')
    return key === null || !isWhole ? sayPhrase(path) : t(key, { layer })
  }

  const sayPart = (said: Phrase | undefined, text: string): string =>
    said === undefined ? sayPhrase(text) : sayKind(said)

  const sayExpected = ({ expected, says }: Problem): string => sayPart(says?.expected, expected)

  /** The three parts, for a sentence of one's own. */
  function sayParts(problem: Problem): { path: string; expected: string; actual: string } {
    const { path, actual, says } = problem
    return {
      path: says?.path ? sayKind(says.path) : sayPlace(path),
      expected: sayExpected(problem),
      actual: sayPart(says?.actual, actual),
    }
  }

  const sayProblem = (problem: Problem): string =>
    t(problem.path === '' ? 'data.problemOfAll' : 'data.problem', sayParts(problem))

  /** Where the place is said otherwise. */
  const sayWithoutPlace = (problem: Problem): string => t('data.problemOfAll', sayParts(problem))

  /** What there is to say beyond a title: the problems, or the message for the log. */
  const sayDetails = ({ problems, message }: LabError): string[] =>
    problems.length > 0 ? problems.map(sayProblem) : [message]

  return { sayPhrase, sayExpected, sayParts, sayProblem, sayWithoutPlace, sayDetails }
}
