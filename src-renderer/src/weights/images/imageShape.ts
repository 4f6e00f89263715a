/** Whether the inputs of a network are the pixels of an image, and how they lie. Pure. */
import type { DataSource } from '../../../../src-worker/spec/experiment'
import { findKnownImage } from '../../ui/knownImage'

export interface ImageShape {
  width: number
  height: number
  /** False where only a person can know it. */
  known: boolean
}

const smallestSquare = 16

/** @param lastName of the last input */
export function findImageShape(inputs: number, source: DataSource, lastName: string): ImageShape | null {
  const image = findKnownImage(source, inputs, lastName)
  if (image !== null) return { width: image.width, height: image.height, known: true }
  const side = Math.round(Math.sqrt(inputs))
  if (side * side !== inputs || inputs < smallestSquare) return null
  return { width: side, height: side, known: false }
}

/** Weights from all inputs to one unit, in the order of the inputs. @param weights `[inputs][units]` */
export const readUnit = (weights: Float64Array, units: number, unit: number): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length: weights.length / units }, (_, input) => weights[input * units + unit]!)

/** Pixels of the screen for one of an image. */
export const chooseZoom = ({ width, height }: ImageShape): number =>
  Math.max(1, Math.min(10, Math.floor(84 / Math.max(width, height))))
