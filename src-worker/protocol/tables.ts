/** Data on its way between the window and the trainer: files, previews, rows, matrices. */
import type { ColumnType, TaskName } from '../spec/names'

/** A matrix, row-major. */
export interface Matrix {
  rows: number
  columns: number
  values: Float64Array<ArrayBuffer>
}

/** The bytes of a file the experiment names (`file`, `idx`), or of a bundled set under `bundled:NAME`. */
export interface Attachment {
  path: string
  bytes: Uint8Array<ArrayBuffer>
}

export interface DataSummary {
  rowsRead: number
  rowsDropped: number
  /** The first hundred dropped rows. */
  dropped: { row: number; column: string }[]
  inputs: number
  targets: number
  training: number
  validation: number
  test: number
  inputNames: string[]
  targetNames: string[]
  task: TaskName
  classes: string[] | null
  /** Training, validation and test rows of each class; null for a regression. */
  classCounts: { training: number[]; validation: number[]; test: number[] } | null
  /** True when `batchSize` asks for more rows than the training part has, and was clamped. */
  batchClamped: boolean
}

export interface TablePreview {
  rows: number
  bytes: number
  delimiter: string
  decimal: '.' | ','
  header: boolean
  columns: {
    name: string
    type: ColumnType
    missing: number
    /** Distinct values; for numbers null above 1,000. */
    distinct: number | null
    minimum: number | null
    maximum: number | null
    /** For categories the values by frequency, at most 20. */
    values: { value: string; count: number }[]
  }[]
  /** The first 200 rows as texts, with their row in the file. */
  head: { row: number; cells: string[] }[]
  /** Rows with a fault, at most 100. */
  faults: { row: number; column: string; expected: string; actual: string }[]
}

/** A part of the prepared data for the views: unscaled values. */
export interface DataRows {
  inputs: Matrix
  targets: Matrix
  /** 0 training, 1 validation, 2 test. */
  part: Uint8Array<ArrayBuffer>
  sourceRows: Uint32Array<ArrayBuffer> | null
  /** Rows in all; the matrices may hold only the first `limit`. */
  rows: number
}
