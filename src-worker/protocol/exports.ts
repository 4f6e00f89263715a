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

/** What a written file gave back when it was read. */
export interface ReadBack {
  /** Of an output from core's, or of a number of the history from the lab's; infinite when one of them is not finite. */
  largestDifference: number
  /** Rows of the data, or lines of the history, that were compared. */
  rows: number
}
