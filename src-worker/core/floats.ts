import type { Precision } from '../spec/names'

/** Numbers in a run's precision: float32 on the fast engine, float64 on the reference. */
export type Floats = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>

export const createFloats = (precision: Precision, length: number): Floats =>
  precision === 'float64' ? new Float64Array(length) : new Float32Array(length)
