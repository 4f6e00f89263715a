/**
 * A sweep: one experiment with some of its settings varied, each combination with some seeds, as plain data with its
 * schema. What runs it makes is `listRuns`.
 */
import * as v from 'valibot'
import { finite, positiveCount, seed, text, oneOf } from './fields'
import { toProblem } from './parseExperiment'
import { fail, succeed, type Problem, type Result } from './problem'

export const sweepFormat = 'chainrule-sweep'
export const sweepVersion = 1

export const sweepLimits = {
  /** A table of more has no reader. */
  runs: 10_000,
  /** Settings of a grid: two axes and one picture a value of the third. */
  gridSettings: 3,
  randomSettings: 8,
} as const

export const rangeScales = ['linear', 'log'] as const

const variationSchema = v.union(
  [
    v.strictObject({
      path: text,
      values: v.pipe(v.array(v.unknown(), 'a list of values'), v.minLength(1, 'at least one value')),
    }),
    v.strictObject({ path: text, scale: oneOf(rangeScales), minimum: finite, maximum: finite }),
  ],
  'a setting with values, or with scale, minimum and maximum',
)

export const sweepSchema = v.strictObject(
  {
    format: v.literal(sweepFormat, `"${sweepFormat}"`),
    version: v.literal(sweepVersion, `version ${sweepVersion}`),
    /** The experiment as it was written, without its defaults: another kind of a part brings its own. */
    base: v.unknown(),
    /** Where relative paths of its data files start. */
    folder: v.string('a folder'),
    vary: v.array(variationSchema, 'a list of settings'),
    /** Each combination is run with the seeds 1 to this; null with the seeds that the experiment has. */
    seeds: v.nullable(positiveCount('seeds', sweepLimits.runs)),
    /** Draws combinations instead of taking all of them. */
    random: v.nullable(
      v.strictObject(
        { count: positiveCount('combinations', sweepLimits.runs), seed },
        'how many combinations are drawn, and the seed',
      ),
    ),
  },
  'a sweep: an object with base, folder, vary, seeds and random',
)

export type Sweep = v.InferOutput<typeof sweepSchema>
/** One setting and what it is tried with: values, or a range to draw from. */
export type Variation = Sweep['vary'][number]
export type ValueList = Extract<Variation, { values: unknown[] }>
export type ValueRange = Extract<Variation, { scale: string }>

export const isRange = (variation: Variation): variation is ValueRange => 'scale' in variation

/** Reads a sweep from plain data. @returns it, or every problem found; those of its runs `listRuns` finds. */
export function parseSweep(value: unknown): Result<Sweep, Problem[]> {
  const parsed = v.safeParse(sweepSchema, value)
  return parsed.success ? succeed(parsed.output) : fail(parsed.issues.map(toProblem))
}
