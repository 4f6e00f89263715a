/** How the cells of a confusion matrix look. Pure. */

/**
 * Strength of a cell's colour from 0 to 1 by its share of the rows of its target; the root lets a few mistakes
 * among many rows be seen.
 */
export function strengthOf(count: number, support: number): number {
  return count === 0 || support === 0 ? 0 : Math.sqrt(count / support)
}

/** Whether names of columns stand upright: the longest has no room across. A letter is about 6 px wide. */
export const areNamesUpright = (names: readonly string[]): boolean =>
  Math.max(...names.map((name) => name.length)) * 6 > cellWidthFor(names.length) - 6

/** Side of a cell, px: large for few classes, as small as three digits need for many. */
export const cellWidthFor = (classes: number): number => (classes <= 4 ? 84 : classes <= 10 ? 42 : 34)
