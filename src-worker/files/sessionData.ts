/** data.npz and its description in run.json: the data of a run that cannot be made again from the experiment alone. */
import type { Dataset, DataValues, DroppedRow } from '../core/dataset'
import type { DatasetFacts } from '../protocol/tables'
import { phrase } from '../spec/phrases'
import type { Bytes } from './bytes'
import { refuseFile } from './fileFault'
import type { NpyArray, NpyValues } from './npy'
import { column, decodeNpz, takeUint32, writeNpz } from './npz'
import type { DatasetDescription } from './sessionSchemas'

const names = {
  x: 'x',
  y: 'y',
  sourceRows: 'sourceRows',
  droppedRows: 'droppedRows',
  droppedColumns: 'droppedColumns',
  parts: 'parts',
}
const allowed: ReadonlySet<string> = new Set(Object.values(names))

/** Everything about the data but its numbers. */
export const describeDataset = (dataset: Dataset & DatasetFacts): DatasetDescription => ({
  rows: dataset.rows,
  inputs: dataset.inputs,
  targets: dataset.targets,
  inputNames: dataset.inputNames,
  targetNames: dataset.targetNames,
  task: dataset.task,
  classes: dataset.classes,
  sourceRows: dataset.sourceRows !== null,
  rowsRead: dataset.rowsRead,
  droppedColumns: listDroppedColumns(dataset),
  ...(dataset.parts === undefined ? {} : { parts: true }),
  ...(dataset.filled === undefined ? {} : { filled: dataset.filled }),
})

export function encodeDataset(dataset: Dataset & DatasetFacts): Bytes {
  const columns = new Map(listDroppedColumns(dataset).map((name, index) => [name, index]))
  const arrays = new Map<string, NpyArray>([
    [names.x, { shape: [dataset.rows, dataset.inputs], values: narrow(dataset.x) }],
    [names.y, { shape: [dataset.rows, dataset.targets], values: narrow(dataset.y) }],
    [names.droppedRows, column(Uint32Array.from(dataset.dropped, ({ row }) => row))],
    [names.droppedColumns, column(Uint32Array.from(dataset.dropped, (one) => columns.get(one.column)!))],
  ])
  if (dataset.sourceRows !== null) arrays.set(names.sourceRows, column(dataset.sourceRows))
  if (dataset.parts !== undefined) arrays.set(names.parts, column(dataset.parts))
  return writeNpz(arrays)
}

/** @throws LabFailure naming the array that is missing, or does not fit its description. */
export function decodeDataset(bytes: Uint8Array, description: DatasetDescription): Dataset & DatasetFacts {
  const { droppedColumns, parts, ...rest } = description
  const arrays = decodeNpz(bytes, allowed)
  if (!description.sourceRows && arrays.has(names.sourceRows)) {
    refuseFile(names.sourceRows, phrase('noSuchArray'), phrase('one'))
  }
  if (parts !== true && arrays.has(names.parts)) {
    refuseFile(names.parts, phrase('noSuchArray'), phrase('one'))
  }
  return {
    ...rest,
    ...(parts === true ? { parts: takeParts(arrays, description.rows) } : {}),
    x: takeMatrix(arrays, names.x, description.rows, description.inputs),
    y: widen(takeMatrix(arrays, names.y, description.rows, description.targets)),
    sourceRows: description.sourceRows ? takeUint32(arrays, names.sourceRows) : null,
    dropped: takeDropped(arrays, droppedColumns),
  }
}

const listDroppedColumns = ({ dropped }: Dataset): string[] =>
  Array.from(new Set(dropped.map((one) => one.column)))

/**
 * The smallest type that holds every value bit for bit: pictures are bytes, and eight bytes a pixel would not fit
 * into a session.
 */
function narrow(values: DataValues): NpyValues {
  if (values instanceof Uint8Array) return values
  const isByte = (value: number): boolean => value >= 0 && value <= 255 && Object.is(value, value | 0)
  if (values.every(isByte)) return new Uint8Array(values)
  if (values.every((value) => Object.is(value, Math.fround(value)))) return new Float32Array(values)
  return values
}

function takeMatrix(
  arrays: ReadonlyMap<string, NpyArray>,
  name: string,
  rows: number,
  columns: number,
): DataValues {
  const array = arrays.get(name)
  if (array === undefined) return refuseFile(name, phrase('array'), phrase('nothing'))
  if (array.shape.length !== 2 || array.shape[0] !== rows || array.shape[1] !== columns) {
    refuseFile(name, phrase('arrayShape', { rows, columns }), `(${array.shape.join(', ')})`)
  }
  return array.values instanceof Uint8Array ? array.values : widen(array.values)
}

/** 0 training, 1 validation, 2 test for each row. */
function takeParts(arrays: ReadonlyMap<string, NpyArray>, rows: number): Uint8Array<ArrayBuffer> {
  const values = arrays.get(names.parts)?.values
  if (!(values instanceof Uint8Array) || values.length !== rows || values.some((part) => part > 2)) {
    return refuseFile(names.parts, phrase('partNumbers', { count: rows }), phrase('somethingElse'))
  }
  return values
}

const widen = (values: NpyValues): Float64Array<ArrayBuffer> =>
  values instanceof Float64Array ? values : new Float64Array(values)

function takeDropped(arrays: ReadonlyMap<string, NpyArray>, columns: readonly string[]): DroppedRow[] {
  const rows = takeUint32(arrays, names.droppedRows)
  const indices = takeUint32(arrays, names.droppedColumns)
  if (indices.length !== rows.length) {
    refuseFile(names.droppedColumns, phrase('countNumbers', { count: rows.length }), String(indices.length))
  }
  return Array.from(rows, (row, index) => {
    const name = columns[indices[index]!]
    if (name === undefined) {
      return refuseFile(
        names.droppedColumns,
        phrase('numbersBelow', { count: columns.length }),
        phrase('largerOne'),
      )
    }
    return { row, column: name, reason: 'missing' }
  })
}
