export type Verdict = 'agrees' | 'close' | 'differs'

/** Below 1e-7 a gradient passes, above 1e-4 it is wrong; between, rounding or a kink may be at work. */
export function verdictOf(relativeError: number): Verdict {
  if (relativeError < 1e-7) return 'agrees'
  return relativeError <= 1e-4 ? 'close' : 'differs'
}
