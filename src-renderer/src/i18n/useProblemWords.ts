/** Problems in the language of the window, by their kinds. */
import { useI18n } from 'vue-i18n'
import type { LabError } from '../../../src-worker/protocol/errors'
import { dataPhrases } from '../../../src-worker/spec/dataPhrases'
import { filePhrases } from '../../../src-worker/spec/filePhrases'
import type { Phrase, PhraseValue } from '../../../src-worker/spec/phrases'
import type { Problem } from '../../../src-worker/spec/problem'
import { joinList } from './joinList'
import { labelKeyOf } from './settingLabels'

const keyOf = (kind: string): string => {
  if (kind in filePhrases) return `fileProblems.${kind}`
  return kind in dataPhrases ? `dataProblems.${kind}` : `problems.${kind}`
}

export function useProblemWords() {
  const { t, locale } = useI18n()

  function sayKind({ kind, values }: Phrase): string {
    const words = Object.entries(values).map(([name, value]) => [name, sayValue(value)])
    return t(keyOf(kind), Object.fromEntries(words) as Record<string, string>)
  }

  function sayValue(value: PhraseValue): string | number {
    if (typeof value !== 'object') return value
    if ('kind' in value) return sayKind(value)
    const members = value.map((member) => String(sayValue(member)))
    return joinList(members, locale.value)
  }

  /** A setting by its name in the window, when it is one; a place within a list stays as it is in the file. */
  function sayPlace(path: string): string {
    const { key, layer } = labelKeyOf(path)
    const isWhole = !path.replace(/^network\.layers\[\d+\]/, '').includes('[')
    return key === null || !isWhole ? path : t(key, { layer })
  }

  /** A name, a number or a value stays as it is. */
  const sayPart = (said: Phrase | undefined, text: string): string =>
    said === undefined ? text : sayKind(said)

  const sayExpected = ({ expected, says }: Pick<Problem, 'expected' | 'says'>): string =>
    sayPart(says?.expected, expected)

  const sayActual = ({ actual, says }: Pick<Problem, 'actual' | 'says'>): string =>
    sayPart(says?.actual, actual)

  /** The three parts, for a sentence of one's own. */
  const sayParts = (problem: Problem): { path: string; expected: string; actual: string } => ({
    path: problem.says?.path ? sayKind(problem.says.path) : sayPlace(problem.path),
    expected: sayExpected(problem),
    actual: sayActual(problem),
  })

  const sayProblem = (problem: Problem): string =>
    t(problem.path === '' ? 'data.problemOfAll' : 'data.problem', sayParts(problem))

  /** Where the place is said otherwise. */
  const sayWithoutPlace = (problem: Problem): string => t('data.problemOfAll', sayParts(problem))

  /** The message in words where it has a kind; else as it is for the log. */
  const sayMessage = ({ says, message }: Pick<LabError, 'says' | 'message'>): string => sayPart(says, message)

  /** What there is to say beyond a title: the problems, or the message. */
  const sayDetails = (error: LabError): string[] =>
    error.problems.length > 0 ? error.problems.map(sayProblem) : [sayMessage(error)]

  return { sayExpected, sayActual, sayParts, sayProblem, sayWithoutPlace, sayMessage, sayDetails }
}
