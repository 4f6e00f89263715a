import { expect, it } from 'vitest'
import { createUpdateAxis, findStretch, listStretches } from '../../../src-renderer/src/weights/updateAxis'

it('linear: 0 and 800 lie at the ends, 200 at a quarter; ticks are whole updates', () => {
  const axis = createUpdateAxis([0, 200, 800], 'linear', 50, 400)
  expect([0, 200, 800].map(axis.place)).toEqual([50, 150, 450])
  expect(axis.ticks.map(({ text }) => text)).toEqual(['0', '200', '400', '600', '800'])
  expect(createUpdateAxis([0, 2], 'linear', 0, 400).ticks.map(({ text }) => text)).toEqual(['0', '1', '2'])
})

it('log: 0, 1, 3 and 7 lie at equal distances; ticks are powers of ten', () => {
  const axis = createUpdateAxis([0, 1, 3, 7], 'log', 0, 300)
  expect([0, 1, 3, 7].map(axis.place)).toEqual([0, 100, 200, 300])
  expect(createUpdateAxis([0, 1000], 'log', 0, 400).ticks.map(({ text }) => text)).toEqual([
    '0',
    '1',
    '10',
    '100',
    '1,000',
  ])
})

it('a single moment lies in the middle and has the whole width', () => {
  const axis = createUpdateAxis([7], 'linear', 50, 100)
  expect([axis.place(7), axis.ticks]).toEqual([100, [{ at: 100, text: '7' }]])
  expect(listStretches([7], axis, 50, 100)).toEqual([{ x: 50, width: 100 }])
})

it('each moment has the stretch halfway to its neighbours, without a gap', () => {
  const updates = [0, 200, 800]
  const stretches = listStretches(updates, createUpdateAxis(updates, 'linear', 50, 400), 50, 400)
  expect(stretches).toEqual([
    { x: 50, width: 50 },
    { x: 100, width: 200 },
    { x: 300, width: 150 },
  ])
  expect([50, 99, 100, 299, 300, 450].map((pixel) => findStretch(stretches, pixel))).toEqual([
    0, 0, 1, 1, 2, 2,
  ])
})
