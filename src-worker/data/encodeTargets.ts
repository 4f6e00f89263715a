import { createLabError, type LabError } from '../protocol/errors'
import { explain, formatProblem } from '../spec/problem'
import { phrase, type Phrase } from '../spec/phrases'

/** Targets of all rows: `y` is `[rows][names.length]`, row-major. */
export interface Targets {
  names: string[]
  y: Float64Array<ArrayBuffer>
}

/** Columns that classes take: two classes fit into one column of 0 and 1 when the network has one output unit. */
export const countTargetColumns = (classes: number, oneColumn: boolean): number =>
  oneColumn && classes === 2 ? 1 : classes

/**
 * One-hot columns named after the classes, or one column of 0 and 1 named `name`.
 * @param labels position of each row's class.
 */
export function encodeClasses(
  labels: Uint32Array,
  classes: string[],
  oneColumn: boolean,
  name: string,
): Targets {
  const columns = countTargetColumns(classes.length, oneColumn)
  if (columns === 1) return { names: [name], y: Float64Array.from(labels) }
  const y = new Float64Array(labels.length * columns)
  labels.forEach((label, r) => {
    y[r * columns + label] = 1
  })
  return { names: [...classes], y }
}

/**
 * The output layer has a unit for each target column.
 * @param units of the output layer; null when there is no network yet.
 * @param reason what each unit is for, as in `one for each class of species`.
 * @param twoClasses when one unit does as well as two.
 * @returns null when it fits.
 */
export function checkOutputUnits(
  units: number | null,
  columns: number,
  reason: Phrase,
  twoClasses = false,
): LabError | null {
  if (units === null || units === columns) return null
  const count = twoClasses
    ? phrase('oneOrTwoUnits')
    : phrase(columns === 1 ? 'oneUnit' : 'countUnits', { count: columns })
  const problem = explain('network.layers', phrase('ofUnits', { phrase: count, reason }), units)
  return createLabError('invalidExperiment', formatProblem(problem), '', [problem])
}
