/** What says that an export is done finds the export that is not. */
import { describe, expect, it } from 'vitest'
import { encodeText } from '../../../src-worker/files/bytes'
import { writeCostSvg } from '../../../src-worker/files/costSvg'
import { hashWeights } from '../../../src-worker/files/digest'
import {
  readCostSvgBack,
  readHistoryCsvBack,
  readSessionBack,
} from '../../../src-worker/files/exportReadBack'
import { writeHistoryCsv } from '../../../src-worker/files/historyCsv'
import { firstWords } from '../../../src-worker/files/sessionDocument'
import { writeSessionFile } from '../../../src-worker/files/sessionWriter'
import { appVersion, createSession, createTensors } from './sampleSession'

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('the history as CSV', () => {
  const document = createSession()
  const csv = textOf(writeHistoryCsv(document))

  it('is read back, a cost that ran off among its numbers', () => {
    for (const state of ['paused', 'diverged'] as const) {
      const bytes = writeHistoryCsv({ ...document, state })
      const lines = textOf(bytes).trimEnd().split('\n').length - 1
      expect(readHistoryCsvBack(bytes, { ...document, state })).toEqual({
        kind: 'numbers',
        largestDifference: 0,
        tolerance: 0,
        rows: lines,
      })
    }
  })

  it.each([
    ['a digit', csv.replace('0.25', '0.26')],
    ['a cell less', csv.replace(',0.25,', ',')],
    ['an empty cell', csv.replace('0.25', '')],
    ['a line less', csv.replace(/\n[^\n]*\n$/, '\n')],
    ['a line more', `${csv}9,9,9,,,,,,,\n`],
    ['another name', csv.replace('samples', 'sample')],
    ['an end cut off', csv.slice(0, -1)],
  ])('with %s is no export', (_what, changed) => {
    expect(changed).not.toBe(csv)
    expect(() => readHistoryCsvBack(encodeText(changed), document)).toThrow('did not read back')
  })
})

describe('a session', () => {
  const document = createSession()
  const other = { ...createSession(), current: createTensors('float32', 7) }
  const kept = [{ ...firstWords, number: 2, document: other }]
  const write = () => writeSessionFile({ document, words: firstWords, kept, sweeps: [] }, appVersion)

  it('is read back with the digests of the weights of its two runs', async () => {
    expect(await readSessionBack(await write(), { document, kept })).toEqual({
      kind: 'session',
      runs: 2,
      weightsSha256: await hashWeights(document.current),
    })
  })

  it('with other weights, a run less, or a byte changed is no export', async () => {
    const bytes = await write()
    const mixed = { ...document, current: createTensors('float32', 8) }
    await expect(readSessionBack(bytes, { document: mixed, kept })).rejects.toThrow('the same weights')
    await expect(readSessionBack(bytes, { document, kept: [] })).rejects.toThrow('the same weights')
    const changed = bytes.slice()
    changed[200]! ^= 1
    await expect(readSessionBack(changed, { document, kept })).rejects.toThrow(
      'the session did not read back',
    )
  })
})

describe('the figure of the cost', () => {
  const document = createSession()
  const svg = writeCostSvg(document)

  it('has the titles of its axes', () => {
    expect(readCostSvgBack(svg, document)).toEqual({
      kind: 'figure',
      axisTitles: ['update', 'cost (half mean squared error)'],
    })
  })

  it.each([
    ['without a title', svg.replace('>update<', '><'), 'it has no axis title "update"'],
    ['cut off', svg.slice(0, -9), 'the figure did not read back: '],
  ])('%s is no export', (_what, changed, words) => {
    expect(changed).not.toBe(svg)
    expect(() => readCostSvgBack(changed, document)).toThrow(words)
  })
})
