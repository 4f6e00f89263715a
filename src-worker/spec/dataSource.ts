/** Where the data of an experiment comes from. */
import * as v from 'valibot'
import { notNegative, positiveCount, seed, text, oneOf, rows, say } from './fields'
import { limits } from './limits'
import {
  bundledNames,
  columnTypes,
  fillRules,
  generatorNames,
  missingRules,
  taskNames,
  textEncodings,
} from './names'

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
  missing: v.optional(
    v.picklist(
      missingRules,
      `one of ${missingRules.join(', ')}; what is filled in is said column by column, as in "fill": { "age": "mean" }`,
    ),
    'refuse',
  ),
  /** Columns that have a rule of their own for missing values. */
  fill: v.optional(
    v.record(text, oneOf(fillRules), `column names, each with one of ${fillRules.join(', ')}`),
  ),
  types: v.optional(v.record(text, oneOf(columnTypes), 'column names, each with number or category')),
}

const names = v.pipe(
  v.array(text, 'a list of column names'),
  v.check((list) => new Set(list).size === list.length, 'each name once'),
)

export const sourceSchema = v.variant(
  'kind',
  [
    v.strictObject(
      {
        kind: v.literal('inline'),
        inputs: rows,
        targets: rows,
        /** x1, x2, … and y1, y2, … when absent. */
        inputNames: v.optional(names),
        targetNames: v.optional(names),
      },
      'an inline data source',
    ),
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
        header: v.optional(v.boolean(say('flag'))),
        delimiter: v.optional(v.picklist([',', ';', '\t', '|'], 'one of , ; tab |')),
        decimal: v.optional(v.picklist(['.', ','], 'one of . ,')),
        encoding: v.optional(oneOf(textEncodings)),
        /** Further cells that say a value is missing, in whatever case. */
        alsoMissing: v.optional(
          v.pipe(
            v.array(text, 'a list of texts'),
            v.maxLength(limits.missingMarks, `at most ${limits.missingMarks} texts`),
          ),
        ),
        /** Of an NPZ file: the arrays of inputs and targets; x and y when absent. */
        arrays: v.optional(
          v.strictObject({ inputs: text, targets: text }, 'the names of two arrays, inputs and targets'),
        ),
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
  say('oneOf', { names: 'inline, generator, bundled, file, idx' }),
)
