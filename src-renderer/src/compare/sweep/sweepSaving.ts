/** Hands the sweeps to the session now and then: each time all of them are copied, so large ones less often. */
export interface SweepSaving {
  /** Something changed: within a while it is saved. */
  soon(): void
  now(): void
  cancel(): void
}

const leastMs = 2000
/** What takes longer holds up the window: it is done rarely, and at the end. */
const longMs = 40
const rareMs = 30_000

/**
 * @param save copies the sweeps before it returns
 * @param now milliseconds
 */
export function createSweepSaving(save: () => void, now: () => number): SweepSaving {
  let timer: ReturnType<typeof setTimeout> | undefined
  let tookMs = 0

  function cancel(): void {
    clearTimeout(timer)
    timer = undefined
  }

  function saveNow(): void {
    cancel()
    const before = now()
    save()
    tookMs = now() - before
  }

  return {
    soon() {
      timer ??= setTimeout(saveNow, tookMs > longMs ? rareMs : leastMs)
    },
    now: saveNow,
    cancel,
  }
}
