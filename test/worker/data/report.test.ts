import { describe, expect, it } from 'vitest'
import { prepareData, prepareDataInTurns } from '../../../src-worker/data/prepareData'
import { previewTable, previewTableInTurns } from '../../../src-worker/data/previewTable'
import { summarizeData } from '../../../src-worker/data/summarizeData'
import { TableMemory } from '../../../src-worker/data/tableMemory'
import { encodeText, parseData, readBundled, unwrap, unwrapError } from './sources'

/** Rows 2 to 9 of the file; row 8 is far out in a, row 9 repeats row 2. */
const table = 'a,b,c\n1,5,u\n2,5,v\n3,5,u\n4,5,NA\n5,5,u\n6,5,v\n100,5,u\n1.0,5,u\n'

describe('the data report', () => {
  it('mean and standard deviation are those of NumPy: 2, 4, 4, 4, 5, 5, 7, 9 has 5 and 2', () => {
    const { columns } = unwrap(
      previewTable(encodeText('a,y\n2,0\n4,1\n4,0\n4,1\n5,0\n5,1\n7,0\n9,1\nNA,1\n'), {}),
    )
    expect(columns[0]).toMatchObject({ mean: 5, standardDeviation: 2, minimum: 2, maximum: 9, missing: 1 })
  })

  it('100 lies more than 3 interquartile ranges above 1 … 6, and the row is named', () => {
    const { columns, notable } = unwrap(previewTable(encodeText(table), {}))
    expect(columns[0]!.outliers).toEqual({ count: 1, rows: [8] })
    expect(columns[1]).toMatchObject({ distinct: 1, outliers: { count: 0, rows: [] } })
    expect(notable).toEqual({
      count: 2,
      rows: [
        { row: 5, cells: ['4', '5', 'NA'] },
        { row: 8, cells: ['100', '5', 'u'] },
      ],
    })
  })

  it('a row that repeats an earlier one is found whatever its spelling', () => {
    expect(unwrap(previewTable(encodeText(table), {})).duplicates).toEqual({ count: 1, rows: [9] })
    expect(unwrap(previewTable(readBundled('iris'), {})).duplicates).toEqual({ count: 1, rows: [144] })
  })

  it('of 250 faults 100 are listed and all are counted', () => {
    const text = `x,y\n${Array.from({ length: 600 }, (_, r) => (r < 250 ? 'a,1' : '1,1')).join('\n')}`
    const preview = unwrap(previewTable(encodeText(text), {}))
    expect([preview.faults.length, preview.faultCount]).toEqual([100, 250])
  })
})

describe('the report of data in use', () => {
  const text =
    'a,y,set\n1,0,train\n2,1,train\n3,0,train\n4,1,train\n100,1,train\n2,1,test\n2,0,test\n7,7,train\n'

  it('holds range, mean and deviation before scaling, and rows by their place in the file', () => {
    const data = parseData({
      source: { kind: 'file', path: 't' },
      scaling: 'standardize',
      split: { column: 'set' },
    })
    const { report } = summarizeData(
      unwrap(prepareData(data, null, [{ path: 't', bytes: encodeText(text) }])),
    )
    expect(report!.columns[0]).toMatchObject({
      ...{ name: 'a', minimum: 1, maximum: 100, mean: expect.closeTo(121 / 8, 12), distinct: 6 },
      outliers: { count: 1, rows: [6] },
    })
    expect(report!.columns.map(({ name }) => name)).toEqual(['a', 'y'])
    expect([report!.duplicates, report!.leaked]).toEqual([{ count: 1, rows: [7] }, 1])
  })

  it('is left out for more than half a million numbers', () => {
    const describe = (samples: number) => {
      const data = parseData({ source: { kind: 'generator', name: 'encoder', samples } })
      return summarizeData(unwrap(prepareData(data, null, []))).report
    }
    expect(describe(31_250)!.columns).toHaveLength(16)
    expect(describe(31_251)).toBeUndefined()
  })
})

describe('reading in turns', () => {
  const rows = Array.from({ length: 30_000 }, (_, r) => `${r},${r % 7},${r % 3},"q${r % 5}"`)
  const bytes = encodeText(`a,b,c,y\n${rows.join('\n')}`)
  /** Every look at it is 50 ms later, so that each piece ends a turn. */
  const createClock = () => {
    let time = 0
    return () => (time += 50)
  }

  it('gives what reading at once gives, and says how far it is', async () => {
    const heard: number[] = []
    const progress = (done: number): boolean => heard.push(done) > 0
    const inTurns = await previewTableInTurns(bytes, {}, { progress, now: createClock() })
    expect(inTurns).toEqual(previewTable(bytes, {}))
    expect(heard.length).toBeGreaterThan(5)
    expect(heard).toEqual([...heard].sort((one, other) => one - other))
    expect(heard.every((share) => share >= 0 && share <= 1)).toBe(true)
  })

  it('ends at the third piece with the error cancelled', async () => {
    let asked = 0
    const progress = (): boolean => ++asked < 3
    const ended = await previewTableInTurns(bytes, {}, { progress, now: createClock() })
    expect([unwrapError(ended).code, asked]).toEqual(['cancelled', 3])
    const data = parseData({ source: { kind: 'file', path: 'a' } })
    const attachments = [{ path: 'a', bytes }]
    const turns = { progress: () => ++asked < 6, now: createClock() }
    expect(unwrapError(await prepareDataInTurns(data, null, attachments, turns)).code).toBe('cancelled')
  })

  it('a table of 1 MiB is read once for equal bytes, and again for another option or another byte', () => {
    const memory = new TableMemory()
    const large = encodeText(`a,b\n${'1.25,2\n'.repeat(160_000)}`)
    const read = (copy: Uint8Array<ArrayBuffer>, options = {}) =>
      previewTableInTurns(copy, options, { progress: () => true, now: () => 0, memory })
    return read(large).then(async (first) => {
      expect(memory.find(large.slice(), {})).not.toBeNull()
      expect(memory.find(large.slice(), { header: false })).toBeNull()
      const other = large.slice()
      other[other.length - 2] = 0x33
      expect(memory.find(other, {})).toBeNull()
      expect(await read(large.slice())).toEqual(first)
      memory.forget()
      expect(memory.find(large, {})).toBeNull()
    })
  })
})
