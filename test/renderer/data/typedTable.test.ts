import { describe, expect, it } from 'vitest'
import { createTableHistory } from '../../../src-renderer/src/data/tableHistory'
import {
  addColumn,
  addRow,
  createTypedTable,
  findBadCells,
  pasteBlock,
  readTypedTable,
  removeColumn,
  removeRow,
  setCell,
  splitPasted,
} from '../../../src-renderer/src/data/typedTable'

const table = createTypedTable(
  [
    [0, 1],
    [2, 3],
  ],
  [[4], [5]],
)

describe('a typed table', () => {
  it('reads back the numbers it was made of', () => {
    expect(readTypedTable(table)).toEqual({
      inputs: [
        [0, 1],
        [2, 3],
      ],
      targets: [[4], [5]],
    })
  })

  it('marks a cell that is no number and is not used until it is one', () => {
    const bad = setCell(table, 1, 2, '5,5')
    expect(findBadCells(bad)).toEqual([{ row: 1, column: 2, text: '5,5' }])
    expect(readTypedTable(bad)).toBeNull()
    expect(readTypedTable(setCell(bad, 1, 2, '−5.5'))!.targets).toEqual([[4], [-5.5]])
  })

  it('an empty row does not count, a half-empty one is bad', () => {
    const longer = addRow(table)
    expect(readTypedTable(longer)!.inputs).toHaveLength(2)
    expect(findBadCells(setCell(longer, 2, 0, '1'))).toHaveLength(2)
  })

  it('a new input goes before the targets; the last of a side stays', () => {
    const wider = addColumn(table, 'inputs')
    expect(wider.cells[0]).toEqual(['0', '1', '', '4'])
    expect(removeColumn(wider, 0).cells[0]).toEqual(['1', '', '4'])
    expect(removeColumn(table, 2)).toBe(table)
  })
})

describe('pasting', () => {
  it('splits by tab, else semicolon, else comma, with either line end', () => {
    expect(splitPasted('1\t2\r\n3\t4\r\n')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
    expect(splitPasted('1,5;2')).toEqual([['1,5', '2']])
    expect(splitPasted('1, 2\n3, 4')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ])
  })

  it('adds rows at the end, and inputs when a wider block starts at the first cell', () => {
    expect(
      pasteBlock(table, 1, 1, [
        ['9', '8'],
        ['7', '6'],
      ]).cells,
    ).toEqual([
      ['0', '1', '4'],
      ['2', '9', '8'],
      ['', '7', '6'],
    ])
    const wide = pasteBlock(table, 0, 0, [['1', '2', '3', '4']])
    expect([wide.inputs, wide.targets]).toEqual([3, 1])
    expect(wide.cells[0]).toEqual(['1', '2', '3', '4'])
  })
})

describe('names of columns', () => {
  it('stay with their columns, and are said only where they are not x1 … y1', () => {
    const named = createTypedTable([[1, 2]], [[3]], ['bill', 'mass', 'species'])
    expect(readTypedTable(named)).toMatchObject({ inputNames: ['bill', 'mass'], targetNames: ['species'] })
    expect(removeColumn(named, 0).names).toEqual(['mass', 'species'])
    expect(addColumn(addColumn(named, 'inputs'), 'targets').names).toEqual([
      'bill',
      'mass',
      'x3',
      'species',
      'y2',
    ])
    expect('inputNames' in readTypedTable(table)!).toBe(false)
  })

  it('one that comes again gets a number', () => {
    expect(createTypedTable([[1, 2]], [[3]], ['a', 'a', 'a']).names).toEqual(['a', 'a_2', 'a_3'])
  })
})

describe('undo', () => {
  it('takes back typing in one cell as one step, then a paste, and does both again', () => {
    const history = createTableHistory(table)
    history.edit(pasteBlock(table, 0, 0, [['7', '8']]))
    for (const text of ['1', '12', '123']) history.edit(setCell(history.table.value, 1, 1, text), '1 1')
    const cells = () => history.table.value.cells.map((line) => line.join(' '))
    expect(cells()).toEqual(['7 8 4', '2 123 5'])
    history.undo()
    expect(cells()).toEqual(['7 8 4', '2 3 5'])
    history.undo()
    expect(history.table.value).toBe(table)
    expect([history.canUndo.value, history.canRedo.value]).toEqual([false, true])
    history.redo()
    history.redo()
    expect(cells()).toEqual(['7 8 4', '2 123 5'])
    history.undo()
    history.edit(removeRow(history.table.value, 0))
    expect(history.canRedo.value).toBe(false)
  })
})

it('a block of 5,000 rows at row 2 is pasted up to the limit of 5,000', () => {
  const pasted = pasteBlock(
    table,
    1,
    0,
    Array.from({ length: 5000 }, (_, r) => [String(r)]),
  )
  expect([pasted.cells.length, pasted.cells[1]![0], pasted.cells.at(-1)![0]]).toEqual([5000, '0', '4998'])
})
