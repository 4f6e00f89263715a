export type Verdict = 'agrees' | 'close' | 'differs'

/** Below 1e-7 a gradient passes, above 1e-4 it is wrong; between, rounding or a kink may be at work. */
export function judge(passed: boolean, relativeError: number): Verdict {
  if (passed) return 'agrees'
  return relativeError <= 1e-4 ? 'close' : 'differs'
}
