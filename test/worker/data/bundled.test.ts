import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { prepareData } from '../../../src-worker/data/prepareData'
import { summarizeData } from '../../../src-worker/data/summarizeData'
import { bundledNames } from '../../../src-worker/spec/names'
import { attachBundled, listProblems, parseData, readBundled, unwrap, unwrapError } from './sources'

describe('bundled data sets', () => {
  it.each(bundledNames)('%s has the SHA-256 that its README gives', (name) => {
    const readme = readFileSync(new URL('../../../resources/datasets/README.md', import.meta.url), 'utf8')
    const row = readme.split('\n').find((line) => line.startsWith(`| ${name}.csv`))
    expect(row).toContain(createHash('sha256').update(readBundled(name)).digest('hex'))
  })

  it.each([
    ['iris', 150, 4, ['setosa', 'versicolor', 'virginica'], [50, 50, 50]],
    ['wine', 178, 13, ['class_0', 'class_1', 'class_2'], [59, 71, 48]],
    ['digits', 1797, 64, [...'0123456789'], [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]],
  ] as const)('%s gives %i rows of %i inputs, classes one-hot', (name, rows, inputs, classes, counts) => {
    const data = parseData({ source: { kind: 'bundled', name } })
    const prepared = unwrap(prepareData(data, classes.length, attachBundled(name)))
    const summary = summarizeData(prepared)
    expect([prepared.dataset.rows, summary.inputs, summary.targets]).toEqual([rows, inputs, classes.length])
    expect(summary.classes).toEqual(classes)
    expect(summary.targetNames).toEqual(classes)
    expect(summary.classCounts!.training).toEqual(counts)
    expect(prepared.dataset.y.reduce((sum, value) => sum + value, 0)).toBe(rows)
  })

  it('penguins refuse missing values, naming row 5 and the count of 19', () => {
    const data = parseData({ source: { kind: 'bundled', name: 'penguins' } })
    const error = unwrapError(prepareData(data, 3, attachBundled('penguins')))
    expect([error.code, error.file]).toEqual(['invalidData', 'penguins.csv'])
    expect(error.message).toBe(
      'row 5, column bill_length_mm has no value: the first of 19 missing values, in 11 rows',
    )
    expect(error.problems[0]!.path).toBe('row 5, column bill_length_mm')
  })

  it('penguins keep 333 of 344 rows when the sex is used, each category an input', () => {
    const data = parseData({ source: { kind: 'bundled', name: 'penguins', missing: 'drop' } })
    const summary = summarizeData(unwrap(prepareData(data, 3, attachBundled('penguins'))))
    expect([summary.rowsRead, summary.rowsDropped, summary.training]).toEqual([344, 11, 333])
    expect(summary.inputNames).toEqual([
      'island=Biscoe',
      'island=Dream',
      'island=Torgersen',
      'bill_length_mm',
      'bill_depth_mm',
      'flipper_length_mm',
      'body_mass_g',
      'sex=FEMALE',
      'sex=MALE',
    ])
    expect(summary.dropped.map(({ row }) => row)).toEqual([5, 10, 11, 12, 13, 49, 248, 288, 326, 338, 341])
    expect(summary.dropped.find(({ row }) => row === 338)).toEqual({ row: 338, column: 'sex' })
    expect(summary.classCounts!.training).toEqual([146, 68, 119])
  })

  it('penguins keep 342 rows without the sex', () => {
    const inputs = ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g']
    const data = parseData({ source: { kind: 'bundled', name: 'penguins', missing: 'drop', inputs } })
    const { dataset } = unwrap(prepareData(data, 3, attachBundled('penguins')))
    expect([dataset.rows, dataset.dropped.length, dataset.inputs]).toEqual([342, 2, 4])
    expect(dataset.dropped).toEqual([
      { row: 5, column: 'bill_length_mm', reason: 'missing' },
      { row: 341, column: 'bill_length_mm', reason: 'missing' },
    ])
    expect([...dataset.sourceRows!.subarray(2, 5)]).toEqual([4, 6, 7])
  })

  it('a set that is not attached is a missing file', () => {
    const error = unwrapError(prepareData(parseData({ source: { kind: 'bundled', name: 'iris' } }), 3, []))
    expect([error.code, error.file]).toEqual(['missingFile', 'bundled:iris'])
  })

  it('digits as a regression is one target', () => {
    const data = parseData({ source: { kind: 'bundled', name: 'digits', task: 'regression' } })
    const { dataset } = unwrap(prepareData(data, 1, attachBundled('digits')))
    expect([dataset.task, dataset.targetNames, dataset.y[2]]).toEqual(['regression', ['digit'], 2])
  })

  it('a network of 4 output units does not fit the 3 classes of iris', () => {
    const data = parseData({ source: { kind: 'bundled', name: 'iris' } })
    const result = prepareData(data, 4, attachBundled('iris'))
    expect(unwrapError(result).code).toBe('invalidExperiment')
    expect(listProblems(result)).toEqual([
      'network.layers: expected 3 units in the output layer, one for each class of species, found 4',
    ])
  })
})
