/** The history in the forms of NumPy and TensorBoard; the event file is read by a reader of its own. */
import { describe, expect, it } from 'vitest'
import { decodeNpz } from '../../../src-worker/files/npz'
import { writeHistoryCsv } from '../../../src-worker/files/historyCsv'
import { writeHistoryNpz } from '../../../src-worker/files/historyNpz'
import { historyColumns } from '../../../src-worker/files/historyTable'
import { writeHistoryTensorBoard } from '../../../src-worker/files/historyTensorBoard'
import { computeCrc32c, decodeRecords, maskCrc } from '../../../src-worker/files/tfRecord'
import { createSession } from './sampleSession'

/** Its history with an evaluation between two rows, and one behind them all. */
function createHistory() {
  const { history } = createSession()
  const evaluation = {
    update: Float64Array.of(2, 3, 5),
    epoch: Float64Array.of(0, 1, 2),
    cost: Float64Array.of(0.9, 0.22, 0.1),
    accuracy: Float64Array.of(0.5, 0.75, NaN),
    validationCost: Float64Array.of(0.6, 0.4, 0.3),
    validationAccuracy: Float64Array.of(NaN, NaN, 0.625),
  }
  return { history: { ...history, evaluation }, state: 'paused' as const }
}

describe('the history as NPZ', () => {
  it('has the columns and the numbers of the CSV, NaN where a cell is empty', () => {
    const document = createHistory()
    const { bytes, readBack } = writeHistoryNpz(document)
    const arrays = decodeNpz(bytes, new Set(historyColumns))
    const [header, ...lines] = new TextDecoder().decode(writeHistoryCsv(document)).trimEnd().split('\n')
    expect(Array.from(arrays.keys()).join(',')).toBe(header)
    expect(readBack).toEqual({ kind: 'numbers', largestDifference: 0, tolerance: 0, rows: 5 })
    lines.forEach((line, n) =>
      line.split(',').forEach((cell, c) => {
        expect(arrays.get(historyColumns[c]!)!.values[n]).toBe(cell === '' ? NaN : Number(cell))
      }),
    )
    expect(Array.from(arrays.get('update')!.values)).toEqual([1, 2, 3, 4, 5])
    expect(Array.from(arrays.get('cost')!.values)).toEqual([0.5, NaN, 0.25, 0.125, NaN])
  })
})

interface Field {
  number: number
  value: number | Buffer
}

/** A reader of protobuf messages for this test alone. */
function readFields(bytes: Buffer): Field[] {
  const fields: Field[] = []
  let at = 0
  const varint = (): number => {
    let [value, shift] = [0n, 0n]
    for (;;) {
      const byte = bytes[at++]!
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return Number(value)
      shift += 7n
    }
  }
  while (at < bytes.length) {
    const key = varint()
    const type = key & 7
    const length = type === 0 ? 0 : type === 1 ? 8 : type === 5 ? 4 : varint()
    const value = type === 0 ? varint() : bytes.subarray(at, at + length)
    if (type !== 0) at += length
    fields.push({ number: key >> 3, value })
  }
  return fields
}

const find = (fields: Field[], number: number): Buffer =>
  fields.find((field) => field.number === number)!.value as Buffer

/** Bit by bit, as RFC 3720 has it. */
function crc32c(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0x82f63b78 & -(crc & 1))
  }
  return ~crc >>> 0
}

const mask = (crc: number): number =>
  Number((((BigInt(crc) >> 15n) | ((BigInt(crc) << 17n) & 0xffffffffn)) + 0xa282ead8n) & 0xffffffffn)

function readEvents(file: Buffer): Field[][] {
  const events: Field[][] = []
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at))
    expect(file.readUInt32LE(at + 8)).toBe(mask(crc32c(file.subarray(at, at + 8))))
    const record = file.subarray(at + 12, at + 12 + length)
    expect(file.readUInt32LE(at + 12 + length)).toBe(mask(crc32c(record)))
    events.push(readFields(record))
    at += length + 16
  }
  return events
}

describe('the history as TensorBoard events', () => {
  it('is a file of version brain.Event:2 with a scalar for every number of the table, its step the update', () => {
    const { bytes, readBack } = writeHistoryTensorBoard(createHistory())
    const [first, ...events] = readEvents(Buffer.from(bytes))
    expect(find(first!, 3).toString()).toBe('brain.Event:2')
    const scalars = events.flatMap((event) => {
      const step = event.find(({ number }) => number === 2)!.value
      const seconds = find(event, 1).readDoubleLE(0)
      return readFields(find(event, 5)).map(({ value }) => {
        const fields = readFields(value as Buffer)
        return [step, seconds, find(fields, 1).toString(), find(fields, 2).readFloatLE(0)]
      })
    })
    const of = (tag: string) =>
      scalars.filter(([, , name]) => name === tag).map(([step, , , value]) => [step, value])
    const f = Math.fround
    expect(of('cost/training')).toEqual([
      [1, 0.5],
      [3, 0.25],
      [4, 0.125],
    ])
    expect(of('cost/validation')).toEqual([
      [2, f(0.6)],
      [3, f(0.4)],
      [5, f(0.3)],
    ])
    expect(of('accuracy/training')).toEqual([
      [2, 0.5],
      [3, 0.75],
    ])
    expect(of('accuracy/validation')).toEqual([[5, 0.625]])
    expect(of('optimizer/learningRate')).toEqual([
      [1, f(0.01)],
      [3, f(0.011)],
      [4, f(0.012)],
    ])
    expect(of('optimizer/gradientNorm')).toEqual([
      [1, 1.5],
      [4, 0.75],
    ])
    expect(of('progress/epoch')).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 1],
      [5, 2],
    ])
    expect(scalars.filter(([, , name]) => name === 'progress/epoch').map(([, seconds]) => seconds)).toEqual([
      0.1, 0.1, 0.11, 0.12, 0.12,
    ])
    expect(readBack).toEqual({
      kind: 'numbers',
      largestDifference: Math.abs(f(0.6) - 0.6),
      // Half a unit in the last place of the largest scalar, 14 samples.
      tolerance: 14 * 2 ** -24,
      rows: 5,
    })
  })

  it('of a run that has not begun is a file without a scalar', () => {
    const empty = new Float64Array(0)
    const { history } = createHistory()
    const none = Object.fromEntries(Object.keys(history.evaluation).map((name) => [name, empty]))
    const bare = { ...history, update: empty, evaluation: none as typeof history.evaluation }
    const { bytes, readBack } = writeHistoryTensorBoard({ history: bare })
    expect(readEvents(Buffer.from(bytes))).toHaveLength(1)
    expect(readBack.rows).toBe(0)
  })
})

describe('a record of TensorFlow', () => {
  it.each([
    ['123456789', 0xe3069283],
    ['\0'.repeat(32), 0x8a9136aa],
    ['', 0],
  ])('%j has the CRC-32C of RFC 3720', (text, crc) => {
    expect(computeCrc32c(new TextEncoder().encode(text))).toBe(crc)
    expect(maskCrc(crc)).toBe(mask(crc))
  })

  it('with any one bit flipped is refused', () => {
    const { bytes } = writeHistoryTensorBoard(createHistory())
    for (let at = 0; at < 80; at++) {
      const damaged = bytes.slice()
      damaged[at]! ^= 1 << (at % 8)
      expect(() => decodeRecords(damaged)).toThrow()
    }
  })
})
