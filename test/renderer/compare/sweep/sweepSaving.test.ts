import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createSweepSaving } from '../../../../src-renderer/src/compare/sweep/sweepSaving'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Results that come every tenth of a second for a minute, each saving taking so long. */
function count(tookMs: number): number {
  let saved = 0
  let atMs = 0
  const saving = createSweepSaving(
    () => {
      saved++
      atMs += tookMs
    },
    () => atMs,
  )
  for (let k = 0; k < 600; k++) {
    saving.soon()
    vi.advanceTimersByTime(100)
  }
  saving.cancel()
  return saved
}

describe('sweeps are handed to the session', () => {
  it.each([
    [1, 30],
    [39, 30],
    [45, 2],
  ])('in a minute of results, each saving of %i ms: %i times', (tookMs, times) => {
    expect(count(tookMs)).toBe(times)
  })

  it('at once when asked to, and not again for what was saved', () => {
    let saved = 0
    const saving = createSweepSaving(
      () => saved++,
      () => 0,
    )
    saving.soon()
    saving.now()
    vi.advanceTimersByTime(60_000)
    expect(saved).toBe(1)
  })
})
