/** Data on its way between the window and the trainer: files, previews, rows, matrices. */
import type { Problem } from '../spec/problem'
import type { ColumnType, FillRule, TaskName, TextEncoding } from '../spec/names'

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

/** Missing values of one column that were filled in with what its training rows say. */
export interface FilledColumn {
  column: string
  rule: FillRule
  /** A number, or a category's name. */
  value: number | string
  cells: number
}

/** What belongs to data that a table was read from, and stays with it. */
export interface DatasetFacts {
  /** Where a column says it: 0 training, 1 validation, 2 test for each row. */
  parts?: Uint8Array<ArrayBuffer>
  filled?: FilledColumn[]
}

/** Rows of the file, the first of them listed. */
export interface RowCount {
  count: number
  /** At most 20. */
  rows: number[]
}

/** What the texts of a column look like that was not read as numbers; `distinct` is nearly as many values as rows. */
export type ColumnLook = 'numbers' | 'percentages' | 'dates' | 'distinct'

export interface ColumnReport {
  name: string
  type: ColumnType
  /** Of a category that is perhaps none; absent where nothing is doubtful. */
  look?: ColumnLook
  missing: number
  /** Distinct values; for numbers null above 1,000. */
  distinct: number | null
  minimum: number | null
  maximum: number | null
  /** Of the numbers that are there; null where there are none. */
  mean: number | null
  /** Root of the mean square about the mean, as standardizing divides by it. */
  standardDeviation: number | null
  /**
   * Numbers more than three interquartile ranges outside the quartiles (Tukey's outer fences); none where the
   * quartiles are equal.
   */
  outliers: RowCount
  /** For categories the values by frequency, at most 20. */
  values: { value: string; count: number }[]
}

/** What the data in use holds, before scaling. */
export interface DataReport {
  /** Inputs, then targets. */
  columns: ColumnReport[]
  /** Rows that repeat an earlier one. */
  duplicates: RowCount
  /** Rows held out that stand among the training rows too. */
  leaked: number
}

export interface DataSummary {
  rowsRead: number
  rowsDropped: number
  /** The first hundred dropped rows. */
  dropped: { row: number; column: string }[]
  /** Absent where nothing was. */
  filled?: FilledColumn[]
  /** Absent for very large data. */
  report?: DataReport
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

/** Cells as texts, with their row in the file. */
export interface TextRow {
  row: number
  cells: string[]
}

/** What is known of a table before it is read; whatever is absent is found from the file. */
export interface TableOptions {
  header?: boolean
  delimiter?: string
  decimal?: '.' | ','
  encoding?: TextEncoding
  /** Of an NPZ file: the arrays of inputs and targets. */
  arrays?: { inputs: string; targets: string }
  /** Further cells that say a value is missing, in whatever case. */
  alsoMissing?: readonly string[]
}

/** What the reader of a table decided or passed over by itself. */
export type TableRemark =
  /** Every mark in the column's numbers stands before exactly three digits, and nothing else in the file decides: a point was taken. */
  | { kind: 'ambiguousMark'; column: string; cell: string; mark: '.' | ',' }
  /** A name that another column has already. */
  | { kind: 'renamedColumn'; name: string; to: string }
  /** Lines before the header: `sep=;`, or with `#` in front. */
  | { kind: 'skippedLines'; count: number }
  /** Rows at the end in which every cell is empty. */
  | { kind: 'emptyRows'; count: number }

export interface TablePreview {
  /** Delimited text, or arrays of numbers. */
  form: 'text' | 'npy' | 'npz'
  rows: number
  bytes: number
  encoding: TextEncoding
  delimiter: string
  decimal: '.' | ','
  header: boolean
  /** Of an NPZ file: the arrays in use, and all there are. */
  arrays: { inputs: string; targets: string; all: string[] } | null
  /** Columns that the file itself says are targets. */
  targets: string[] | null
  columns: ColumnReport[]
  /** The first 200 rows. */
  head: TextRow[]
  /** The first 200 rows with a missing value, a fault or an outlier, and how many there are. */
  notable: { count: number; rows: TextRow[] }
  /** Rows that repeat an earlier one in every column. */
  duplicates: RowCount
  /** Rows with a fault, at most 100. */
  faults: ({ row: number; column: string } & Omit<Problem, 'path'>)[]
  faultCount: number
  remarks: TableRemark[]
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
