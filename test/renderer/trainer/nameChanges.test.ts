/** Every path of the experiment's schema that an edit can change has a name, with words in both languages. */
import { describe, expect, it } from 'vitest'
import { messages as english } from '../../../src-renderer/src/i18n/locales/en/files'
import { messages as chinese } from '../../../src-renderer/src/i18n/locales/zh-CN/files'
import { changeNames, nameChanges } from '../../../src-renderer/src/trainer/nameChanges'
import { experimentSchema, type Experiment } from '../../../src-worker/spec/experiment'
import { createExample } from './fakeTrainerApi'

/** What a test reads of a valibot schema. */
interface Schema {
  type: string
  entries?: Record<string, Schema>
  options?: readonly (Schema | string)[]
  wrapped?: Schema
  item?: Schema
}
type Path = readonly (string | number)[]

/** Paths of everything that is no object: an element of a list stands for all. */
function listPaths(schema: Schema, path: Path = []): Path[] {
  const { entries, options, wrapped, item } = schema
  if (wrapped !== undefined) return listPaths(wrapped, path)
  if (item !== undefined) return listPaths(item, [...path, 0])
  if (entries !== undefined)
    return Object.entries(entries).flatMap(([name, entry]) => listPaths(entry, [...path, name]))
  const choices = (options ?? []).filter((option): option is Schema => typeof option === 'object')
  return choices.length > 0 ? choices.flatMap((option) => listPaths(option, path)) : [path]
}

/** The example with another value there, and what is needed on the way. */
function put(value: unknown, [name, ...rest]: Path, leaf: unknown): unknown {
  if (name === undefined) return leaf
  const before = (value ?? (typeof name === 'number' ? [] : {})) as Record<string, unknown>
  const after: Record<string, unknown> = Array.isArray(before)
    ? ([...(before as unknown[])] as unknown as Record<string, unknown>)
    : { ...before }
  after[String(name)] = put(before[String(name)], rest, leaf)
  return after
}

const paths = [
  ...new Map(listPaths(experimentSchema as unknown as Schema).map((path) => [path.join('.'), path])).values(),
]
/** What only the text of a file says. */
const fixed = /^(format|version|classroom)(\.|$)/
const example = createExample()

describe('names of changes', () => {
  it('are there for every path of the experiment, in both languages', () => {
    const free = paths.filter((path) => !fixed.test(path.join('.')))
    expect(free.length).toBeGreaterThan(60)
    const nameless = free.filter((path) => {
      const [one, other] = ['one', 'other'].map((leaf) => put(example, path, leaf) as Experiment)
      const [name] = nameChanges(one!, other!)
      return name === undefined || !english.fields[name] || !chinese.fields[name]
    })
    expect(nameless.map((path) => path.join('.'))).toEqual([])
  })

  it('have no words without a name', () => {
    expect(Object.keys(english.fields).sort()).toEqual([...changeNames].sort())
  })

  it.each([
    [['training', 'optimizer', 'learningRate'], 'learningRate'],
    [['training', 'optimizer', 'name'], 'optimizer'],
    [['training', 'stop', 'patience'], 'stop'],
    [['network', 'layers', 0, 'units'], 'units'],
    [['network', 'layers', 0, 'activation'], 'activation'],
    [['network', 'layers', 2], 'layers'],
    [['network', 'initialization', 'seed'], 'initialization'],
    [['data', 'split', 'seed'], 'split'],
    [['data', 'source', 'seed'], 'data'],
  ] as const)('%j is called %s', (path, name) => {
    expect(nameChanges(example, put(example, path, 'other') as Experiment)).toEqual([name])
  })

  it('of an edit that adapts others begin with what was asked for', () => {
    const other = put(put(put(example, ['data', 'source'], {}), ['training', 'batchSize'], 3), ['name'], 'x')
    expect(nameChanges(example, other as Experiment)).toEqual(['data', 'batchSize', 'name'])
    expect(nameChanges(example, example)).toEqual([])
  })
})
