import { describe, expect, it } from 'vitest'
import {
  drawDistribution,
  shadeOf,
} from '../../../../src-renderer/src/weights/distributions/drawDistribution'
import {
  findFullest,
  layOutHeat,
  readCount,
} from '../../../../src-renderer/src/weights/distributions/heatLayout'
import type { Distribution } from '../../../../src-worker/protocol/distributions'

const none = new Uint32Array(2)
/** Two moments of four bins. */
const create = (edges: number[], counts: number[], zeros = [0, 0]): Distribution => ({
  edges: Float64Array.from(edges),
  counts: Uint32Array.from(counts),
  below: none,
  above: none,
  notNumbers: none,
  zeros: Uint32Array.from(zeros),
  minimum: Float64Array.of(-1, -1),
  maximum: Float64Array.of(1, 1),
  mean: Float64Array.of(0, 0),
  deviation: Float64Array.of(1, 1),
  total: 10,
})
const without = create([-1, -0.5, 0, 0.5, 1], [1, 2, 6, 1, 0, 4, 3, 3])
const even = create([-1, -0.5, 0, 0.5, 1], [1, 2, 6, 1, 0, 4, 3, 3], [4, 0])

describe('the heat of a distribution', () => {
  it('has the lowest bin at the bottom, and rows that fill it without a gap', () => {
    const { rows, top, bottom } = layOutHeat(even, [0, 100], 'linear', 'linear', 700)
    expect(rows[0]!.y + rows[0]!.height).toBeCloseTo(bottom, 9)
    expect(rows[3]!.y).toBeCloseTo(top, 9)
    rows.slice(1).forEach((row, k) => expect(row.y + row.height).toBeCloseTo(rows[k]!.y, 9))
  })

  it('has ticks of round values between its limits, powers of ten by size', () => {
    expect(layOutHeat(without, [0, 100], 'linear', 'linear', 700).yTicks.map(({ text }) => text)).toEqual([
      '−1.0',
      '−0.5',
      '0',
      '0.5',
      '1.0',
    ])
    const size = create([2 ** -10, 2 ** -8, 2 ** -6, 2 ** -4, 2 ** -2], [1, 2, 6, 1, 0, 4, 3, 3])
    expect(layOutHeat(size, [0, 100], 'size', 'linear', 700).yTicks.map(({ text }) => text)).toEqual([
      '10⁻³',
      '10⁻²',
      '10⁻¹',
    ])
  })

  it('keeps exact zeros apart, in a row of their own where there are any', () => {
    expect([0, 1, 2, 3].map((bin) => readCount(even, 0, bin))).toEqual([1, 2, 2, 1])
    expect([findFullest(even, [0]), findFullest(even, [0, 1])]).toEqual([2, 4])
    expect(layOutHeat(even, [0, 100], 'linear', 'linear', 700).zeros).not.toBeNull()
    expect(layOutHeat(without, [0, 100], 'linear', 'linear', 700).zeros).toBeNull()
  })

  it('shades the fullest bin wholly, an empty one not at all, a hundredth by more than a tenth', () => {
    expect([shadeOf(0, 100), shadeOf(100, 100)]).toEqual([0, 1])
    expect(shadeOf(1, 100)).toBeGreaterThan(0.1)
  })

  it('draws a block for each bin that holds values and one for the zeros of a moment', () => {
    const blocks: { alpha: number }[] = []
    const context = {
      globalAlpha: 1,
      fillStyle: '',
      fillRect: () => blocks.push({ alpha: context.globalAlpha }),
    }
    const canvas = { width: 0, height: 0, getContext: () => context } as unknown as HTMLCanvasElement
    drawDistribution(canvas, even, layOutHeat(even, [0, 100], 'linear', 'linear', 700), 'red', 2)
    expect([canvas.width, blocks.length]).toEqual([1400, 4 + 3 + 1])
    expect(Math.max(...blocks.map(({ alpha }) => alpha))).toBe(1)
  })
})
