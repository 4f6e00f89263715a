/** Exponent, a multiple of 3, that brings that gradient to 1…1000; 0 when there is nothing to scale. */
export function findGradientExponent(typical: number): number {
  if (!Number.isFinite(typical) || typical === 0) return 0
  return Math.floor(Math.log10(typical) / 3) * 3
}
