import { describe, expect, it } from 'vitest'
import { createLaneLayout, boxOfCells, wideMetrics } from '../../../src-renderer/src/backprop/laneLayout'
import { createMatrixView, type MatrixView } from '../../../src-renderer/src/backprop/matrixView'
import { shapeOf, tensorsOf } from '../../../src-renderer/src/backprop/useLanes'
import { reveal, spanOf } from '../../../src-renderer/src/backprop/window'
import { tensor } from '../../../src-renderer/src/backprop/tensors'
import { readGoldenTrace } from './goldenTrace'

const trace = readGoldenTrace('seed-2-3-1')
const settings = {
  notation: 'io' as const,
  digits: 4,
  exponent: -3,
  shape: shapeOf(trace),
  window: { sampleStart: 0, unitStarts: [] },
  updated: false,
}
const views = new Map(
  tensorsOf(2).flatMap((id): [string, MatrixView][] => {
    const view = createMatrixView(trace, id, settings)
    return view ? [[view.key, view]] : []
  }),
)
const textsOf = (key: string) => views.get(key)!.cells.map((row) => row.map((cell) => cell.text))

describe('cells of the example', () => {
  it('write values with four decimals, gradients times 10⁻³ with three, whole inputs bare', () => {
    expect(textsOf('inputs0')[1]).toEqual(['0', '1'])
    expect(textsOf('weights1')).toEqual([
      ['0.50', '−0.40', '0.30'],
      ['0.20', '0.70', '−0.60'],
    ])
    expect(textsOf('i1')[0]).toEqual(['0.1000', '−0.2000', '0.0500'])
    expect(textsOf('dW1')[0]).toEqual(['3.040', '−2.555', '1.898'])
    expect(textsOf('dO2').flat()).toEqual(['158.528', '−97.657', '−81.628', '162.248'])
    expect(textsOf('cost0').flat()).toEqual(['0.0503', '0.0191', '0.0133', '0.0526'])
  })

  it('at the step Update parameters show what they become', () => {
    const view = createMatrixView(trace, tensor('weights', 2), { ...settings, updated: true })!
    expect(view.cells.map((row) => row[0]!.text)).toEqual(['0.7901', '−0.5076', '0.3920'])
  })
})

describe('layout of the example', () => {
  const layout = createLaneLayout(views, 2, wideMetrics, () => 0)
  const at = (key: string) => layout.placed.get(key)!

  it('each gradient lies under its value, each ΔW under its Δb, W above i', () => {
    for (const layer of [1, 2]) {
      expect(at(`dI${layer}`).x).toBe(at(`i${layer}`).x)
      expect(at(`dO${layer}`).x).toBe(at(`o${layer}`).x)
      expect(at(`dI${layer}`).y).toBeGreaterThan(at(`i${layer}`).y)
      expect(at(`db${layer}`).y).toBeGreaterThan(at(`dI${layer}`).y + at(`dI${layer}`).height)
      expect(at(`dW${layer}`).y).toBeGreaterThan(at(`db${layer}`).y + at(`db${layer}`).height)
      expect(at(`weights${layer}`).y).toBeLessThan(at(`bias${layer}`).y)
      expect(at(`bias${layer}`).y).toBeLessThan(at(`i${layer}`).y)
    }
  })

  it('matrices go from left to right without overlap', () => {
    const order = ['inputs0', 'i1', 'o1', 'i2', 'o2', 'targets0', 'cost0']
    for (let k = 1; k < order.length; k++) {
      expect(at(order[k]!).x).toBeGreaterThan(at(order[k - 1]!).x + at(order[k - 1]!).width)
    }
    expect(layout.width).toBeLessThanOrEqual(812)
  })

  it('a region outside the window has no box', () => {
    expect(boxOfCells(at('i1'), layout.cell, [0, 3], [1, 1])).toMatchObject({ height: 4 * 26 })
    expect(boxOfCells(at('i1'), layout.cell, [9, 12], [1, 1])).toBeNull()
  })
})

describe('window', () => {
  const shape = { samples: 30, units: [64, 5] }
  const start = { sampleStart: 0, unitStarts: [] }

  it('shows 8 of 30 samples and 8 of 64 inputs, all of 12, and moves no further than needed', () => {
    expect(spanOf('samples', shape, start)).toEqual({ start: 0, count: 8, total: 30 })
    expect(spanOf(0, shape, start)).toEqual({ start: 0, count: 8, total: 64 })
    expect(spanOf(1, { samples: 1, units: [2, 12] }, start).count).toBe(12)
    const moved = reveal(0, 8, shape, start)
    expect(spanOf(0, shape, moved).start).toBe(1)
    expect(spanOf(0, shape, reveal(0, 63, shape, moved)).start).toBe(56)
    expect(spanOf('samples', shape, reveal('samples', 29, shape, start)).start).toBe(22)
  })
})
