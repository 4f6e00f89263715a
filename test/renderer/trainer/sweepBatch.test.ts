import { describe, expect, it } from 'vitest'
import { createSweepBatch } from '../../../src-renderer/src/trainer/sweepBatch'
import type { EndedRun, PlannedRun } from '../../../src-worker/sweep/sweepApi'
import { createResult } from '../../worker/files/sampleSweep'

const runs = ['a', 'b', 'c', 'd'].map((key, cell): PlannedRun => ({
  ...{ cell, key, name: key },
  settings: [cell],
  seed: 1,
}))
const ended = (at: number): EndedRun => {
  const { key } = runs[at]!
  return { at, key, reply: { ok: true, value: createResult([at], { experiment: key }) } }
}
const going = (at: number, share = 0.5) => ({ at, key: runs[at]!.key, share })

function begin() {
  let atMs = 0
  const told: string[] = []
  const batch = createSweepBatch(
    runs,
    {
      started: ({ key }) => told.push(`${key} begins`),
      share: ({ key }, share) => told.push(`${key} is at ${share}`),
      ended: ({ key }, result, seconds) =>
        told.push(`${key} has ${result.curve.trainingCost[0]}, ${seconds} s`),
      failed: ({ key }) => told.push(`${key} failed`),
    },
    () => (atMs += 2000),
  )
  return { batch, told }
}

describe('a batch of four runs', () => {
  it('takes later news before earlier ones, each run once, and shares the time out', () => {
    const { batch, told } = begin()
    batch.hear({ ended: [ended(1), ended(2)], going: going(3) })
    batch.hear({ ended: [ended(0), ended(1)], going: going(1) })
    batch.settle([ended(2), ended(3)])
    expect(told).toEqual([
      'a begins',
      'b has 1, 1 s',
      'c has 2, 1 s',
      'd begins',
      'd is at 0.5',
      'a has 0, 2 s',
      'd has 3, 2 s',
    ])
    expect(batch.close()).toEqual([])
  })

  it('that lost its worker hears nothing more: its runs are made by another', () => {
    const { batch, told } = begin()
    batch.hear({ ended: [], going: going(2) })
    expect(batch.close().map(({ key }) => key)).toEqual(['c', 'a', 'b', 'd'])
    const before = [...told]
    expect(batch.hear({ ended: [ended(0), ended(1)], going: going(2, 0.75) })).toBe(false)
    expect(told).toEqual(before)
  })
})
