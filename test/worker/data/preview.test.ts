import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { previewTable } from '../../../src-worker/data/previewTable'
import { encodeText, readBundled, unwrap, unwrapError } from './sources'

describe('the preview of a table', () => {
  it('describes the penguins: 344 rows, 7 columns, 19 missing values', () => {
    const preview = unwrap(previewTable(readBundled('penguins'), {}))
    expect([preview.rows, preview.bytes, preview.delimiter, preview.header]).toEqual([344, 13479, ',', true])
    expect(preview.columns.map(({ type, missing }) => [type, missing])).toEqual([
      ['category', 0],
      ['category', 0],
      ['number', 2],
      ['number', 2],
      ['number', 2],
      ['number', 2],
      ['category', 11],
    ])
    expect(preview.columns[0]!.values).toEqual([
      { value: 'Adelie', count: 152 },
      { value: 'Gentoo', count: 124 },
      { value: 'Chinstrap', count: 68 },
    ])
    expect(preview.columns[2]).toMatchObject({ distinct: 164, minimum: 32.1, maximum: 59.6 })
    expect(preview.head).toHaveLength(200)
    expect(preview.head[0]).toMatchObject({
      row: 2,
      cells: ['Adelie', 'Torgersen', '39.1', '18.7', '181', '3750', 'MALE'],
    })
    expect(preview.faults).toMatchObject([])
  })

  it('lists faults in the order of rows and goes on', () => {
    const preview = unwrap(previewTable(encodeText('a;b\n1;x\n2\n3,5;7\n4;8\ny;9\n1,5;3\n'), {}))
    expect([preview.delimiter, preview.decimal, preview.rows]).toEqual([';', ',', 6])
    expect(preview.faults).toMatchObject([
      { row: 2, column: 'b', expected: 'a number', actual: '"x"' },
      { row: 3, column: '', expected: '2 cells', actual: '1' },
      { row: 6, column: 'a', expected: 'a number', actual: '"y"' },
    ])
    expect(preview.columns[1]).toMatchObject({ missing: 0, minimum: 3, maximum: 9, distinct: 4 })
  })

  it('counts distinct numbers up to 1,000 and lists 20 values of a category', () => {
    const rows = Array.from({ length: 1001 }, (_, r) => `${r},${r % 1000},v${r % 30},NA`)
    const { columns } = unwrap(previewTable(encodeText(`a,b,c,d\n${rows.join('\n')}`), {}))
    expect(columns.map(({ distinct }) => distinct)).toEqual([null, 1000, 30, 0])
    expect(columns[2]!.values).toHaveLength(20)
    expect(columns[3]).toMatchObject({ missing: 1001, minimum: null, maximum: null })
  })

  it('follows the options and refuses an unknown delimiter', () => {
    const preview = unwrap(previewTable(encodeText('1:2\n'), { delimiter: ';', header: false, decimal: ',' }))
    expect([preview.delimiter, preview.header, preview.decimal, preview.rows]).toEqual([';', false, ',', 1])
    expect(unwrapError(previewTable(encodeText('a:b'), { delimiter: ':' })).problems[0]!.actual).toBe('":"')
  })

  it('any bytes give a result', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.boolean(), (bytes, header) => {
        const result = previewTable(Uint8Array.from(bytes), { header })
        expect(result.ok || result.error.problems.length > 0).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
