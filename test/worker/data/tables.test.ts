import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prepareData } from '../../../src-worker/data/prepareData'
import { limits } from '../../../src-worker/spec/limits'
import { encodeText, getRow, listProblems, parseData, prepareText, unwrap, unwrapError } from './sources'

const header = 'sepal,petal,kind\n'
const rows = [
  [5.1, 1.4, 'a'],
  [6.2, 4.5, 'b'],
  [7.3, 6.0, 'c'],
  [4.9, 1.5, 'a'],
]
const lines = rows.map((row) => row.join(','))
const table = `${header}${lines.join('\n')}\n`

describe('the form of a table', () => {
  it.each([
    ['comma', ','],
    ['semicolon', ';'],
    ['tab', '\t'],
    ['pipe', '|'],
  ])('a %s is found between cells', (_, delimiter) => {
    const { dataset } = unwrap(prepareText(table.replaceAll(',', delimiter)))
    expect(dataset.inputNames).toEqual(['sepal', 'petal'])
    expect(getRow(dataset.x, 2, 2)).toEqual([7.3, 6])
    expect(dataset.classes).toEqual(['a', 'b', 'c'])
    expect([...dataset.sourceRows!]).toEqual([2, 3, 4, 5])
  })

  it.each([';', '\t', '|'])('a decimal comma is found between %j', (delimiter) => {
    const text = table.replaceAll(',', delimiter).replaceAll('.', ',')
    const { dataset } = unwrap(prepareText(text))
    expect(getRow(dataset.x, 1, 2)).toEqual([6.2, 4.5])
  })

  it('a decimal comma and a semicolon are found without a header', () => {
    const { dataset } = unwrap(prepareText('1,5;2,25\n3,5;4,75\n'))
    expect([...dataset.x, ...dataset.y]).toEqual([1.5, 3.5, 2.25, 4.75])
    expect([...dataset.inputNames, ...dataset.targetNames]).toEqual(['column_1', 'column_2'])
  })

  it('quoted decimal commas are read between commas when said so', () => {
    const { dataset } = unwrap(prepareText('x,y\n"1,5","2,5"\n"3,5",4\n', { decimal: ',' }))
    expect([...dataset.x, ...dataset.y]).toEqual([1.5, 3.5, 2.5, 4])
  })

  it('without a header columns are numbered and the first row is row 1', () => {
    const { dataset } = unwrap(prepareText(lines.join('\n'), { target: 'column_3' }))
    expect(dataset.inputNames).toEqual(['column_1', 'column_2'])
    expect([...dataset.sourceRows!]).toEqual([1, 2, 3, 4])
  })

  it('a header of years is one when said so, and two rows of numbers otherwise', () => {
    const text = '2019,2020\n1,2\n'
    expect(unwrap(prepareText(text)).dataset.rows).toBe(2)
    const { dataset } = unwrap(prepareText(text, { header: true, target: '2019' }))
    expect([dataset.rows, dataset.inputNames]).toEqual([1, ['2020']])
  })

  it('texts only: different ones are a header, unless one is found again below', () => {
    expect(unwrap(prepareText('size,colour\nbig,red\nsmall,blue\n')).dataset.rows).toBe(2)
    expect(unwrap(prepareText('big,red\nsmall,blue\nbig,blue\n')).dataset.rows).toBe(3)
  })

  it.each([
    ['a byte-order mark', `\ufeff${table}`],
    ['CRLF', table.replaceAll('\n', '\r\n')],
    ['CR', table.replaceAll('\n', '\r')],
    ['no end of line', table.trimEnd()],
    ['blank lines at the end', `${table}\n\n`],
    ['spaces', table.replaceAll(',', ' , ')],
    ['quotes', table.replaceAll('a', '"a"')],
  ])('%s changes nothing', (_, text) => {
    const { dataset } = unwrap(prepareText(text))
    expect(dataset.x).toEqual(unwrap(prepareText(table)).dataset.x)
    expect(dataset.classes).toEqual(['a', 'b', 'c'])
  })

  it('a cell over two lines counts as one row', () => {
    const { dataset } = unwrap(
      prepareText('x,y,note\n1,2,"two\nlines"\n3,4,x\n', { inputs: ['x'], target: 'y' }),
    )
    expect([...dataset.sourceRows!]).toEqual([2, 3])
  })

  it.each([
    ['1e-3', 0.001],
    ['+1', 1],
    ['.5', 0.5],
    ['-2.', -2],
    ['1E2', 100],
    ['  7 ', 7],
  ])('%j is the number %f', (cell, value) => {
    expect(unwrap(prepareText(`x,y\n${cell},1\n2,2\n`)).dataset.x[0]).toBe(value)
  })

  it.each(['1.5kg', '0x10', '1_000', 'Infinity', '--1', '1e', '1 2', '١', '1.2.3'])(
    '%j is no number',
    (cell) => {
      expect(listProblems(prepareText(`x,y\n1,1\n${cell},2\n`))[0]).toMatch(
        /^row 3, column x: expected a number, /,
      )
    },
  )
})

describe('faults of a table', () => {
  const seventeen = Array.from({ length: 20 }, (_, r) => `${r === 15 ? 'abc' : r},${r % 3},${r}`)

  it('a text in row 17 of a column of numbers is named by row and column', () => {
    const result = prepareText(`bill_length_mm,island,mass\n${seventeen.join('\n')}`)
    expect([unwrapError(result).code, unwrapError(result).file]).toEqual(['invalidData', 't.csv'])
    expect(listProblems(result)).toEqual(['row 17, column bill_length_mm: expected a number, found "abc"'])
  })

  it('the same column as a category is one input for each of its 20 values', () => {
    const text = `bill_length_mm,island,mass\n${seventeen.join('\n')}`
    const { dataset } = unwrap(prepareText(text, { types: { bill_length_mm: 'category' } }))
    expect(dataset.inputs).toBe(21)
    expect(dataset.inputNames.at(-2)).toBe('bill_length_mm=abc')
  })

  it('1e999 is refused as too large', () => {
    expect(listProblems(prepareText('x,y\n1,1\n1e999,2\n'))).toEqual([
      'row 3, column x: expected a number of at most 1.7976931348623157e+308 either way, found "1e999"',
    ])
  })

  it('of 250 faults 100 are listed and all counted', () => {
    const text = `x,y\n${Array.from({ length: 600 }, (_, r) => (r < 250 ? 'a,1' : '1,1')).join('\n')}`
    const error = unwrapError(prepareText(text))
    expect(error.problems).toHaveLength(100)
    expect(error.message).toBe('row 2, column x: expected a number, found "a" (and 249 more)')
  })

  it('rows with too few or too many cells and blank lines between are named', () => {
    expect(listProblems(prepareText('x,y,z\n1,2,3\n4,5\n\n6,7,8\n1,2,3,4\n'))).toEqual([
      'row 3: expected 3 cells, found 2',
      'row 4: expected 3 cells, found a blank line',
      'row 6: expected 3 cells, found 4',
    ])
  })

  it('a quote that is never closed is named', () => {
    expect(listProblems(prepareText('x,y\n1,2\n"3,4\n'))[0]).toMatch(
      /^row 3: expected a quoted cell .*no closing/,
    )
  })

  it.each([
    ...['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'NULL', '?', '.'],
    ...['n/a', 'na', '#N/A', 'None', '-', 'N.A.', '<NA>', '--'],
  ])('%j is a missing value', (cell) => {
    const text = `x,y\n1,2\n${cell},4\n5,6\n`
    expect(listProblems(prepareText(text))).toEqual([
      'row 3, column x: expected a value, or missing set to "drop" to leave such rows out, ' +
        'found no value (the only missing value)',
    ])
    const { dataset } = unwrap(prepareText(text, { missing: 'drop' }))
    expect([dataset.rows, dataset.rowsRead]).toEqual([2, 3])
    expect(dataset.dropped).toEqual([{ row: 3, column: 'x', reason: 'missing' }])
  })

  it('a value missing in a column out of use drops nothing', () => {
    const result = prepareText('x,note,y\n1,,2\n3,n,4\n', { inputs: ['x'], target: 'y' })
    expect(unwrap(result).dataset.rows).toBe(2)
  })

  it('every row dropped is an error', () => {
    expect(listProblems(prepareText('x,y\n1,NA\nNA,2\n', { missing: 'drop' }))[0]).toMatch(
      /found none of 2 rows$/,
    )
  })

  it.each([
    ['', 'expected a table with at least one row, found no text'],
    ['\n\n', 'expected a table with at least one row, found no text'],
  ])('%j is no table', (text, line) => {
    expect(listProblems(prepareText(text))).toEqual([line])
  })

  it('a header alone is no data', () => {
    expect(listProblems(prepareText('x,y\n', { header: true }))).toEqual([
      'expected at least one row below the header, found none',
    ])
  })

  it('bytes that are not UTF-8 are refused with their row', () => {
    const bytes = Uint8Array.from([...encodeText('x,y\n1,2\n'), 0xe9, 0x2c, 0x31])
    const data = parseData({ source: { kind: 'file', path: 'l.csv' } })
    const result = prepareData(data, null, [{ path: 'l.csv', bytes }])
    expect(unwrapError(result).code).toBe('invalidFile')
    expect(listProblems(result)).toEqual(['row 3: expected text in UTF-8, found bytes that are not UTF-8'])
  })

  it.each([
    ['utf-16le', [0xff, 0xfe, 0x78, 0, 0x2c, 0, 0xe9, 0, 0x0a, 0, 0x31, 0, 0x2c, 0, 0x32, 0], undefined, 'é'],
    ['utf-16be', [0xfe, 0xff, 0, 0x78, 0, 0x2c, 0, 0xe9, 0, 0x0a, 0, 0x31, 0, 0x2c, 0, 0x32], undefined, 'é'],
    ['windows-1252', [0x78, 0x2c, 0xe9, 0x0a, 0x31, 0x2c, 0x32], 'windows-1252', 'é'],
    ['gb18030', [0x78, 0x2c, 0xc4, 0xbf, 0xb1, 0xea, 0x0a, 0x31, 0x2c, 0x32], 'gb18030', '目标'],
  ] as const)('a table in %s is read, by its mark or as said', (_, bytes, encoding, target) => {
    const data = parseData({ source: { kind: 'file', path: 'e.csv', encoding } })
    const { dataset } = unwrap(prepareData(data, null, [{ path: 'e.csv', bytes: Uint8Array.from(bytes) }]))
    expect([dataset.targetNames, [...dataset.x], [...dataset.y]]).toEqual([[target], [1], [2]])
  })

  it('a category of 5,000 values is more inputs than the limit', () => {
    const text = `name,y\n${Array.from({ length: 5000 }, (_, r) => `n${r},${r}`).join('\n')}`
    expect(listProblems(prepareText(text))[0]).toBe(
      `inputs: expected at most ${limits.columns} inputs, a category counting one for each of its values, found 5000`,
    )
  })

  it('a table of 8,193 columns is refused', () => {
    const row = Array.from({ length: 8193 }, (_, c) => c).join(',')
    expect(listProblems(prepareText(`${row}\n${row}\n`))).toEqual([
      'columns: expected at most 8192 columns, found 8193',
    ])
  })

  it('a file that is not attached is missing by its path', () => {
    const error = unwrapError(prepareData(parseData({ source: { kind: 'file', path: 'a/b.csv' } }), 1, []))
    expect([error.code, error.file]).toEqual(['missingFile', 'a/b.csv'])
  })

  it('any bytes give a result', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const data = parseData({ source: { kind: 'file', path: 'f', missing: 'drop' } })
        const result = prepareData(data, null, [{ path: 'f', bytes: Uint8Array.from(bytes) }])
        expect(result.ok || result.error.problems.length > 0).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('any text of cells gives a result, and finite numbers when it is good', () => {
    const cell = fc.constantFrom(
      '1',
      '2.5',
      'a',
      '',
      '"',
      '"q"',
      'NA',
      '1,5',
      '-',
      '\n',
      ',',
      ';',
      '\t',
      '__proto__',
    )
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
        const result = prepareText(cells.join(''), { missing: 'drop' })
        if (result.ok)
          expect([...result.value.x, ...result.value.dataset.y].every(Number.isFinite)).toBe(true)
        else expect(result.error.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })
})
