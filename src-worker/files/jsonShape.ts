import * as v from 'valibot'
import { toProblem } from '../spec/parseExperiment'
import { refuseAll } from './fileFault'

/** Sizes and counts in a file. */
export const wholeNumber = v.pipe(
  v.number('a whole number'),
  v.safeInteger('a whole number'),
  v.minValue(0, 'a whole number of at least 0'),
)
export const finiteNumber = v.pipe(v.number('a finite number'), v.finite('a finite number'))

/**
 * @returns the value as the schema has it.
 * @throws LabFailure with every problem at its place, `layers[0].weights`.
 */
export function decodeShape<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, value)
  return parsed.success ? parsed.output : refuseAll(parsed.issues.map(toProblem))
}
