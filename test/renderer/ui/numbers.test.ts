import { describe, expect, it } from 'vitest'
import { describeBounds } from '../../../src-renderer/src/ui/describeBounds'
import {
  formatGiga,
  formatPercent,
  formatRate,
  formatShortCount,
  formatTick,
  formatValue,
} from '../../../src-renderer/src/ui/formatNumber'
import { acceptNumber, parseNumber } from '../../../src-renderer/src/ui/parseNumber'
import { moveIndex } from '../../../src-renderer/src/ui/rovingIndex'
import { pickScheme } from '../../../src-renderer/src/ui/tokens'
import { nameOfKey } from '../../../src-renderer/src/ui/useShortcuts'

describe('numbers that a person types', () => {
  it.each([
    ['0.5', 0.5],
    [' 1e-3 ', 0.001],
    ['\u22122', -2],
    ['.5', 0.5],
    ['', null],
    ['0x10', null],
    ['1,5', null],
    ['Infinity', null],
    ['1e999', null],
  ])('%j is %s', (text, value) => expect(parseNumber(text)).toBe(value))

  it('are refused outside their bounds', () => {
    expect(acceptNumber('0', { above: 0 })).toBeNull()
    expect(acceptNumber('1', { minimum: 0, below: 1 })).toBeNull()
    expect(acceptNumber('2.5', { integer: true })).toBeNull()
    expect(acceptNumber('3', { integer: true, minimum: 1, maximum: 3 })).toBe(3)
    expect(describeBounds({ minimum: 0, below: 1 })).toEqual({
      key: 'ui.expected.numberFromBelow',
      values: { least: '0', most: '1' },
    })
  })
})

describe('numbers for a person', () => {
  it.each([
    [formatValue(0.01584, 3), '0.0158'],
    [formatValue(-0.5, 3), '\u22120.500'],
    [formatValue(1.5e-7, 3), '1.50e\u22127'],
    [formatValue(1234.5), '1,235'],
    [formatValue(NaN), '–'],
    [formatPercent(0.993), '99.3%'],
    [formatPercent(1), '100%'],
    [formatRate(66_900), '66.9k'],
    [formatRate(4180), '4,180'],
    [formatGiga(4.57e10), '45.7'],
    [formatGiga(1.5e9), '1.50'],
    [formatShortCount(20_000_000), '20M'],
    [formatShortCount(60_000), '60k'],
    [formatShortCount(4000), '4,000'],
    [formatTick(0.3), '0.3'],
    [formatTick(3e-5), '3e\u22125'],
  ])('%s', (text, expected) => expect(text).toBe(expected))
})

describe('keys', () => {
  it('move round a list', () => {
    expect(moveIndex('ArrowRight', 2, 3)).toBe(0)
    expect(moveIndex('ArrowUp', 0, 3)).toBe(2)
    expect(moveIndex('End', 0, 3)).toBe(2)
    expect(moveIndex('a', 0, 3)).toBeNull()
  })

  it('have one name on every platform', () => {
    const plain = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
    expect(nameOfKey({ ...plain, key: 'z', metaKey: true, shiftKey: true })).toBe('Mod+Shift+Z')
    expect(nameOfKey({ ...plain, key: ' ' })).toBe('Space')
  })
})

describe('colour tokens', () => {
  it('give the half in force, also around commas of a function', () => {
    expect(pickScheme('light-dark(#fff, #000)', true)).toBe('#000')
    expect(pickScheme('light-dark(rgb(0, 1, 2), rgb(3, 4, 5))', false)).toBe('rgb(0, 1, 2)')
    expect(pickScheme('#123456', true)).toBe('#123456')
  })
})
