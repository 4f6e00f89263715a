import * as v from 'valibot'
import { toProblem } from '../spec/parseExperiment'
import { say } from '../spec/fields'
import { refuseAll } from './fileFault'

/** Sizes and counts in a file. */
export const wholeNumber = v.pipe(
  v.number(say('wholeNumber')),
  v.safeInteger(say('wholeNumber')),
  v.minValue(0, say('wholeAtLeast', { least: 0 })),
)
export const finiteNumber = v.pipe(v.number(say('finite')), v.finite(say('finite')))

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
