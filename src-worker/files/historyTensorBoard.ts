/**
 * The history as an event file of TensorBoard: a scalar a column, its step the update, its wall time the seconds of
 * training. Scalars are float32 there; the file's name must hold `tfevents`.
 * Source: tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto.
 */
import { createLabError, LabFailure } from '../protocol/errors'
import type { NumbersReadBack } from '../protocol/exports'
import type { Bytes } from './bytes'
import { historyColumns, listHistoryLines, readHistoryCell, type HistoryColumn } from './historyTable'
import {
  doubleField,
  encodeMessage,
  floatField,
  messageField,
  textField,
  varintField,
} from './models/protobuf'
import { Message } from './models/protobufReader'
import type { SessionDocument } from './sessionDocument'
import { decodeRecords, writeRecords } from './tfRecord'

/** Half a unit in the last place, relative to the number. */
const roundingOfFloat32 = 2 ** -24
const fileVersion = 'brain.Event:2'

/** The table's columns by TensorBoard's names: what stands before the stroke gathers charts. */
const tags: Partial<Record<HistoryColumn, string>> = {
  epoch: 'progress/epoch',
  samples: 'progress/samples',
  cost: 'cost/training',
  penalty: 'cost/penalty',
  validationCost: 'cost/validation',
  accuracy: 'accuracy/training',
  validationAccuracy: 'accuracy/validation',
  learningRate: 'optimizer/learningRate',
  gradientNorm: 'optimizer/gradientNorm',
}

interface Scalar {
  tag: string
  step: number
  seconds: number
  value: number
}

/** @throws LabFailure `internal` when the file does not read back to what was meant. */
export function writeHistoryTensorBoard({ history }: Pick<SessionDocument, 'history'>): {
  bytes: Bytes
  readBack: NumbersReadBack
} {
  const lines = listScalars(history)
  const bytes = writeRecords([
    encodeMessage([doubleField(1, 0), textField(3, fileVersion)]),
    ...lines.map((scalars) => encodeEvent(scalars)),
  ])
  const scalars = lines.flat()
  const largestDifference = compare(scalars, decodeScalars(bytes))
  const largest = scalars.reduce(
    (most, { value }) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0,
  )
  return {
    bytes,
    readBack: {
      kind: 'numbers',
      largestDifference,
      tolerance: largest * roundingOfFloat32,
      rows: lines.length,
    },
  }
}

/** Of each line of the table the values that there are; a cost that ran off is none. */
function listScalars(history: SessionDocument['history']): Scalar[][] {
  let seconds = 0
  return listHistoryLines(history).map((line) => {
    if (line.row !== null) seconds = history.seconds[line.row]!
    const step = readHistoryCell(history, 'update', line)!
    return historyColumns.flatMap((column) => {
      const value = readHistoryCell(history, column, line)
      const tag = tags[column]
      return tag === undefined || value === null || Number.isNaN(value) ? [] : [{ tag, step, seconds, value }]
    })
  })
}

const encodeEvent = (scalars: readonly Scalar[]): Bytes =>
  encodeMessage([
    doubleField(1, scalars[0]!.seconds),
    varintField(2, scalars[0]!.step),
    messageField(
      5,
      scalars.map(({ tag, value }) => messageField(1, [textField(1, tag), floatField(2, value)])),
    ),
  ])

function decodeScalars(bytes: Bytes): Scalar[] {
  return decodeRecords(bytes)
    .slice(1)
    .flatMap((record) => {
      const event = new Message(record)
      return event
        .message(5)
        .messages(1)
        .map((value) => ({
          tag: value.text(1),
          step: event.integer(2),
          seconds: event.double(1)!,
          value: value.float(2)!,
        }))
    })
}

/** The largest difference of a value, which is its rounding to float32; all else must be equal. */
function compare(meant: readonly Scalar[], read: readonly Scalar[]): number {
  const same =
    meant.length === read.length &&
    meant.every(({ tag, step, seconds, value }, n) => {
      const other = read[n]!
      const isSame = tag === other.tag && step === other.step && seconds === other.seconds
      return isSame && Object.is(Math.fround(value), other.value)
    })
  if (!same) {
    throw new LabFailure(
      createLabError('internal', 'the exported history did not read back to the same numbers'),
    )
  }
  return meant.reduce((largest, { value }, n) => {
    const difference = value === read[n]!.value ? 0 : Math.abs(value - read[n]!.value)
    return Math.max(largest, difference)
  }, 0)
}
