/**
 * Shares a whole number out by largest remainder: everyone gets its quota rounded down,
 * what is left goes to the largest fractions, the first of equals before the others.
 * @param total at most the sum of `capacities`.
 * @param quotas what each should get, fractions allowed, about `total` together.
 * @param capacities the most each can take.
 * @returns whole numbers that add up to `total`.
 */
export function apportion(total: number, quotas: number[], capacities: number[]): number[] {
  const shares = quotas.map((quota, k) => Math.min(Math.floor(clean(quota)), capacities[k]!))
  const order = quotas
    .map((quota, k) => ({ k, fraction: clean(quota) - Math.floor(clean(quota)) }))
    .sort((a, b) => b.fraction - a.fraction || a.k - b.k)
  let left = total - shares.reduce((sum, share) => sum + share, 0)
  while (left > 0) {
    const before = left
    for (const { k } of order) {
      if (left > 0 && shares[k]! < capacities[k]!) {
        shares[k]!++
        left--
      }
    }
    if (left === before) break
  }
  return shares
}

/** 0.3 × 10 is meant to be 3: what floating point adds or takes is rounded off. */
const clean = (quota: number): number => Math.round(quota * 1e9) / 1e9
