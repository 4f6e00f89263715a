import type { Dataset } from '../core/dataset'
import type { LabError } from '../protocol/errors'
import type { SourceOf } from '../spec/experiment'
import { fail, succeed, type Result } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { checkSize } from './checkSize'
import { indexNumbers } from './classes'
import { createDataError } from './dataFault'
import { checkOutputUnits, countTargetColumns, encodeClasses } from './encodeTargets'
import { readIdx } from './idx'

/** The two files of an IDX source. */
export interface IdxPair {
  images: Uint8Array
  labels: Uint8Array
}

/**
 * Images and their labels as a classification; pixels stay 0 to 255, since scaling is the experiment's.
 * Inputs are named by line and column, `p0_0` the upper left pixel.
 */
export function createIdxDataset(
  pair: IdxPair,
  source: SourceOf<'idx'>,
  outputUnits: number | null,
): Result<Dataset, LabError> {
  const images = readIdx(pair.images, source.images, 3)
  if (!images.ok) return images
  const labels = readIdx(pair.labels, source.labels, 1)
  if (!labels.ok) return labels
  const [count, height, width] = images.value.dimensions as [number, number, number]
  if (labels.value.values.length !== count) {
    const expected = phrase('labels', { count })
    const problem = { path: 'dimensions', expected, actual: String(labels.value.values.length) }
    return fail(createDataError('invalidData', source.labels, [problem]))
  }
  const rows = Math.min(count, source.limit ?? count)
  const inputs = height * width
  const { names: classes, labels: places } = indexNumbers(labels.value.values.subarray(0, rows))
  if (classes.length < 2) {
    const problem = {
      path: 'labels',
      expected: phrase('twoClasses'),
      actual: phrase('only', { name: classes[0]! }),
    }
    return fail(createDataError('invalidData', source.labels, [problem]))
  }
  const oneColumn = outputUnits === 1
  const targets = countTargetColumns(classes.length, oneColumn)
  const fault =
    checkSize(rows, inputs, targets, source.images) ??
    checkOutputUnits(outputUnits, targets, phrase('forLabel'), classes.length === 2)
  if (fault !== null) return fail(fault)
  const encoded = encodeClasses(places, classes, oneColumn, 'label')
  return succeed({
    rows,
    inputs,
    targets,
    x: Uint8Array.from(images.value.values.subarray(0, rows * inputs)),
    y: encoded.y,
    inputNames: Array.from({ length: inputs }, (_, p) => `p${Math.floor(p / width)}_${p % width}`),
    targetNames: encoded.names,
    task: 'classification',
    classes,
    sourceRows: null,
    rowsRead: count,
    dropped: [],
  })
}
