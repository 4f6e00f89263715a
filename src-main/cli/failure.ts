import type { LabError } from '../../src-worker/protocol/errors'
import { formatProblem, type Problem } from '../../src-worker/spec/problem'

export const exitCodes = { done: 0, failed: 1, unusable: 2, interrupted: 130 } as const

/** An expected end of a command: one line for the person, and the exit code. */
export class CliFailure extends Error {
  constructor(
    message: string,
    readonly exitCode: number = exitCodes.unusable,
    readonly problems: Problem[] = [],
  ) {
    super(message)
    this.name = 'CliFailure'
  }
}

/** A misspelt field is said twice, as missing and as unknown: the cause must not hide among those that are not said. */
const saidProblems = 3

/** One line: the file, of each problem its place, what was expected, what was found; how many more there are. */
export function describeProblems(file: string, problems: Problem[]): string {
  const said = problems.slice(0, saidProblems).map(formatProblem)
  const more = problems.length > said.length ? ` (and ${problems.length - said.length} more)` : ''
  return `${file}: ${said.join('; ')}${more}`
}

export function failFromLab(error: LabError, file: string): CliFailure {
  const place = error.file === '' ? file : error.file
  if (error.problems.length > 0)
    return new CliFailure(describeProblems(place, error.problems), exitCodes.unusable, error.problems)
  return new CliFailure(`${place}: ${error.message}`)
}
