/** Problems of data in the language of the window. The trainer says them in English, in phrases that are known here. */
import { useI18n } from 'vue-i18n'
import type { Problem } from '../../../src-worker/spec/problem'
import { messages } from '../i18n/locales/en/dataProblems'

interface Phrase {
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
const phrases: Phrase[] = Object.entries(messages)
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

  function sayProblem({ path, expected, actual }: Problem): string {
    const words = { expected: sayPhrase(expected), actual: sayPhrase(actual) }
    return path === ''
      ? t('data.problemOfAll', words)
      : t('data.problem', { path: sayPhrase(path), ...words })
  }

  return { sayPhrase, sayProblem }
}
