/** Whether the inputs of a network are the pixels of an image, and how they lie. Pure. */
import type { DataSource } from '../../../../src-worker/spec/experiment'

export interface ImageShape {
  width: number
  height: number
  /** False where only a person can know it. */
  known: boolean
}

const smallestSquare = 16
/** Of IDX data: line and column of the pixel, `p27_27`. */
const pixelName = /^p(\d+)_(\d+)$/

/** @param lastName of the last input */
export function findImageShape(inputs: number, source: DataSource, lastName: string): ImageShape | null {
  const pixel = source.kind === 'idx' ? pixelName.exec(lastName) : null
  if (pixel !== null) {
    const [height, width] = [Number(pixel[1]) + 1, Number(pixel[2]) + 1]
    if (width * height === inputs) return { width, height, known: true }
  }
  const side = Math.round(Math.sqrt(inputs))
  if (side * side !== inputs || inputs < smallestSquare) return null
  const known = source.kind === 'bundled' && source.name === 'digits' && inputs === 64
  return { width: side, height: side, known }
}

/** Weights from all inputs to one unit, in the order of the inputs. @param weights `[inputs][units]` */
export const readUnit = (weights: Float64Array, units: number, unit: number): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length: weights.length / units }, (_, input) => weights[input * units + unit]!)

/** Pixels of the screen for one of an image. */
export const chooseZoom = ({ width, height }: ImageShape): number =>
  Math.max(1, Math.min(10, Math.floor(84 / Math.max(width, height))))
