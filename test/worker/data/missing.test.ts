import { describe, expect, it } from 'vitest'
import { prepareData } from '../../../src-worker/data/prepareData'
import { summarizeData } from '../../../src-worker/data/summarizeData'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { encodeText, getRow, listProblems, parseData, prepareText, unwrap } from './sources'

type DataInput = ExperimentInput['data']
type FileFields = Partial<Extract<DataInput['source'], { kind: 'file' }>>

const prepareSplit = (text: string, fields: FileFields, split: DataInput['split']) =>
  prepareData(parseData({ source: { kind: 'file', path: 't', ...fields }, split }), null, [
    { path: 't', bytes: encodeText(text) },
  ])

/** Four training rows, then two validation rows with numbers far away; one value missing in each part. */
const table = `a,b,y,set
1,u,0,train
2,v,1,train
NA,v,0,train
9,NA,1,train
1000,u,0,validation
NA,u,1,validation
`
const roles = { inputs: ['a', 'b'], target: 'y' }

describe('missing values are filled in from the training rows alone', () => {
  it.each([
    ['mean', 4],
    ['median', 2],
    ['mostFrequent', 1],
  ] as const)('%s of 1, 2, 9 is %f, in both parts', (rule, value) => {
    const prepared = unwrap(
      prepareSplit(table, { ...roles, fill: { a: rule, b: 'mostFrequent' } }, { column: 'set' }),
    )
    expect(prepared.dataset.inputNames).toEqual(['a', 'b=u', 'b=v'])
    expect(getRow(prepared.x, 2, 3)).toEqual([value, 0, 1])
    expect(getRow(prepared.x, 5, 3)).toEqual([value, 1, 0])
    expect(getRow(prepared.x, 3, 3)).toEqual([9, 0, 1])
    expect(summarizeData(prepared).filled).toEqual([
      { column: 'a', rule, value, cells: 2 },
      { column: 'b', rule: 'mostFrequent', value: 'v', cells: 1 },
    ])
    expect(prepared.dataset.dropped).toEqual([])
  })

  it('a median of an even count is the middle of two, and standardizing sees what was filled in', () => {
    const { scaler, dataset } = unwrap(
      prepareData(
        parseData({ source: { kind: 'file', path: 't', fill: { a: 'median' } }, scaling: 'standardize' }),
        null,
        [{ path: 't', bytes: encodeText('a,y\n1,0\n4,1\n8,0\n100,1\nNA,1\n') }],
      ),
    )
    expect(dataset.x[4]).toBe(6)
    expect(scaler!.offset).toEqual([(1 + 4 + 8 + 100 + 6) / 5])
  })

  it('each column has its own rule: rows without b go, those without a are filled in', () => {
    const { dataset } = unwrap(prepareText(table, { ...roles, fill: { a: 'mean', b: 'drop' } }))
    expect(dataset.dropped).toEqual([{ row: 5, column: 'b', reason: 'missing' }])
    expect(dataset.x[2 * 3]).toBe((1 + 2 + 1000) / 3)
    expect(dataset.rows).toBe(5)
  })

  it('a column that refuses says how many cells and rows', () => {
    expect(listProblems(prepareText(table, { ...roles, missing: 'drop', fill: { a: 'refuse' } }))[0]).toMatch(
      /^row 4, column a: .*\(the first of 2 missing values, in 2 rows\)$/,
    )
  })

  it('without a value in any training row there is nothing to fill in from', () => {
    const text = 'a,y,set\nNA,0,train\n,1,train\n5,1,test\n'
    expect(listProblems(prepareSplit(text, { fill: { a: 'mean' } }, { column: 'set' }))).toEqual([
      'column a: expected at least one training row with a value to fill in from, found none of 2',
    ])
  })

  it.each([
    ['y', 'mean', 'data.source.fill.y: expected drop or refuse for a target, found mean'],
    ['b', 'mean', 'data.source.fill.b: expected mostFrequent, drop or refuse for a category, found mean'],
    ['z', 'drop', 'data.source.fill.z: expected one of a, b, y, set, found "z"'],
  ] as const)('%s by %s is refused', (column, rule, line) => {
    expect(listProblems(prepareText(table, { ...roles, missing: 'drop', fill: { [column]: rule } }))).toEqual(
      [line],
    )
  })
})

const accepted =
  'training (train, 训练, 训练集) or validation (valid, val, dev, development, 验证, 验证集) ' +
  'or test (testing, holdout, hold-out, hold_out, 测试, 测试集)'

describe('the parts by a column', () => {
  it('the usual words for each part are known', () => {
    const words = ['train', 'Dev', 'holdout', 'valid', 'Hold-Out', 'testing', '训练集', '验证集']
    const text = `a,part,y\n${words.map((word, r) => `${r},${word},${r % 2}`).join('\n')}\n`
    const { split } = unwrap(prepareSplit(text, {}, { column: 'part' }))
    expect([[...split.training], [...split.validation], [...split.test]]).toEqual([
      [0, 6],
      [1, 3, 7],
      [2, 4, 5],
    ])
  })

  it('its words decide, in any case, and it is no input', () => {
    const text = 'a,part,y\n1,Train,0\n2,VAL,1\n3,test,0\n4,training,1\n'
    const { dataset, split } = unwrap(prepareSplit(text, {}, { column: 'part', validation: 0.5 }))
    expect(dataset.inputNames).toEqual(['a'])
    expect([[...split.training], [...split.validation], [...split.test]]).toEqual([[0, 3], [1], [2]])
  })

  it('another word, no word, and no training row are refused', () => {
    expect(
      listProblems(prepareSplit('a,part,y\n1,train,0\n2,NA,1\n3,later,0\n', {}, { column: 'part' })),
    ).toEqual([
      `row 3, column part: expected ${accepted}, found no value`,
      `row 4, column part: expected ${accepted}, found "later"`,
    ])
    expect(listProblems(prepareSplit('a,part,y\n1,test,0\n2,test,1\n', {}, { column: 'part' }))[0]).toMatch(
      /^data.split.column: expected a column part that gives at least one row to training, found none$/,
    )
  })

  it('a generator has no such column', () => {
    const parsed = parseExperiment({
      data: { source: { kind: 'generator', name: 'xor' }, split: { column: 'part' } },
      network: { layers: [{ units: 1 }] },
    })
    expect(parsed.ok).toBe(false)
  })
})

it('an experiment of before stays what it was: no field is added by the schema', () => {
  const { source, split } = parseData({ source: { kind: 'file', path: 'a.csv' }, split: { validation: 0.2 } })
  expect(JSON.stringify(source)).toBe('{"kind":"file","path":"a.csv","missing":"refuse"}')
  expect(JSON.stringify(split)).toBe('{"validation":0.2,"test":0,"seed":1}')
})

it('unstratified, 10 of 40 rows are drawn without a look at the classes; stratified they are 5 of each', () => {
  const text = `a,y\n${Array.from({ length: 40 }, (_, r) => `${r},${r % 2 === 0 ? 'p' : 'q'}`).join('\n')}`
  const count = (stratified: boolean, seed: number): number[] => {
    const prepared = unwrap(prepareSplit(text, {}, { validation: 0.25, seed, stratified }))
    return summarizeData(prepared).classCounts!.validation
  }
  const seeds = [1, 2, 3, 4, 5]
  expect(seeds.map((seed) => count(true, seed))).toEqual(seeds.map(() => [5, 5]))
  const drawn = seeds.map((seed) => count(false, seed))
  expect(drawn.map(([p, q]) => p! + q!)).toEqual([10, 10, 10, 10, 10])
  expect(drawn.some(([p]) => p !== 5)).toBe(true)
})
