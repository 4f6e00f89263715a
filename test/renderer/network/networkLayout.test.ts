import { describe, expect, it } from 'vitest'
import {
  areTitlesCrowded,
  createLinks,
  createNetworkLayout,
  foldUnits,
  styleLink,
} from '../../../src-renderer/src/network/networkLayout'

describe('units of a layer', () => {
  it('all 12 have a tile; of 13 the first 6 and the last 5', () => {
    expect(foldUnits(12)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(foldUnits(13)).toEqual([0, 1, 2, 3, 4, 5, null, 8, 9, 10, 11, 12])
    expect(foldUnits(128).filter((unit) => unit !== null)).toHaveLength(11)
  })

  it('a fold says how many it hides: 117 of 128', () => {
    const layout = createNetworkLayout([2, 128, 1], 700, 300)
    expect(layout.folds).toMatchObject([{ layer: 1, hidden: 117 }])
  })

  it('tiles lie inside the area, and a single output is larger', () => {
    const layout = createNetworkLayout([2, 8, 1], 764, 260)
    for (const { x, y, size } of layout.units) {
      expect(x - size / 2).toBeGreaterThanOrEqual(0)
      expect(x + size / 2).toBeLessThanOrEqual(764)
      expect(y - size / 2).toBeGreaterThanOrEqual(0)
      expect(y + size / 2).toBeLessThanOrEqual(260)
    }
    expect(layout.units.at(-1)!.size).toBe(44)
  })
})

describe('links', () => {
  const layout = createNetworkLayout([2, 3], 400, 200)
  const links = createLinks(layout, [
    { inputs: 2, units: 3, weights: Float64Array.of(0.5, -2, 0, 1, -0.25, 0.75) },
  ])

  it('carry weight [from][to], weakest first', () => {
    expect(links.map(({ from, to, value }) => [from, to, value])).toEqual([
      [0, 2, 0],
      [1, 1, -0.25],
      [0, 0, 0.5],
      [1, 2, 0.75],
      [1, 0, 1],
      [0, 1, -2],
    ])
    expect(links.at(-1)!.share).toBe(1)
  })

  it('the largest is 5 px wide at 52 %, next to the selection opaque; the weakest 0.6 px at 10 %', () => {
    expect(styleLink({ share: 1 }, false)).toEqual({ width: 5, opacity: 0.52 })
    expect(styleLink({ share: 1 }, true).opacity).toBe(1)
    expect(styleLink({ share: 0 }, false)).toEqual({ width: 0.6, opacity: 0.1 })
    expect(styleLink({ share: NaN }, false)).toEqual({ width: 0.6, opacity: 0.1 })
  })
})

it('names of matrices give way to those of layers: 2-3-1 over 560 px has room, over 420 px none; nor in a longer language', () => {
  const crowded = (width: number, output: string): boolean => {
    const columns = [15, width / 2, width - 23]
    const between = [1, 2].map((k) => ({ x: (columns[k - 1]! + columns[k]!) / 2, text: `W${k} 3 × 1` }))
    return areTitlesCrowded(['Input 2', 'Hidden 1 3 sigmoid', output], between, columns, width)
  }
  expect([560, 420].map((width) => crowded(width, 'Output 1 sigmoid'))).toEqual([false, true])
  expect(crowded(560, '«Oútpút ēēē» 1 «sígmóíd ēēē»')).toBe(true)
})
