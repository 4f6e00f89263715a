import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAsking } from '../../../src-renderer/src/trainer/createAsking'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Answers after `tookMs`; `asked` are the times of the questions. */
function createAsked(tookMs: number, isRunning: boolean, complete = () => true) {
  const asked: number[] = []
  const start = performance.now()
  const asking = createAsking(
    () => {
      asked.push(performance.now() - start)
      return new Promise<void>((done) => setTimeout(done, tookMs))
    },
    () => !complete(),
    () => isRunning,
    250,
  )
  return { asked, asking }
}

describe('asking', () => {
  it('while running waits eight times what the answer took: 100 ms each, asked at 0, 800 and 1,600', async () => {
    const { asked, asking } = createAsked(100, true)
    for (let turn = 0; turn < 40; turn++) {
      asking.ask('later')
      await vi.advanceTimersByTimeAsync(50)
    }
    expect(asked).toEqual([0, 800, 1600])
    asking.close()
  })

  it('of quick answers at least 250 ms pass; what a hand has changed is asked at once', async () => {
    const { asked, asking } = createAsked(1, true)
    asking.ask('later')
    await vi.advanceTimersByTimeAsync(10)
    asking.ask('later')
    await vi.advanceTimersByTimeAsync(100)
    asking.ask('now')
    await vi.advanceTimersByTimeAsync(400)
    expect(asked).toEqual([0, 110])
    asking.close()
  })

  it('has one question under way: what is wanted meanwhile is asked after it, and an incomplete answer goes on', async () => {
    let left = 2
    const { asked, asking } = createAsked(30, false, () => left-- === 0)
    asking.ask('now')
    asking.ask('now')
    await vi.advanceTimersByTimeAsync(200)
    expect(asked).toEqual([0, 30, 60])
    asking.close()
    asking.ask('now')
    await vi.advanceTimersByTimeAsync(100)
    expect(asked).toHaveLength(3)
  })
})
