/** The JSON entries of a session. What spans several entries is checked in sessionChecks.ts. */
import * as v from 'valibot'
import { tensorNames } from '../core/engine'
import type { RunEvent, RunState, StopReason } from '../protocol/trainerApi'
import { fillRules, taskNames } from '../spec/names'
import { limits } from '../spec/limits'
import { say } from '../spec/fields'
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
  v.picklist(names, say('oneOf', { names }))
const notNegative = v.pipe(finiteNumber, v.minValue(0, say('atLeast', { least: 0 })))
const atMost = (most: number) => v.pipe(wholeNumber, v.maxValue(most, say('atMostCount', { most })))
const text = v.string(say('text'))
const texts = v.array(text, say('textList'))

const datasetSchema = v.strictObject(
  {
    rows: v.pipe(atMost(limits.rows), v.minValue(1, say('someRow'))),
    inputs: v.pipe(atMost(limits.columns), v.minValue(1, say('someInput'))),
    targets: v.pipe(atMost(limits.columns), v.minValue(1, say('someTarget'))),
    inputNames: texts,
    targetNames: texts,
    task: oneOf(taskNames),
    classes: v.nullable(texts),
    sourceRows: v.boolean(say('flag')),
    rowsRead: wholeNumber,
    /** The columns that `droppedColumns` of data.npz points to; the rows are there too, for there may be many. */
    droppedColumns: texts,
    /** Whether data.npz says the part of each row. */
    parts: v.optional(v.boolean(say('flag'))),
    filled: v.optional(
      v.array(
        v.strictObject(
          {
            column: text,
            rule: oneOf(fillRules),
            value: v.union([finiteNumber, text], say('numberOrText')),
            cells: wholeNumber,
          },
          say('filledColumn'),
        ),
        say('filledColumns'),
      ),
    ),
  },
  say('dataDescription'),
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
  say('divergedWhere'),
)

export const runSchema = v.strictObject(
  {
    state: oneOf(states),
    stopReason: v.nullable(oneOf(stopReasons)),
    divergence: v.optional(divergenceSchema),
    spentRules: v.optional(v.array(oneOf(stopReasons), say('ruleList')), []),
    update: wholeNumber,
    samples: wholeNumber,
    seconds: notNegative,
    patience: v.strictObject({ best: v.nullable(finiteNumber), epochsSince: wholeNumber }, say('patience')),
    optimizer: v.strictObject(
      {
        step: wholeNumber,
        slots: v.pipe(
          v.array(oneOf(slotNames), say('slotList')),
          v.check((names) => new Set(names).size === names.length, say('slotOnce')),
        ),
      },
      say('optimizerState'),
    ),
    history: v.strictObject(
      { stride: v.pipe(wholeNumber, v.minValue(1, say('stride', { least: 1 }))) },
      say('history'),
    ),
    dataset: v.nullable(datasetSchema),
  },
  say('runState'),
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
    say('event'),
  ),
  say('eventList'),
)

const word = atMost(0xffffffff)
export const randomSchema = v.strictObject(
  {
    /** Of xoshiro128**. */
    state: v.tuple([word, word, word, word], say('randomWords')),
    epoch: wholeNumber,
    batch: wholeNumber,
    cursor: wholeNumber,
  },
  say('chance'),
)
