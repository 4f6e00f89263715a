/** Complementary error function and normal distribution in float64, to about 1e-14 relative; JavaScript has none. */

const seriesLimit = 1.25

/**
 * erfc(x) = 1 − erf(x). Below 1.25 by the series e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)), whose terms are all of one
 * sign; above by the continued fraction e^(−x²) / (√π (x + ½/(x + 1/(x + 3⁄2/(x + …))))), evaluated from its tail.
 * Source: Abramowitz & Stegun 7.1.6 and 7.1.14.
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  return x < seriesLimit ? 1 - erfSeries(x) : erfcFraction(x)
}

function erfSeries(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

function erfcFraction(x: number): number {
  if (x > 27.3) return 0
  let tail = x
  for (let n = 160; n >= 1; n--) tail = x + n / 2 / tail
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail)
}

/** Φ(x), the share of the standard normal distribution below x. */
export const normalDistribution = (x: number): number => 0.5 * erfc(-x / Math.SQRT2)

/** φ(x) = Φ′(x). */
export const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
