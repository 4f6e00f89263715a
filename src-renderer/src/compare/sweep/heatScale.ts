/** How strong a score is coloured, from the worst of a sweep to the best. Pure. */

/**
 * Shares of the ramp, weakest first. It leaves out the middle, where neither black nor white letters can be read on the
 * ground: levels from `firstStrong` have the letters of the ground.
 */
export const levels = [0, 0.1, 0.2, 0.3, 0.4, 0.75, 0.85, 1] as const
export const firstStrong = 5

/** From here on the places between the ends are by ratio. */
const logarithmicFrom = 10

export interface HeatScale {
  /** The smallest and the largest finite value; NaN of none. */
  minimum: number
  maximum: number
  logarithmic: boolean
  /** Index into `levels`; null for a value that is not finite. */
  levelOf(value: number): number | null
}

export function createHeatScale(values: readonly number[], smallerIsBetter: boolean): HeatScale {
  const finite = values.filter(Number.isFinite)
  const minimum = finite.length === 0 ? NaN : finite.reduce((least, value) => Math.min(least, value))
  const maximum = finite.length === 0 ? NaN : finite.reduce((most, value) => Math.max(most, value))
  const logarithmic = minimum > 0 && maximum / minimum >= logarithmicFrom
  const place = (value: number): number => (logarithmic ? Math.log(value) : value)
  return {
    minimum,
    maximum,
    logarithmic,
    levelOf(value) {
      if (!Number.isFinite(value)) return null
      const width = place(maximum) - place(minimum)
      const share = width > 0 ? (place(value) - place(minimum)) / width : smallerIsBetter ? 0 : 1
      const goodness = smallerIsBetter ? 1 - share : share
      return Math.min(levels.length - 1, Math.max(0, Math.floor(goodness * levels.length)))
    },
  }
}

/** The ground of a cell. */
export function colourOf(level: number): string {
  const share = levels[level] ?? 0
  if (share <= 0.5) return `color-mix(in srgb, var(--seq-mid) ${200 * share}%, var(--seq-lo))`
  return `color-mix(in srgb, var(--seq-hi) ${200 * share - 100}%, var(--seq-mid))`
}
