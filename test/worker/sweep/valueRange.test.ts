import { describe, expect, it } from 'vitest'
import { listNumbers } from '../../../src-worker/sweep/valueRange'

describe('a range of numbers', () => {
  it.each([
    [
      'even ratios with one digit',
      { kind: 'log', from: 0.01, to: 10, count: 7 },
      false,
      [0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    ],
    ['even ratios that need two', { kind: 'log', from: 0.1, to: 0.2, count: 3 }, false, [0.1, 0.14, 0.2]],
    ['doubling up to the end', { kind: 'double', from: 4, to: 130, count: 2 }, true, [4, 8, 16, 32, 64, 128]],
    ['even steps', { kind: 'linear', from: 0, to: 0.9, count: 4 }, false, [0, 0.3, 0.6, 0.9]],
    ['whole numbers, each once', { kind: 'linear', from: 1, to: 3, count: 5 }, true, [1, 2, 3]],
    ['one number', { kind: 'linear', from: 5, to: 9, count: 1 }, false, [5]],
    ['no ratios from 0', { kind: 'log', from: 0, to: 1, count: 3 }, false, []],
    ['no range backwards', { kind: 'linear', from: 2, to: 1, count: 3 }, false, []],
  ] as const)('%s', (_, range, whole, expected) => expect(listNumbers(range, whole)).toEqual(expected))
})
