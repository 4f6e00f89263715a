/** Tables as people have them: marks of numbers, lines before the header, names that repeat, cells that say "missing". */
import { describe, expect, it } from 'vitest'
import { judgeMark } from '../../../src-worker/data/detectDecimal'
import { prepareData } from '../../../src-worker/data/prepareData'
import { previewTable } from '../../../src-worker/data/previewTable'
import type { ColumnReport, TablePreview } from '../../../src-worker/protocol/tables'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'
import { formatProblem } from '../../../src-worker/spec/problem'
import { writeNpyFile, writeNpzFile } from './npyBytes'
import { encodeText, getRow, listProblems, parseData, prepareText, unwrap } from './sources'

const preview = (text: string): TablePreview => unwrap(previewTable(encodeText(text), {}))
const looksOf = ({ columns }: TablePreview): Record<string, ColumnReport['look']> =>
  Object.fromEntries(columns.map(({ name, look }) => [name, look]))
/** 30 rows, the cells of each made of its number. */
const rowsOf = (write: (r: number) => string): string =>
  Array.from({ length: 30 }, (_, r) => write(r)).join('\n')

describe('the decimal mark', () => {
  it.each([
    ['7,9', ','],
    ['-12,5930', ','],
    ['0,125', ','],
    [',125', ','],
    ['1234,567', ','],
    ['1,250e3', ','],
    ['1.234,5', ','],
    ['1.234.567', ','],
    ['7.9', '.'],
    ['1,234.50', '.'],
    ['1,234,567', '.'],
    ['12,593', 'ambiguous'],
    ['+1.283', 'ambiguous'],
    ['1,23,4', null],
    ['1.2.3', null],
    [',', null],
    ['12', null],
    ['a,b', null],
  ])('%j shows %j', (cell, mark) => expect(judgeMark(cell)).toBe(mark))

  it.each(['\t', ';'])(
    '12,593 between %j and whole numbers is never 12.593 unasked, and a remark says why',
    (d) => {
      const text = `id${d}pop${d}y\n${rowsOf((r) => [r, `${r + 1},${283 + r}`, r % 2].join(d))}`
      const found = preview(text)
      expect([found.decimal, found.columns[1]!.type, found.columns[1]!.look]).toEqual([
        '.',
        'category',
        'numbers',
      ])
      expect(found.remarks).toEqual([{ kind: 'ambiguousMark', column: 'pop', cell: '1,283', mark: ',' }])
      const said = unwrap(previewTable(encodeText(text), { decimal: ',' }))
      expect([said.columns[1]!.minimum, said.remarks]).toEqual([1.283, []])
    },
  )

  it('12.593;7,90 is European: 7,90 is 7.9, and 12.593 looks like a number and is none', () => {
    const found = preview(`pop;price\n${rowsOf((r) => `${r + 1}.593;7,${10 + r}`)}`)
    expect([found.decimal, found.remarks]).toEqual([',', []])
    expect(found.columns.map(({ type, look, minimum }) => [type, look, minimum])).toEqual([
      ['category', 'numbers', null],
      ['number', undefined, 7.1],
    ])
  })

  it('one cell in row 1,503 decides for the whole file', () => {
    const lines = Array.from({ length: 1501 }, (_, r) => `1,${100 + (r % 900)};2`)
    const found = preview(`a;y\n${lines.join('\n')}\n7,9;2\n`)
    expect([found.decimal, found.remarks, found.columns[0]!.maximum]).toEqual([',', [], 7.9])
  })

  it('1.283 alone is read with a point, and said so', () => {
    const found = preview(`a,y\n${rowsOf((r) => `${r + 1}.283,${r}`)}`)
    expect(found.columns[0]).toMatchObject({ type: 'number', minimum: 1.283, maximum: 30.283 })
    expect(found.remarks).toEqual([{ kind: 'ambiguousMark', column: 'a', cell: '1.283', mark: '.' }])
  })
})

it('categories that look like numbers, percentages, dates or names of rows are told from true ones', () => {
  const text = rowsOf(
    (r) =>
      `"${r + 1},234","1,234.${10 + r}",${r}.1%,2024-01-${10 + (r % 20)},${10 + (r % 9)}/2/2024 8:30,n${r},k${r % 3}`,
  )
  const found = preview(`thousands,grouped,share,day,moment,name,kind\n${text}`)
  expect(found.columns.every(({ type }) => type === 'category')).toBe(true)
  expect(looksOf(found)).toEqual({
    thousands: 'numbers',
    grouped: 'numbers',
    share: 'percentages',
    day: 'dates',
    moment: 'dates',
    name: 'distinct',
    kind: undefined,
  })
})

it('whole-number targets of an array look like nothing else', () => {
  const x = writeNpyFile('<f8', [3, 1], Float64Array.of(1, 2, 3))
  const y = writeNpyFile('<i8', [3], BigInt64Array.of(0n, 1n, 2n))
  const { columns } = unwrap(previewTable(writeNpzFile({ x, y }), {}))
  expect(columns.map(({ type, look }) => [type, look])).toEqual([
    ['number', undefined],
    ['category', undefined],
  ])
})

describe('what stands around a table', () => {
  it('sep=; and comments are skipped, and rows are numbered as in the file', () => {
    const text = 'sep=;\n# made by hand\n\n# in mm\na;y\n1,5;0\nq;1\n2,5;0\n'
    const found = preview(text)
    expect([found.delimiter, found.decimal, found.remarks]).toEqual([
      ';',
      ',',
      [{ kind: 'skippedLines', count: 3 }],
    ])
    expect(found.head.map(({ row }) => row)).toEqual([6, 7, 8])
    expect(found.faults).toMatchObject([{ row: 7, column: 'a', expected: 'a number', actual: '"q"' }])
    expect(listProblems(prepareText('# c\na,y\n1,2\n"3,4\n'))[0]).toMatch(/^row 4: .*no closing quote/)
  })

  it('a table of colours has no comments', () => {
    const found = preview('#ff0000,1\n#00ff00,2\n')
    expect([found.rows, found.remarks]).toEqual([2, []])
  })

  it('rows at the end without any value are none, others are missing values', () => {
    const found = preview('a,b,y\n1,2,0\n,,\n3,4,1\n,,\n , ,\n\n')
    expect([found.rows, found.columns[0]!.missing]).toEqual([3, 1])
    expect(found.remarks).toEqual([{ kind: 'emptyRows', count: 2 }])
  })

  it('a name that comes again has its turn behind it, and none is taken twice', () => {
    const found = preview('x,x,x_2,,column_4,x\n1,2,3,4,5,6\n')
    expect(found.columns.map(({ name }) => name)).toEqual([
      'x',
      'x_3',
      'x_2',
      'column_4_2',
      'column_4',
      'x_4',
    ])
    expect(found.remarks).toEqual([
      { kind: 'renamedColumn', name: 'x', to: 'x_3' },
      { kind: 'renamedColumn', name: 'x', to: 'x_4' },
    ])
    expect(getRow(unwrap(prepareText('x,x,y\n1,2,3\n')).dataset.x, 0, 2)).toEqual([1, 2])
  })
})

describe('missing values that a person names', () => {
  const text = 'a,k,y\n1,red,0\n-999,n.d.,1\n-999.0,red,0\n4,N.D.,1\n'
  const fields = { alsoMissing: ['n.d.', '-999'], missing: 'drop' as const }

  it('-999 in a column of numbers and n.d. in one of categories, in whatever case', () => {
    const { dataset } = unwrap(prepareText(text, fields))
    expect([dataset.rows, dataset.dropped.map(({ row }) => row)]).toEqual([1, [3, 4, 5]])
    expect(unwrap(prepareText(text, { missing: 'drop' })).dataset.rows).toBe(4)
  })

  it('-999 in an array', () => {
    const bytes = writeNpyFile('<f8', [3, 2], Float64Array.of(1, 2, -999, 4, 5, 6))
    const data = parseData({ source: { kind: 'file', path: 'a.npy', ...fields } })
    expect(unwrap(prepareData(data, null, [{ path: 'a.npy', bytes }])).dataset.rows).toBe(2)
  })

  it('inf is a fault and no missing value', () => {
    expect(listProblems(prepareText('a,y\n1,0\ninf,1\n'))).toEqual([
      'row 3, column a: expected a number, found "inf"',
    ])
  })

  it('"missing": "mean" is refused by a line that names fill', () => {
    const parsed = parseExperiment({
      data: { source: { kind: 'file', path: 'a.csv', missing: 'mean' } },
      network: { layers: [{ units: 1 }] },
    })
    expect(parsed.ok ? [] : parsed.error.map(formatProblem)).toEqual([
      'data.source.missing: expected one of refuse, drop; what is filled in is said column by column, ' +
        'as in "fill": { "age": "mean" }, found "mean"',
    ])
  })
})

describe('what is no table of numbers', () => {
  const read = (bytes: Uint8Array<ArrayBuffer>): string => listProblems(previewTable(bytes, {}))[0]!

  it.each([
    ['|O', 'type O'],
    ['<U5', 'type U5'],
    ['|S12', 'type S12'],
    ['<M8[ns]', 'type M8'],
  ])('an array of %s says that text or objects cannot be read', (type, found) => {
    expect(read(writeNpyFile(type, [2], Uint8Array.of(1, 2)))).toBe(
      `expected an array of numbers: text or objects cannot be read, found ${found}`,
    )
  })

  it("Python's pickle is told from text", () => {
    expect(read(Uint8Array.of(0x80, 4, 0x4b, 1, 0x2e))).toBe(
      "expected a table or arrays of numbers: text or objects cannot be read, found Python's pickle",
    )
  })
})
