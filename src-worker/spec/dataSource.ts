/** Where the data of an experiment comes from. */
import * as v from 'valibot'
import { notNegative, positiveCount, seed, text, oneOf, rows } from './fields'
import { limits } from './limits'
import { bundledNames, columnTypes, generatorNames, missingRules, taskNames } from './names'

const filePath = v.pipe(
  v.string('a file path'),
  v.minLength(1, 'a file path'),
  v.maxLength(4096, 'a file path of at most 4096 letters'),
  v.check((path) => !path.includes('\0'), 'a file path without the character NUL'),
)

const tableColumns = {
  /** Columns that become inputs; all others but the target when absent. */
  inputs: v.optional(
    v.pipe(v.array(text, 'a list of column names'), v.minLength(1, 'at least one input column')),
  ),
  /** One column, or several number columns for a regression. */
  target: v.optional(
    v.union([text, v.pipe(v.array(text), v.minLength(1))], 'a column name, or a list of column names'),
  ),
  task: v.optional(oneOf(taskNames)),
  missing: v.optional(oneOf(missingRules), 'refuse'),
  types: v.optional(v.record(text, oneOf(columnTypes), 'column names, each with number or category')),
}

export const sourceSchema = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('inline'), inputs: rows, targets: rows }, 'an inline data source'),
    v.strictObject(
      {
        kind: v.literal('generator'),
        name: oneOf(generatorNames),
        samples: v.optional(positiveCount('samples', limits.generatorSamples), 200),
        noise: v.optional(notNegative, 0),
        seed,
      },
      'a generator',
    ),
    v.strictObject(
      { kind: v.literal('bundled'), name: oneOf(bundledNames), ...tableColumns },
      'a bundled data set',
    ),
    v.strictObject(
      {
        kind: v.literal('file'),
        path: filePath,
        ...tableColumns,
        /** Found from the file when absent. */
        header: v.optional(v.boolean('true or false')),
        delimiter: v.optional(v.picklist([',', ';', '\t', '|'], 'one of , ; tab |')),
        decimal: v.optional(v.picklist(['.', ','], 'one of . ,')),
      },
      'a file',
    ),
    v.strictObject(
      {
        kind: v.literal('idx'),
        images: filePath,
        labels: filePath,
        limit: v.optional(positiveCount('rows', limits.rows)),
      },
      'an IDX pair',
    ),
  ],
  'one of inline, generator, bundled, file, idx',
)
