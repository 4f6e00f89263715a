import type { Precision } from '../spec/names'

/** Storage of numbers in a run's precision. All arithmetic is float64; float32 rounds when it stores. */
export type Floats = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer>

export const createFloats = (precision: Precision, length: number): Floats =>
  precision === 'float64' ? new Float64Array(length) : new Float32Array(length)

export const copyFloats = (source: Floats): Floats =>
  source instanceof Float64Array ? new Float64Array(source) : new Float32Array(source)
