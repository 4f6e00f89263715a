/** What a network says of the rows of its data, and of a point: float64, with the parameters of the moment that is shown. */
import type { Matrix } from './tables'

export type PartName = 'training' | 'validation' | 'test'

export interface PredictionRequest {
  part: PartName
  /** Rows that the page is taken of; a regression has no wrong ones. */
  filter: 'all' | 'wrong'
  /** Place of the page's first row among them, from 0. */
  from: number
  /** Rows of the page, at most `mostPageRows`; 0 asks for the whole part's measures alone. */
  limit: number
}

export const mostPageRows = 500

/** Counted over a whole part; n classes in the order of `names`. A share without rows to count is NaN. */
export interface ClassMeasures {
  names: string[]
  /** Rows, `[target][predicted]`, row-major. */
  counts: Uint32Array<ArrayBuffer>
  /** Rows of each class, by target and by prediction. */
  support: Uint32Array<ArrayBuffer>
  predicted: Uint32Array<ArrayBuffer>
  precision: Float64Array<ArrayBuffer>
  recall: Float64Array<ArrayBuffer>
  f1: Float64Array<ArrayBuffer>
  accuracy: number
  wrong: number
}

/** Over a whole part, one number a target column, in the targets' units. */
export interface ResidualMeasures {
  names: string[]
  /** √ of the mean squared error. */
  rmse: Float64Array<ArrayBuffer>
  /** Mean of prediction − target. */
  bias: Float64Array<ArrayBuffer>
  /** 1 − squared error / squared distance from the part's mean; NaN where all targets are the same. */
  r2: Float64Array<ArrayBuffer>
}

/** m rows, in the data's own units. */
export interface PredictedRows {
  /** Rows in all that pass the filter. */
  total: number
  from: number
  /** Place of each in the data, from 0. */
  rows: Uint32Array<ArrayBuffer>
  /** Its row in the source; null when the source has no rows of its own. */
  sourceRows: Uint32Array<ArrayBuffer> | null
  /** `[m][inputs]` */
  inputs: Matrix
  /** `[m][targets]` */
  targets: Matrix
  /** `[m][targets]` */
  outputs: Matrix
  /** Classes as positions; all three are empty for a regression. */
  target: Uint32Array<ArrayBuffer>
  predicted: Uint32Array<ArrayBuffer>
  /** Output for the predicted class; of one output o, 1 − o for the class 0. */
  confidence: Float64Array<ArrayBuffer>
}

export interface PredictionReport {
  runId: number
  /** Moment that the numbers are of. */
  update: number
  part: PartName
  filter: PredictionRequest['filter']
  /** Rows of the part. */
  rows: number
  /** Null for a regression. */
  classes: ClassMeasures | null
  /** Null for a classification. */
  residuals: ResidualMeasures | null
  page: PredictedRows
}

export interface PointPrediction {
  runId: number
  update: number
  /** In the data's own units, means filled in. */
  inputs: Float64Array<ArrayBuffer>
  outputs: Float64Array<ArrayBuffer>
  /** Position of the class, and the output for it; null for a regression. */
  predicted: number | null
  confidence: number
}

export interface WrongRows {
  runId: number
  update: number
  /** One a row of the data from the first on: 1 where the class is predicted wrong. Rows of the test part stay 0. */
  wrong: Uint8Array<ArrayBuffer>
}
