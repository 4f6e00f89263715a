import type { Dataset } from '../core/dataset'
import type { LabError } from '../protocol/errors'
import type { SourceOf } from '../spec/experiment'
import { fail, succeed, type Result } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { checkSize } from './checkSize'
import { checkOutputUnits } from './encodeTargets'

/**
 * Samples typed into the experiment; the matrices are taken as they are.
 * A classification when every row of the targets is one value 0 or 1, or holds one 1 and else 0.
 * @param source checked before: rows of equal length, as many targets as inputs.
 */
export function createInlineDataset(
  source: SourceOf<'inline'>,
  outputUnits: number | null,
): Result<Dataset, LabError> {
  const rows = source.inputs.length
  const inputs = source.inputs[0]!.length
  const targets = source.targets[0]!.length
  const fault =
    checkSize(rows, inputs, targets, '') ?? checkOutputUnits(outputUnits, targets, phrase('forTargetColumn'))
  if (fault !== null) return fail(fault)
  const targetNames = source.targetNames ?? nameColumns('y', targets)
  const classes = source.targets.every(isOneHot) ? (targets === 1 ? ['0', '1'] : [...targetNames]) : null
  return succeed({
    rows,
    inputs,
    targets,
    x: flatten(source.inputs, inputs),
    y: flatten(source.targets, targets),
    inputNames: source.inputNames ?? nameColumns('x', inputs),
    targetNames,
    task: classes === null ? 'regression' : 'classification',
    classes,
    sourceRows: null,
    rowsRead: rows,
    dropped: [],
  })
}

/** `x1`, `x2`, … */
export const nameColumns = (letter: string, count: number): string[] =>
  Array.from({ length: count }, (_, c) => `${letter}${c + 1}`)

function isOneHot(row: number[]): boolean {
  if (!row.every((value) => value === 0 || value === 1)) return false
  return row.length === 1 || row.filter((value) => value === 1).length === 1
}

function flatten(matrix: number[][], columns: number): Float64Array<ArrayBuffer> {
  const values = new Float64Array(matrix.length * columns)
  matrix.forEach((row, r) => values.set(row, r * columns))
  return values
}
