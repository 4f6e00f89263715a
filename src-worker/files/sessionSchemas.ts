/** The JSON entries of a session. What spans several entries is checked in sessionChecks.ts. */
import * as v from 'valibot'
import { tensorNames } from '../core/engine'
import type { RunEvent, RunState, StopReason } from '../protocol/trainerApi'
import { fillRules, taskNames } from '../spec/names'
import { limits } from '../spec/limits'
import { finiteNumber, wholeNumber } from './jsonShape'

const states = ['idle', 'paused', 'finished', 'diverged'] as const satisfies readonly Exclude<
  RunState,
  'running'
>[]
const stopReasons = [
  'updates',
  'epochs',
  'cost',
  'patience',
  'seconds',
] as const satisfies readonly StopReason[]
const eventFields = [
  'batchSize',
  'optimizer',
  'schedule',
  'l1',
  'l2',
  'clipNorm',
  'stop',
  'parameter',
] as const satisfies readonly RunEvent['field'][]
/** What an optimizer carries, in any selection. */
export const slotNames = ['momentum', 'mean', 'square'] as const

const oneOf = <const Names extends readonly string[]>(names: Names) =>
  v.picklist(names, `one of ${names.join(', ')}`)
const notNegative = v.pipe(finiteNumber, v.minValue(0, 'a number of at least 0'))
const atMost = (most: number) => v.pipe(wholeNumber, v.maxValue(most, `at most ${most}`))
const text = v.string('a text')
const texts = v.array(text, 'a list of texts')

const datasetSchema = v.strictObject(
  {
    rows: v.pipe(atMost(limits.rows), v.minValue(1, 'at least one row')),
    inputs: v.pipe(atMost(limits.columns), v.minValue(1, 'at least one input')),
    targets: v.pipe(atMost(limits.columns), v.minValue(1, 'at least one target')),
    inputNames: texts,
    targetNames: texts,
    task: oneOf(taskNames),
    classes: v.nullable(texts),
    sourceRows: v.boolean('true or false'),
    rowsRead: wholeNumber,
    /** The columns that `droppedColumns` of data.npz points to; the rows are there too, for there may be many. */
    droppedColumns: texts,
    /** Whether data.npz says the part of each row. */
    parts: v.optional(v.boolean('true or false')),
    filled: v.optional(
      v.array(
        v.strictObject(
          {
            column: text,
            rule: oneOf(fillRules),
            value: v.union([finiteNumber, text], 'a number or a text'),
            cells: wholeNumber,
          },
          'a column that was filled in',
        ),
        'the columns that were filled in',
      ),
    ),
  },
  'a description of the data',
)
export type DatasetDescription = v.InferOutput<typeof datasetSchema>

const divergenceSchema = v.strictObject(
  {
    update: wholeNumber,
    epoch: wholeNumber,
    batch: wholeNumber,
    layer: wholeNumber,
    tensor: oneOf(tensorNames),
  },
  'where the run diverged',
)

export const runSchema = v.strictObject(
  {
    state: oneOf(states),
    stopReason: v.nullable(oneOf(stopReasons)),
    divergence: v.optional(divergenceSchema),
    spentRules: v.optional(v.array(oneOf(stopReasons), 'a list of rules'), []),
    update: wholeNumber,
    samples: wholeNumber,
    seconds: notNegative,
    patience: v.strictObject(
      { best: v.nullable(finiteNumber), epochsSince: wholeNumber },
      'the patience so far',
    ),
    optimizer: v.strictObject(
      {
        step: wholeNumber,
        slots: v.pipe(
          v.array(oneOf(slotNames), 'a list of slots'),
          v.check((names) => new Set(names).size === names.length, 'each slot once'),
        ),
      },
      'the state of the optimizer',
    ),
    history: v.strictObject(
      { stride: v.pipe(wholeNumber, v.minValue(1, 'a stride of at least 1')) },
      'the history',
    ),
    dataset: v.nullable(datasetSchema),
  },
  'the state of a run',
)
export type RunDescription = v.InferOutput<typeof runSchema>

export const eventsSchema = v.array(
  v.strictObject(
    {
      update: wholeNumber,
      field: oneOf(eventFields),
      place: v.optional(text),
      before: text,
      after: text,
    },
    'an event',
  ),
  'a list of events',
)

const word = atMost(0xffffffff)
export const randomSchema = v.strictObject(
  {
    /** Of xoshiro128**. */
    state: v.tuple([word, word, word, word], 'four numbers of 32 bits'),
    epoch: wholeNumber,
    batch: wholeNumber,
    cursor: wholeNumber,
  },
  'the state of chance',
)
