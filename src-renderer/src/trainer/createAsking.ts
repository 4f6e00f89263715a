/**
 * When to ask the trainer again for something that follows it: one question at a time, and while training goes on no
 * sooner than a least time, or eight times what the last answer took, so that the training keeps most of the time.
 */
const shareOfTime = 8

/** `now` is for what a person's hand has changed: it is never held back but by the question under way. */
export type When = 'later' | 'now'

export interface Asking {
  ask(when: When): void
  close(): void
}

/**
 * @param put asks once; null when there is nothing to ask
 * @param take of the answer; true when it was not complete and it is to be asked on
 * @param leastMs between two questions while running
 */
export function createAsking<Answer>(
  put: () => Promise<Answer> | null,
  take: (answer: Answer) => boolean | void,
  isRunning: () => boolean,
  leastMs: number,
): Asking {
  let lastAsked = -Infinity
  let tookMs = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let inFlight = false
  let again: When | null = null
  let closed = false

  async function begin(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const question = put()
    if (question === null) return
    inFlight = true
    again = null
    lastAsked = performance.now()
    try {
      const answer = await question
      tookMs = performance.now() - lastAsked
      if (!closed && take(answer) === true) again ??= 'later'
    } finally {
      inFlight = false
      if (again !== null) ask(again)
    }
  }

  /** A waiting question stays where it is, else a fast run would push it on for ever. */
  function ask(when: When): void {
    if (closed) return
    if (inFlight) {
      // How long to wait is known when the answer is there.
      if (again !== 'now') again = when
      return
    }
    const interval = Math.max(leastMs, shareOfTime * tookMs)
    const wait = when === 'later' && isRunning() ? lastAsked + interval - performance.now() : 0
    if (wait <= 0) void begin()
    else timer ??= setTimeout(() => void begin(), wait)
  }

  return {
    ask,
    close() {
      closed = true
      clearTimeout(timer)
    },
  }
}
