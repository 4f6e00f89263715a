import { createLabError, type LabError, type LabErrorCode } from '../protocol/errors'
import { formatProblem, type Problem } from '../spec/problem'

/** A fault is listed with its place up to this many; the rest is counted. */
export const listedFaults = 100

/** A fault in a table: `row` as the file counts (its first line is 1), `column` empty when it is the whole row. */
export interface TableFault {
  row: number
  column: string
  expected: string
  actual: string
}

/** Faults with a count that goes on when the list is full. */
export interface FaultList {
  listed: TableFault[]
  count: number
}

export const createFaultList = (): FaultList => ({ listed: [], count: 0 })

export function addFault(list: FaultList, fault: TableFault): void {
  list.count++
  if (list.listed.length < listedFaults) list.listed.push(fault)
}

/** `row 17, column bill_length_mm`, for the line a person reads. */
export function toProblem({ row, column, expected, actual }: TableFault): Problem {
  const path = column === '' ? `row ${row}` : `row ${row}, column ${column}`
  return { path, expected, actual }
}

/** An error that lists its problems, with the first in its message and `count` (all there are) said when more. */
export function createDataError(
  code: LabErrorCode,
  file: string,
  problems: Problem[],
  count: number = problems.length,
): LabError {
  const more = count > 1 ? ` (and ${count - 1} more)` : ''
  return createLabError(code, `${formatProblem(problems[0]!)}${more}`, file, problems.slice(0, listedFaults))
}

export const createFaultError = (file: string, faults: FaultList): LabError =>
  createDataError('invalidData', file, faults.listed.map(toProblem), faults.count)
