/** How gradients are checked, and how the cost curves: what the microscope measures beside its picture. */
import type { Fault } from '../spec/fault'

/** One gradient cell against a central difference. */
export interface CellCheck {
  epsilon: number
  analytic: number
  numeric: number
  relativeError: number
  passed: boolean
  /** A sample lies nearer than 10 ε to a kink: the difference may see both sides of it. */
  nearKink: boolean
}

/** The check of every parameter, flat: W row-major, then b, layer by layer. */
export interface CheckedLayer {
  inputs: number
  units: number
  bias: boolean
  analytic: Float64Array<ArrayBuffer>
  numeric: Float64Array<ArrayBuffer>
  relativeError: Float64Array<ArrayBuffer>
  /** 1 where it passed, 0 where it did not, 2 where it was not checked. */
  verdict: Uint8Array<ArrayBuffer>
}

/** Eigenvalues of the Hessian of cost and penalty on one batch. */
export interface Curvature {
  parameters: number
  /** Products with the Hessian made. */
  products: number
  /** All eigenvalues are known, not only those at the ends. */
  exact: boolean
  /** Up to three, the largest first. */
  largest: number[]
  smallest: number
  /** Directions in which the cost curves downwards; null where not all eigenvalues are known. */
  negative: number | null
  /** 2 over the largest: plain gradient descent with a larger rate overshoots ever more along it. */
  limit: number
  learningRate: number
}

/** Error of the central difference by step size, over up to 200 parameters. */
export interface EpsilonSweep {
  parameters: number
  points: { epsilon: number; float64: SweepError; float32: SweepError }[]
}

export interface SweepError {
  median: number
  largest: number
}

export interface GradientCheckRow {
  layer: number
  kind: 'W' | 'b'
  row: number
  column: number
  analytic: number
  numeric: number
  /** NaN where a number is not finite. */
  relativeError: number
  passed: boolean
}

export interface GradientCheckReport {
  epsilon: number
  parameters: number
  /** All parameters, or none when every sample lies at a kink. */
  checked: number
  /** Samples used, and those left out because they lie nearer than 10 ε to a kink. */
  samples: number
  samplesNearKink: number
  passed: boolean
  /** Of all checked parameters; NaN when one of them is. */
  maximumRelativeError: number
  /** One summary a layer and kind, the worst parameter in each. */
  worst: GradientCheckRow[]
  /** Every parameter, layer by layer. */
  layers: CheckedLayer[]
  /** The mistake that was planted; null when the network's own gradient was checked. */
  fault: Fault | null
}
