/** Round numbers along an axis, about `count` of them. */
export function createTicks(minimum: number, maximum: number, count = 5): number[] {
  const span = maximum - minimum
  if (!Number.isFinite(span) || span <= 0) return []
  const rough = span / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10)
  const first = Math.ceil(minimum / step - 1e-9)
  const last = Math.floor(maximum / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)))
}

export const formatTick = (value: number): string =>
  (Math.abs(value) >= 1e5 ? value.toExponential(0) : String(value)).replaceAll('-', '−')
