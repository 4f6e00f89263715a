import { expect, it } from 'vitest'
import { findGradientExponent } from '../../../src-renderer/src/backprop/gradientScale'
import {
  findDecimals,
  formatCell,
  formatCost,
  formatPower,
  formatPrecise,
} from '../../../src-renderer/src/backprop/numberFormat'

it.each([
  [-0.4, 2, '−0.40'],
  [-0.00004, 2, '0.00'],
  [158.528, 3, '158.528'],
  [-1234.5678, 3, '−1234.57'],
  [12345678.9, 3, '12345679'],
  [-123456789, 3, '−1.2e8'],
  [NaN, 3, 'NaN'],
  [-Infinity, 3, '−∞'],
])('a cell writes %d with %i decimals as %s', (value, decimals, text) => {
  expect(formatCell(value, decimals)).toBe(text)
})

it.each([
  [0, '0'],
  [-3, '−3'],
  [-0.0025551480369, '−0.002555'],
  [2.7e-10, '2.700·10⁻¹⁰'],
])('text writes %d as %s', (value, text) => {
  expect(formatPrecise(value)).toBe(text)
})

it('gradients up to 0.162 are shown times 10⁻³, up to 3.2 as they are', () => {
  expect(findGradientExponent(0.162)).toBe(-3)
  expect(findGradientExponent(3.2)).toBe(0)
  expect(findGradientExponent(0)).toBe(0)
  expect(formatPower(-3)).toBe('10⁻³')
})

it('a matrix takes as few decimals as write each value exactly, and at most those asked for', () => {
  expect(findDecimals(Float64Array.of(0, 1, 1), 0, 4)).toBe(0)
  expect(findDecimals(Float64Array.of(0.5, -0.4, 0.25), 1, 4)).toBe(2)
  expect(findDecimals(Float64Array.of(0.1 + 0.2), 2, 4)).toBe(4)
})

it('a cost of 0.1353 is written out, one of 0.0000119 keeps its digits', () => {
  expect(formatCost(0.13531158, 4)).toBe('0.1353')
  expect(formatCost(0.0000119, 4)).toBe('1.19e−5')
  expect(formatCost(0, 4)).toBe('0.0000')
})
