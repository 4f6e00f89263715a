import { createLabError, type LabError, type LabErrorCode } from '../protocol/errors'
import { phrase } from '../spec/phrases'
import { explain, formatProblem, type Problem, type Said } from '../spec/problem'

/** A fault is listed with its place up to this many; the rest is counted. */
export const listedFaults = 100

/** A fault in a table: `row` as the file counts (its first line is 1), `column` empty when it is the whole row. */
export interface TableFault extends Omit<Problem, 'path'> {
  row: number
  column: string
}

/** A problem before it has its English. */
export type Saying = Record<'path' | 'expected' | 'actual', Said>

/** Faults with a count that goes on when the list is full. */
export interface FaultList {
  listed: TableFault[]
  count: number
}

export const createFaultList = (): FaultList => ({ listed: [], count: 0 })

export function addFault(
  list: FaultList,
  { row, column, expected, actual }: Pick<TableFault, 'row' | 'column'> & Omit<Saying, 'path'>,
): void {
  if (list.count++ >= listedFaults) return
  const { path: _path, ...said } = explain('', expected, actual)
  list.listed.push({ row, column, ...said })
}

/** `row 17, column bill_length_mm`, for the line a person reads. */
export function toProblem({ row, column, ...said }: TableFault): Problem {
  const { path, says } = explain(placeCell(row, column), '', '')
  return { ...said, path, says: { ...said.says, ...says } }
}

export const placeCell = (row: number, column: string): Said =>
  column === '' ? phrase('rowPlace', { row }) : phrase('rowColumn', { row, name: column })

/** An error that lists its problems, with the first in its message and `count` (all there are) said when more. */
export function createDataError(
  code: LabErrorCode,
  file: string,
  sayings: readonly (Saying | Problem)[],
  count: number = sayings.length,
): LabError {
  const problems = sayings.map((one) => ('says' in one ? one : explain(one.path, one.expected, one.actual)))
  const more = count > 1 ? ` (and ${count - 1} more)` : ''
  return createLabError(code, `${formatProblem(problems[0]!)}${more}`, file, problems.slice(0, listedFaults))
}

export const createFaultError = (file: string, faults: FaultList): LabError =>
  createDataError('invalidData', file, faults.listed.map(toProblem), faults.count)
