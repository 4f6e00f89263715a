import { describe, expect, it } from 'vitest'
import { findGradientExponent } from '../../../src-renderer/src/backprop/gradientScale'
import {
  findDecimals,
  findFraction,
  formatCell,
  formatCost,
  formatLatex,
  formatPower,
  formatPrecise,
  formatSignificant,
  formatStyled,
  formatStyledCell,
  type NumberStyle,
} from '../../../src-worker/notation/numbers'

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

const digits = (count: number, fractions = false): NumberStyle => ({
  kind: 'significant',
  digits: count,
  fractions,
})
const places = (count: number, fractions = false): NumberStyle => ({
  kind: 'decimals',
  digits: count,
  fractions,
})

describe('significant digits', () => {
  it.each([
    [0, 4, '0'],
    [0.00255514803, 4, '0.002555'],
    [-0.00255514803, 2, '−0.0026'],
    [158.528, 4, '158.5'],
    [158.528, 6, '158.528'],
    [0.5, 3, '0.500'],
    [1234567, 3, '1230000'],
    [12345678, 3, '1.23·10⁷'],
    [0.0000123456, 3, '1.23·10⁻⁵'],
    [-2.7e-10, 4, '−2.700·10⁻¹⁰'],
    [NaN, 4, 'NaN'],
    [-Infinity, 4, '−∞'],
  ])('%d with %i is %s', (value, count, text) => {
    expect(formatSignificant(value, count)).toBe(text)
  })

  it.each([
    [9.9996, 4, '10.00'],
    [0.99999, 3, '1.00'],
    [-99.97, 3, '−100'],
    [0.000099999, 3, '0.000100'],
    [9999999.9, 4, '1.000·10⁷'],
  ])('%d with %i, which rounds up to the next power of ten, is %s', (value, count, text) => {
    expect(formatSignificant(value, count)).toBe(text)
  })
})

describe('fractions', () => {
  it.each([
    [0.5, 1, 2],
    [0.35, 7, 20],
    [0.3333333333333333, 1, 3],
    [0.1 + 0.2, 3, 10],
    [-0.75, -3, 4],
    [4.5, 9, 2],
    [1 / 19, 1, 19],
  ])('%d is %i/%i', (value, numerator, denominator) => {
    expect(findFraction(value)).toEqual({ numerator, denominator })
  })

  it.each([0.123, 2, 0, -7, 1e-9, 0.3333, 0.5000001, 1 / 23, 100.5, NaN, Infinity])('%d is none', (value) => {
    expect(findFraction(value)).toBeNull()
  })
})

describe('a style', () => {
  it.each<[number, NumberStyle, string]>([
    [-0.5, digits(4, true), '−1/2'],
    [-0.5, digits(4), '−0.5000'],
    [7, digits(4), '7'],
    [0.35, places(2, true), '7/20'],
    [0.123, places(2, true), '0.123'],
    [1e-9, places(4), '1.000·10⁻⁹'],
  ])('in running text writes %d as asked for: %#', (value, style, text) => {
    expect(formatStyled(value, style)).toBe(text)
  })

  it('in a cell takes fewer digits before it gets wider than 8 letters', () => {
    expect(formatStyledCell(-0.00255514803, 3, digits(6))).toBe('−0.00256')
    expect(formatStyledCell(-0.00255514803, 3, places(6))).toBe('−0.003')
    expect(formatStyledCell(0.35, 2, digits(6, true))).toBe('7/20')
    expect(formatStyledCell(3, 2, digits(6))).toBe('3')
    expect(formatStyledCell(-2.71e-10, 3, digits(6))).toBe('−2.7e−10')
  })

  it.each<[number, NumberStyle, string]>([
    [1e-9, places(4), '1.000\\times 10^{-9}'],
    [-1.5e12, digits(3), '-1.50\\times 10^{12}'],
    [-0.5, digits(4, true), '-\\tfrac{1}{2}'],
    [0.35, places(4, true), '\\tfrac{7}{20}'],
    [-0.25, places(4), '-0.25'],
    [NaN, places(4), '\\mathrm{NaN}'],
    [-Infinity, places(4), '-\\infty'],
  ])('in LaTeX writes %d as asked for, with a hyphen for minus: %#', (value, style, text) => {
    expect(formatLatex(value, style)).toBe(text)
  })

  it('never writes a comma: the point is a point in every language', () => {
    for (const value of [1234.5678, 0.001, -1e7, 123456789.5]) {
      const written = [places(3), digits(5), digits(5, true)].flatMap((style) => [
        formatStyled(value, style),
        formatStyledCell(value, 3, style),
        formatLatex(value, style),
      ])
      expect(written.join(' ')).not.toContain(',')
    }
  })
})
