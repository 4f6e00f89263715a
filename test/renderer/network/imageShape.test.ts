import { expect, it } from 'vitest'
import { findImageShape } from '../../../src-renderer/src/network/samples/imageShape'
import type { DataSource } from '../../../src-worker/spec/experiment'

const idx = { kind: 'idx', images: 'i', labels: 'l' } as DataSource
const file = { kind: 'file', path: 't.csv' } as DataSource
const bundled = (name: string) => ({ kind: 'bundled', name }) as DataSource
const names = (count: number) => Array.from({ length: count }, (_, k) => `x${k}`)
const pixels = (lines: number, columns: number) =>
  Array.from({ length: lines * columns }, (_, p) => `p${Math.floor(p / columns)}_${p % columns}`)

it('IDX rows are as high and wide as the name of their last pixel says', () => {
  expect(findImageShape(idx, pixels(28, 28), [])).toEqual({ width: 28, height: 28, full: 255 })
  expect(findImageShape(idx, pixels(20, 12), [])).toEqual({ width: 12, height: 20, full: 255 })
})

it('the bundled digits are 8 × 8 from 0 to 16, and not when columns are left out; iris is no picture', () => {
  expect(findImageShape(bundled('digits'), names(64), [])).toEqual({ width: 8, height: 8, full: 16 })
  expect(findImageShape(bundled('digits'), names(63), [])).toBeNull()
  expect(findImageShape(bundled('iris'), names(4), [])).toBeNull()
})

it.each([
  ['a square number of whole values to 255', 49, [0, 255, 3], { width: 7, height: 7, full: 255 }],
  ['values to 16', 64, [0, 16], { width: 8, height: 8, full: 16 }],
  ['zeros and ones', 64, [0, 1], { width: 8, height: 8, full: 1 }],
  ['fractions', 64, [0.5], null],
  ['negative numbers', 64, [-1], null],
  ['more than 255', 64, [256], null],
  ['50 inputs', 50, [0], null],
  ['36 inputs', 36, [0], null],
])('a table with %s', (_, count, values, shape) => {
  expect(findImageShape(file, names(count), values)).toEqual(shape)
})

it('a table with categories is no picture', () => {
  expect(findImageShape(file, [...names(48), 'island=Dream'], [0, 1])).toBeNull()
})
