/** Every form in which a run leaves the lab; menu, command line and tests are made from this list. */
export const exportFormatNames = [
  'weights-json',
  'weights-csv',
  'weights-npz',
  'weights-safetensors',
  'model-onnx',
  'model-numpy',
  'model-pytorch',
  'model-c',
  'model-javascript',
  'history-csv',
  'history-npz',
  'history-tensorboard',
  'cost-svg',
  'session',
] as const
export type ExportFormat = (typeof exportFormatNames)[number]

/** Numbers of a written file, compared with the lab's. */
export interface NumbersReadBack {
  kind: 'numbers'
  /** Of an output from core's, or of a number of the history from the lab's; infinite when one of them is not finite. */
  largestDifference: number
  /** The most that the form promises; a larger difference is to be told as a warning. */
  tolerance: number
  /** Rows of the data, or lines of the history, that were compared. */
  rows: number
}

/** What a written file gave back when it was read. */
export type ReadBack =
  | NumbersReadBack
  /** A session: the weights of all its runs have the digests of the lab's; this is the open run's, SHA-256. */
  | { kind: 'session'; runs: number; weightsSha256: string }
  /** A figure: XML that ends what it begins, with these titles of its axes. */
  | { kind: 'figure'; axisTitles: string[] }

export interface ExportedFile {
  name: string
  mediaType: string
  bytes: Uint8Array<ArrayBuffer>
  /** Absent for what is looked at, not computed with: a figure, a table of text, a session. */
  readBack?: ReadBack | null
}

/** Whether a file gave back other numbers than its form promises. */
export const isBeyondTolerance = (readBack: ReadBack): boolean =>
  readBack.kind === 'numbers' && !(readBack.largestDifference <= readBack.tolerance)
