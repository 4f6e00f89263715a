import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeCover, stateOf } from '../../../src-renderer/src/backprop/cover'
import {
  createWalkPlan,
  endOfStep,
  endOfUpdate,
  nextStop,
  previousStop,
  stopAt,
  walkLevels,
  type Stop,
  type WalkLevel,
  type WalkPlan,
} from '../../../src-renderer/src/backprop/walkPlan'
import type { TensorId } from '../../../src-worker/protocol/microscope'

/** As the lanes see it. */
const isMade = (plan: WalkPlan, stop: Stop, id: TensorId, row: number, column: number): boolean =>
  stateOf(describeCover(id, plan, stop, new Map()), row, column) !== 'later'

const example = createWalkPlan({
  samples: 4,
  inputs: 2,
  layers: [
    { units: 3, bias: true },
    { units: 1, bias: true },
  ],
})

function walkThrough(plan: WalkPlan, level: WalkLevel): Stop[] {
  const stops: Stop[] = []
  // From before the first cell: the first stop is the one that the first cell belongs to.
  let stop: Stop | null = previousToFirst(plan, level)
  while (stop !== null) {
    stops.push(stop)
    stop = nextStop(plan, level, stop)
  }
  return stops
}

function previousToFirst(plan: WalkPlan, level: WalkLevel): Stop {
  let stop = endOfUpdate(plan)
  for (
    let before = previousStop(plan, level, stop);
    before !== null;
    before = previousStop(plan, level, stop)
  ) {
    stop = before
  }
  return stop
}

const shapes = fc.record({
  samples: fc.integer({ min: 1, max: 5 }),
  inputs: fc.integer({ min: 1, max: 4 }),
  layers: fc.array(fc.record({ units: fc.integer({ min: 1, max: 4 }), bias: fc.boolean() }), {
    minLength: 1,
    maxLength: 3,
  }),
})

describe('the walk through the example', () => {
  it('has 4 phases, 6 layers, 18 matrices, 45 rows of samples and matrices, 95 cells', () => {
    const counts = walkLevels.map((level) => walkThrough(example, level).length)
    expect(counts).toEqual([4, 6, 18, 45, 95])
  })

  it('Forward 1 ends with o1[4, 3], the cost with its sum, Backward 1 with Δb1[3]', () => {
    const ends = [0, 2, 4].map((step) => {
      const { tensor, row, column } = endOfStep(example, step)
      return [example.made[tensor]!.id.kind, row, column]
    })
    expect(ends).toEqual([
      ['o', 3, 2],
      ['batchCost', 0, 0],
      ['db', 0, 2],
    ])
  })

  it('what is given is made from the start, what comes later is not', () => {
    const stop = stopAt(example, { kind: 'i', layer: 1 }, 1, 1)!
    expect(isMade(example, stop, { kind: 'weights', layer: 2 }, 2, 0)).toBe(true)
    expect(isMade(example, stop, { kind: 'i', layer: 1 }, 1, 1)).toBe(true)
    expect(isMade(example, stop, { kind: 'i', layer: 1 }, 1, 2)).toBe(false)
    expect(isMade(example, stop, { kind: 'o', layer: 1 }, 0, 0)).toBe(false)
  })
})

describe('of any network', () => {
  it('one on and one back is where one was, at every level', () => {
    fc.assert(
      fc.property(shapes, fc.constantFrom(...walkLevels), (shape, level) => {
        const plan = createWalkPlan(shape)
        const stops = walkThrough(plan, level)
        for (let k = 1; k < stops.length; k++)
          expect(previousStop(plan, level, stops[k]!)).toEqual(stops[k - 1])
        expect(stops.at(-1)).toEqual(endOfUpdate(plan))
        expect(previousStop(plan, level, stops[0]!)).toBeNull()
      }),
      { numRuns: 60 },
    )
  })

  it('a coarser level stops only where every finer one does', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const plan = createWalkPlan(shape)
        const keys = walkLevels.map(
          (level) => new Set(walkThrough(plan, level).map((stop) => JSON.stringify(stop))),
        )
        for (let k = 1; k < keys.length; k++) for (const key of keys[k - 1]!) expect(keys[k]).toContain(key)
      }),
      { numRuns: 60 },
    )
  })
})
