import fc from 'fast-check'
import { expect, it } from 'vitest'
import { extendTrail, longestTrail, sameCell, stepBack } from '../../../src-renderer/src/backprop/trail'
import type { CellId } from '../../../src-worker/protocol/microscope'

const cell = (kind: CellId['kind'], row = 0): CellId => ({ kind, layer: 1, row, column: 0 })

it('a followed cell is added, a move inside the matrix takes the place of the last, a known one ends the trail', () => {
  const trail = [cell('dW'), cell('dI', 1)]
  expect(extendTrail(trail, cell('o'))).toEqual([...trail, cell('o')])
  expect(extendTrail(trail, cell('dI', 2))).toEqual([cell('dW'), cell('dI', 2)])
  expect(extendTrail([...trail, cell('o')], cell('dW'))).toEqual([cell('dW')])
  expect(stepBack(trail)).toEqual([cell('dW')])
})

it('a trail never holds a cell twice, ends with the chosen one and has at most 8', () => {
  const cells = fc.record({
    kind: fc.constantFrom('i' as const, 'o' as const, 'dW' as const, 'dI' as const),
    layer: fc.integer({ min: 1, max: 3 }),
    row: fc.integer({ min: 0, max: 2 }),
    column: fc.constant(0),
  })
  fc.assert(
    fc.property(fc.array(cells, { minLength: 1, maxLength: 40 }), (visits) => {
      const trail = visits.reduce(extendTrail, [] as CellId[])
      expect(sameCell(trail.at(-1)!, visits.at(-1)!)).toBe(true)
      expect(trail.length).toBeLessThanOrEqual(longestTrail)
      expect(new Set(trail.map((one) => JSON.stringify(one))).size).toBe(trail.length)
    }),
  )
})
