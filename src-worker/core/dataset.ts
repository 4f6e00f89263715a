import type { TaskName } from '../spec/names'

/** One row that was left out while reading, with its place in the source. */
export interface DroppedRow {
  /** As the file counts: the first line is 1, a header included. */
  row: number
  column: string
  reason: 'missing'
}

/** Numbers of data: float64, or a smaller type that holds every one of them exactly, as bytes hold pixels. */
export type DataValues = Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>

/**
 * Data as it was given, before scaling.
 * `x` is `[rows][inputs]`, `y` is `[rows][targets]`, both row-major.
 */
export interface Dataset {
  rows: number
  inputs: number
  targets: number
  x: DataValues
  y: Float64Array<ArrayBuffer>
  inputNames: string[]
  targetNames: string[]
  task: TaskName
  /** Class names in the order of the one-hot targets (or of 0 and 1); null for a regression. */
  classes: string[] | null
  /** Row of each sample in its source; null when the source has no rows of its own. */
  sourceRows: Uint32Array<ArrayBuffer> | null
  /** Rows that the source holds, dropped ones included. */
  rowsRead: number
  dropped: DroppedRow[]
}

/** What scaling does to column j of x: `(x − offset[j]) / divisor[j]`. Fitted on the training rows only. */
export interface Scaler {
  kind: 'standardize' | 'minmax'
  offset: number[]
  divisor: number[]
}

/** Row indices of the parts, each ascending. */
export interface Split {
  training: Uint32Array<ArrayBuffer>
  validation: Uint32Array<ArrayBuffer>
  test: Uint32Array<ArrayBuffer>
}

/** What a run trains on: `dataset.x` scaled into `x`, and the rows of each part. */
export interface PreparedData {
  dataset: Dataset
  scaler: Scaler | null
  split: Split
  x: DataValues
}
