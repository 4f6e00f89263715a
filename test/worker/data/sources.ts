import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { prepareData } from '../../../src-worker/data/prepareData'
import type { DataValues, Dataset, PreparedData } from '../../../src-worker/core/dataset'
import type { LabError } from '../../../src-worker/protocol/errors'
import type { Attachment } from '../../../src-worker/protocol/tables'
import type { Experiment, ExperimentInput } from '../../../src-worker/spec/experiment'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'
import { formatProblem, type Result } from '../../../src-worker/spec/problem'

type DataInput = ExperimentInput['data']

export const encodeText = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

export const readBundled = (name: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(readFileSync(new URL(`../../../resources/datasets/${name}.csv`, import.meta.url)))

/** Data as an experiment has it, defaults filled in. */
export function parseData(data: DataInput): Experiment['data'] {
  const parsed = parseExperiment({ data, network: { layers: [{ units: 1 }] } })
  if (!parsed.ok) throw new Error(parsed.error.map(formatProblem).join('; '))
  return parsed.value.data
}

/** Prepares one table file `t.csv`. */
export const prepareText = (
  text: string,
  fields: Partial<Extract<DataInput['source'], { kind: 'file' }>> = {},
  units: number | null = null,
): Result<PreparedData, LabError> =>
  prepareData(parseData({ source: { kind: 'file', path: 't.csv', ...fields } }), units, [
    { path: 't.csv', bytes: encodeText(text) },
  ])

export const attachBundled = (name: string): Attachment[] => [
  { path: `bundled:${name}`, bytes: readBundled(name) },
]

export function unwrap<Value>(result: Result<Value, LabError>): Value {
  if (!result.ok)
    throw new Error(`${result.error.file}: ${result.error.problems.map(formatProblem).join('; ')}`)
  return result.value
}

export function unwrapError<Value>(result: Result<Value, LabError>): LabError {
  if (result.ok) throw new Error('it succeeded')
  return result.error
}

/** The lines a person reads. */
export const listProblems = <Value>(result: Result<Value, LabError>): string[] =>
  unwrapError(result).problems.map(formatProblem)

export function getRow(values: DataValues, row: number, columns: number): number[] {
  return [...values.subarray(row * columns, (row + 1) * columns)]
}

/** The first 16 digits of SHA-256 over x, then y. */
export const digest = ({ x, y }: Dataset): string =>
  createHash('sha256')
    .update(new Uint8Array(x.buffer))
    .update(new Uint8Array(y.buffer))
    .digest('hex')
    .slice(0, 16)
