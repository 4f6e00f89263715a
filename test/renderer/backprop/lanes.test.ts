import { describe, expect, it } from 'vitest'
import { boxOfCells, createLaneLayout, wideMetrics } from '../../../src-renderer/src/backprop/laneLayout'
import { createMatrixViews } from '../../../src-renderer/src/backprop/matrixView'
import { reveal, spanOf } from '../../../src-renderer/src/backprop/window'
import { openTrainer } from './realTrainer'

const trainer = await openTrainer()
const reply = await trainer.inspect({
  fault: null,
  samples: { start: 0, count: 8 },
  units: Array.from({ length: 3 }, () => ({ start: 0, count: 12 })),
  cell: null,
})
if (!reply.ok) throw new Error(reply.error.message)
const { tensors } = reply.value
const settings = {
  notation: 'io' as const,
  style: { kind: 'decimals' as const, digits: 4, fractions: false },
  exponent: -3,
}
const views = createMatrixViews(tensors, settings, false)
const textsOf = (key: string, from = views) => from.get(key)!.cells.map((row) => row.map((cell) => cell.text))

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
    expect(textsOf('batchCost0')).toEqual([['0.1353']])
  })

  it('at the step Update what the parameters become takes their place', () => {
    const after = createMatrixViews(tensors, settings, true)
    expect(textsOf('weights2', after).flat()).toEqual(['0.7901', '−0.5076', '0.3920'])
    expect(after.get('weights2')!.name).toBe('W2′')
  })
})

describe('layout of the example', () => {
  const layout = createLaneLayout(views, 2, wideMetrics, () => 0)
  const at = (key: string) => layout.placed.get(key)!

  it('each gradient lies under its value, each ΔW under its Δb, W above i, the sum under the costs', () => {
    for (const layer of [1, 2]) {
      expect(at(`dI${layer}`).x).toBe(at(`i${layer}`).x)
      expect(at(`dO${layer}`).x).toBe(at(`o${layer}`).x)
      expect(at(`dI${layer}`).y).toBeGreaterThan(at(`i${layer}`).y)
      expect(at(`db${layer}`).y).toBeGreaterThan(at(`dI${layer}`).y + at(`dI${layer}`).height)
      expect(at(`dW${layer}`).y).toBeGreaterThan(at(`db${layer}`).y + at(`db${layer}`).height)
      expect(at(`weights${layer}`).y).toBeLessThan(at(`bias${layer}`).y)
      expect(at(`bias${layer}`).y).toBeLessThan(at(`i${layer}`).y)
    }
    expect(at('batchCost0')).toMatchObject({ x: at('cost0').x, width: at('cost0').width })
    expect(at('batchCost0').y).toBeGreaterThanOrEqual(at('cost0').y + at('cost0').height)
  })

  it('matrices go from left to right without overlap, and fit beside rail and panel at 1440', () => {
    const order = ['inputs0', 'i1', 'o1', 'i2', 'o2', 'targets0', 'cost0']
    for (let k = 1; k < order.length; k++) {
      expect(at(order[k]!).x).toBeGreaterThan(at(order[k - 1]!).x + at(order[k - 1]!).width)
    }
    expect(layout.width).toBeLessThanOrEqual(812)
  })

  it('a region outside the window has no box', () => {
    expect(boxOfCells(at('i1'), layout.cell, [0, 3], [1, 1])).toMatchObject({ height: 4 * 24 })
    expect(boxOfCells(at('i1'), layout.cell, [9, 12], [1, 1])).toBeNull()
  })
})

describe('window', () => {
  const shape = { samples: 30, units: [64, 5] }
  const start = { sampleStart: 0, unitStarts: [] }

  it('shows 8 of 30 samples and 8 of 64 inputs, all of 5, and moves no further than needed', () => {
    expect(spanOf('samples', shape, start)).toEqual({ start: 0, count: 8, total: 30 })
    expect(spanOf(0, shape, start)).toEqual({ start: 0, count: 8, total: 64 })
    expect(spanOf(1, shape, start)).toEqual({ start: 0, count: 5, total: 5 })
    expect(spanOf('samples', shape, reveal('samples', 8, shape, start)).start).toBe(1)
    expect(spanOf(0, shape, reveal(0, 63, shape, start)).start).toBe(56)
  })
})
