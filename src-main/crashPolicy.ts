const windowMs = 5 * 60_000
const tolerated = 3

/** Fewer than three in five minutes are restarted without a question. Answers true when the person must be asked. */
export function createCrashCounter(now: () => number = Date.now): () => boolean {
  let crashes: number[] = []
  return () => {
    crashes = [...crashes.filter((at) => now() - at < windowMs), now()]
    return crashes.length >= tolerated
  }
}
