import { expect, it } from 'vitest'
import { chooseZoom, findImageShape, readUnit } from '../../../../src-renderer/src/weights/images/imageShape'
import type { DataSource } from '../../../../src-worker/spec/experiment'

const digits = { kind: 'bundled', name: 'digits' } as DataSource
const idx = { kind: 'idx', images: 'a', labels: 'b' } as DataSource
const table = { kind: 'file', path: 'a.csv' } as DataSource

it('digits are 8 × 8, IDX images what their last pixel says, other squares only a person knows', () => {
  expect(findImageShape(64, digits, 'p64')).toEqual({ width: 8, height: 8, known: true })
  expect(findImageShape(784, idx, 'p27_27')).toEqual({ width: 28, height: 28, known: true })
  expect(findImageShape(60, idx, 'p4_11')).toEqual({ width: 12, height: 5, known: true })
  expect(findImageShape(784, table, 'p27_27')).toEqual({ width: 28, height: 28, known: false })
  expect(findImageShape(49, digits, 'p49')).toEqual({ width: 7, height: 7, known: false })
})

it('9 inputs and numbers that are no square are no image', () => {
  expect([findImageShape(9, table, 'x9'), findImageShape(63, digits, 'p63')]).toEqual([null, null])
})

it('a unit has the weights of its column, in the order of the inputs', () => {
  expect([...readUnit(Float64Array.of(1, 2, 3, 4, 5, 6), 3, 1)]).toEqual([2, 5])
})

it('a pixel is 10 px of 8 × 8, 3 px of 28 × 28 and at least 1', () => {
  const zoomOf = (side: number) => chooseZoom({ width: side, height: side, known: true })
  expect([8, 28, 64].map(zoomOf)).toEqual([10, 3, 1])
})
