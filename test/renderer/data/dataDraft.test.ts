import { describe, expect, it } from 'vitest'
import {
  chooseRoles,
  createData,
  createTableStart,
  foundOptions,
  setRole,
  setType,
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
  values: [],
})
const penguins = {
  columns: [column('species', 'category', 3), column('bill', 'number'), column('sex', 'category', 2)],
}
const bytes = Uint8Array.of(1, 2, 3)

describe('roles of a table', () => {
  it('species is the target wherever it stands, otherwise the last column is', () => {
    expect(chooseRoles(penguins).map(({ role }) => role)).toEqual(['target', 'input', 'input'])
    const plain = { columns: [column('a', 'number'), column('b', 'number')] }
    expect(chooseRoles(plain).map(({ role }) => role)).toEqual(['input', 'target'])
  })

  it('digit with ten whole numbers is a class', () => {
    expect(chooseRoles({ columns: [column('p00', 'number'), column('digit', 'number', 10)] })[1]!.type).toBe(
      'category',
    )
  })

  it('a category target stands alone, number targets may be several', () => {
    const roles = setRole(chooseRoles(penguins), 2, 'target').map(({ role }) => role)
    expect(roles).toEqual(['input', 'input', 'target'])
    const numbers = chooseRoles({ columns: ['a', 'b', 'c'].map((name) => column(name, 'number')) })
    const several = setRole(numbers, 1, 'target')
    expect(several.map(({ role }) => role)).toEqual(['input', 'target', 'target'])
    expect(setType(several, 1, 'category').map(({ role }) => role)).toEqual(['input', 'target', 'input'])
  })
})

describe('the start made of a table', () => {
  it('names columns, changed types and what was said of the file', () => {
    const columns = setType(chooseRoles(penguins), 1, 'category')
    const start = createTableStart({ kind: 'file', name: 'my.csv', bytes }, columns, 'drop', {
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
      'refuse',
      foundOptions,
    )
    expect(start!.attachments[0]!.path).toBe('bundled:iris')
    expect(start!.source).toMatchObject({ kind: 'bundled', name: 'iris' })
  })

  it('there is none without a target or without an input', () => {
    const ignored = chooseRoles(penguins).map((choice) => ({ ...choice, role: 'ignore' as const }))
    expect(createTableStart({ kind: 'file', name: 'a.csv', bytes }, ignored, 'drop', foundOptions)).toBeNull()
  })
})

it('shares in per cent become shares of one', () => {
  const data = createData(
    { kind: 'generator', name: 'xor' },
    { scaling: 'minmax', validation: 15, test: 10, seed: 7 },
  )
  expect(data.split).toEqual({ validation: 0.15, test: 0.1, seed: 7 })
})
