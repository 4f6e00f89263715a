import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createThrottle } from '../../../src-renderer/src/ui/throttle'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('runs the first of 30 calls at once and the last within 100 ms, and none after a cancel', () => {
  let last = 0
  let runs = 0
  let value = 0
  const throttle = createThrottle(100, () => {
    last = value
    runs++
  })
  for (value = 1; value <= 30; value++) {
    throttle.call()
    vi.advanceTimersByTime(10)
  }
  value = 30
  expect(runs).toBeLessThanOrEqual(4)
  vi.advanceTimersByTime(100)
  expect(last).toBe(30)
  const before = runs
  throttle.call()
  throttle.call()
  throttle.cancel()
  vi.advanceTimersByTime(500)
  expect(runs).toBeLessThanOrEqual(before + 1)
})
