export interface Throttle {
  call(): void
  cancel(): void
}

/** Runs at once, then at most once an interval; the last call is never lost. */
export function createThrottle(intervalMs: number, run: () => void): Throttle {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting = false

  function turn(): void {
    timer = undefined
    if (!waiting) return
    waiting = false
    timer = setTimeout(turn, intervalMs)
    run()
  }
  return {
    call() {
      waiting = true
      if (timer === undefined) turn()
    },
    cancel() {
      clearTimeout(timer)
      timer = undefined
      waiting = false
    },
  }
}
