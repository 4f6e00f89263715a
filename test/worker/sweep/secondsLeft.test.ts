import { describe, expect, it } from 'vitest'
import { estimateSecondsLeft } from '../../../src-worker/sweep/secondsLeft'

describe('the time left', () => {
  const nothing = { waiting: [], going: [], ended: [], jobs: 2 }

  it('is unknown before a run has got anywhere', () => {
    expect(
      estimateSecondsLeft({ ...nothing, waiting: [0], going: [{ cell: 0, elapsed: 1, share: 0 }] }),
    ).toBeNull()
  })

  it('follows from the share done, then from runs of the same combination, on all threads', () => {
    const going = [{ cell: 0, elapsed: 1, share: 0.25 }]
    expect(estimateSecondsLeft({ ...nothing, waiting: [0, 1], going })).toBeCloseTo((4 + 4 + 3) / 2)
    const ended = [
      { cell: 0, seconds: 2 },
      { cell: 1, seconds: 10 },
    ]
    expect(estimateSecondsLeft({ ...nothing, waiting: [0, 1, 2], ended })).toBeCloseTo((2 + 10 + 6) / 2)
  })

  it('is never less than what one run still takes', () => {
    const going = [{ cell: 0, elapsed: 1, share: 0.1 }]
    expect(estimateSecondsLeft({ ...nothing, going, jobs: 8 })).toBeCloseTo(9)
  })
})
