import { describe, expect, it } from 'vitest'
import {
  chooseRoles,
  createData,
  createTableStart,
  foundOptions,
  keepChoices,
  listFillRules,
  nameVariables,
  parseMarks,
  setFill,
  setRole,
  setType,
  type ColumnChoice,
  type MissingRules,
  type Preparation,
} from '../../../src-renderer/src/data/dataDraft'
import type { TablePreview } from '../../../src-worker/protocol/tables'

const column = (
  name: string,
  type: 'number' | 'category',
  distinct = 5,
): TablePreview['columns'][number] => ({
  name,
  type,
  missing: 0,
  distinct,
  minimum: null,
  maximum: null,
  mean: null,
  standardDeviation: null,
  outliers: { count: 0, rows: [] },
  values: [],
})
const penguins = {
  targets: null,
  columns: [column('species', 'category', 3), column('bill', 'number'), column('sex', 'category', 2)],
}
const rules = { number: 'drop', category: 'drop' } as const
const none: ReadonlySet<string> = new Set()
const bytes = Uint8Array.of(1, 2, 3)

describe('roles of a table', () => {
  it('species is the target wherever it stands, otherwise the last column is', () => {
    expect(chooseRoles(penguins).map(({ role }) => role)).toEqual(['target', 'input', 'input'])
    const plain = { targets: null, columns: [column('a', 'number'), column('b', 'number')] }
    expect(chooseRoles(plain).map(({ role }) => role)).toEqual(['input', 'target'])
  })

  it('digit with ten whole numbers is a class', () => {
    expect(
      chooseRoles({ targets: null, columns: [column('p00', 'number'), column('digit', 'number', 10)] })[1]!
        .type,
    ).toBe('category')
  })

  it('a category target stands alone, number targets may be several', () => {
    const roles = setRole(chooseRoles(penguins), 2, 'target').map(({ role }) => role)
    expect(roles).toEqual(['input', 'input', 'target'])
    const numbers = chooseRoles({
      targets: null,
      columns: ['a', 'b', 'c'].map((name) => column(name, 'number')),
    })
    const several = setRole(numbers, 1, 'target')
    expect(several.map(({ role }) => role)).toEqual(['input', 'target', 'target'])
    expect(setType(several, 1, 'category').map(({ role }) => role)).toEqual(['input', 'target', 'input'])
  })
})

describe('doubtful columns', () => {
  const table = (look?: 'numbers' | 'dates'): Pick<TablePreview, 'columns' | 'targets'> => ({
    targets: null,
    columns: [
      column('a', 'number'),
      { ...column('pop', look ? 'category' : 'number'), ...(look ? { look } : {}) },
      column('y', 'number'),
    ],
  })

  it('are no input by default, and are one again when the file is read so that they are numbers', () => {
    const before = chooseRoles(table('numbers'))
    expect(before.map(({ role }) => role)).toEqual(['input', 'ignore', 'target'])
    const after = keepChoices(before, chooseRoles(table()))
    expect(after.map(({ role, type }) => [role, type])).toEqual([
      ['input', 'number'],
      ['input', 'number'],
      ['target', 'number'],
    ])
    expect(keepChoices(after, before).map(({ role }) => role)).toEqual(['input', 'ignore', 'target'])
  })

  it('stay what a person made of them', () => {
    const chosen = setRole(chooseRoles(table('dates')), 1, 'input')
    expect(keepChoices(chosen, chooseRoles(table('dates')))[1]!.role).toBe('input')
    const asTarget = setRole(chooseRoles(table('numbers')), 1, 'target')
    expect(keepChoices(asTarget, chooseRoles(table())).map(({ role }) => role)).toEqual([
      'input',
      'target',
      'input',
    ])
  })

  it('a list of missing marks: none is null, each once', () => {
    expect(parseMarks(' n.d., -999，k.A.; n.d. ,')).toEqual(['n.d.', '-999', 'k.A.'])
    expect(parseMarks(' , ')).toBeNull()
  })
})

describe('the start made of a table', () => {
  it('names columns, changed types and what was said of the file', () => {
    const columns = setType(chooseRoles(penguins), 1, 'category')
    const start = createTableStart({ kind: 'file', name: 'my.csv', bytes }, columns, none, rules, {
      ...foundOptions,
      delimiter: ';',
    })
    expect(start).toEqual({
      name: 'my',
      attachments: [{ path: 'my.csv', bytes }],
      source: {
        kind: 'file',
        path: 'my.csv',
        inputs: ['bill', 'sex'],
        target: 'species',
        missing: 'drop',
        types: { bill: 'category' },
        delimiter: ';',
      },
    })
  })

  it('a bundled set is attached under bundled:iris', () => {
    const start = createTableStart(
      { kind: 'bundled', name: 'iris', bytes },
      chooseRoles(penguins),
      none,
      { number: 'refuse', category: 'refuse' },
      foundOptions,
    )
    expect(start!.attachments[0]!.path).toBe('bundled:iris')
    expect(start!.source).toMatchObject({ kind: 'bundled', name: 'iris', missing: 'refuse' })
  })

  it('there is none without a target or without an input', () => {
    const ignored = chooseRoles(penguins).map((choice) => ({ ...choice, role: 'ignore' as const }))
    expect(
      createTableStart({ kind: 'file', name: 'a.csv', bytes }, ignored, none, rules, foundOptions),
    ).toBeNull()
  })
})

describe('rules for missing values', () => {
  const lacking = new Set(['bill', 'sex'])
  const startOf = (columns: ColumnChoice[], missing: MissingRules) =>
    createTableStart({ kind: 'file', name: 'a.csv', bytes }, columns, lacking, missing, foundOptions)!.source

  it('only columns that lack a value are named, the target keeps its rule', () => {
    expect(startOf(chooseRoles(penguins), { number: 'mean', category: 'mostFrequent' })).toMatchObject({
      missing: 'drop',
      fill: { bill: 'mean', sex: 'mostFrequent' },
    })
    expect('fill' in startOf(chooseRoles(penguins), rules)).toBe(false)
  })

  it('a column has its own rule, and loses it with its type', () => {
    const own = setFill(chooseRoles(penguins), 1, 'median')
    expect(startOf(own, rules)).toMatchObject({ missing: 'drop', fill: { bill: 'median' } })
    expect(setType(own, 1, 'category')[1]!.fill).toBeNull()
    expect(listFillRules('category', 'input')).not.toContain('mean')
    expect(listFillRules('number', 'target')).toEqual(['drop', 'refuse'])
  })
})

it('columns read again keep roles, rules and types that were said, and find the other types again', () => {
  const found = {
    targets: null,
    columns: [column('a', 'category'), column('b', 'number'), column('y', 'number')],
  }
  const said = setFill(setRole(setType(chooseRoles(found), 1, 'category'), 0, 'ignore'), 1, 'mostFrequent')
  const numbers = { targets: null, columns: ['a', 'b', 'y'].map((name) => column(name, 'number')) }
  expect(keepChoices(said, chooseRoles(numbers))).toEqual([
    { name: 'a', detected: 'number', type: 'number', role: 'ignore', fill: null },
    { name: 'b', detected: 'number', type: 'category', role: 'input', fill: 'mostFrequent' },
    { name: 'y', detected: 'number', type: 'number', role: 'target', fill: null },
  ])
  expect(keepChoices(said, chooseRoles(penguins))).toEqual(chooseRoles(penguins))
})

describe('a column that says the parts', () => {
  const set = {
    ...column('set', 'category', 2),
    values: ['Train', 'test'].map((value) => ({ value, count: 2 })),
  }
  const preview = { targets: null, columns: [column('a', 'number'), column('b', 'number'), set] }

  it('is found by its words, is no input, and takes the place of the shares', () => {
    const columns = chooseRoles(preview)
    expect(columns.map(({ role }) => role)).toEqual(['input', 'target', 'split'])
    const start = createTableStart(
      { kind: 'file', name: 'a.csv', bytes },
      columns,
      none,
      rules,
      foundOptions,
    )!
    expect(start.source).toMatchObject({ inputs: ['a'], target: 'b' })
    expect(createData(start, preparation).split).toEqual({ validation: 0, test: 0, seed: 7, column: 'set' })
  })

  it('is one at most', () => {
    const other = setRole(chooseRoles(preview), 0, 'split')
    expect(other.map(({ role }) => role)).toEqual(['split', 'target', 'ignore'])
  })
})

it('columns become x1, x2 – x3 for a category of two values, and y1 – y3', () => {
  expect(nameVariables(chooseRoles(penguins), penguins)).toEqual(['y1 – y3', 'x1', 'x2 – x3'])
})

const preparation: Preparation = { scaling: 'minmax', validation: 15, test: 10, seed: 7, stratified: true }

it('shares in per cent become shares of one; only what differs from the usual is said', () => {
  const start = { source: { kind: 'generator', name: 'xor' } } as const
  expect(createData(start, preparation).split).toEqual({ validation: 0.15, test: 0.1, seed: 7 })
  expect(createData(start, { ...preparation, stratified: false }).split).toMatchObject({ stratified: false })
})
