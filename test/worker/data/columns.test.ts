import { describe, expect, it } from 'vitest'
import { getRow, listProblems, prepareText, unwrap, unwrapError } from './sources'

const text = 'colour,size,mass,price\nred,1,3.5,10\nblue,2,4.5,20\ngreen,1,5.5,30\nred,2,6.5,40\n'

describe('the columns in use', () => {
  it('are all by default, the last the target, a category one input for each value in order', () => {
    const { dataset } = unwrap(prepareText(text))
    expect(dataset.inputNames).toEqual(['colour=blue', 'colour=green', 'colour=red', 'size', 'mass'])
    expect(getRow(dataset.x, 1, 5)).toEqual([1, 0, 0, 2, 4.5])
    expect([dataset.task, dataset.targetNames, [...dataset.y]]).toEqual([
      'regression',
      ['price'],
      [10, 20, 30, 40],
    ])
  })

  it('come in the order of the experiment', () => {
    const { dataset } = unwrap(
      prepareText(text, { inputs: ['mass', 'size'], target: ['price', 'mass'].slice(0, 1) }),
    )
    expect(dataset.inputNames).toEqual(['mass', 'size'])
    expect(getRow(dataset.x, 3, 2)).toEqual([6.5, 2])
  })

  it('several number targets make a regression of 2 outputs', () => {
    const { dataset } = unwrap(prepareText(text, { inputs: ['size'], target: ['price', 'mass'] }, 2))
    expect(dataset.targetNames).toEqual(['price', 'mass'])
    expect(getRow(dataset.y, 2, 2)).toEqual([30, 5.5])
  })

  it.each([
    [{ target: 'prize' }, 'data.source.target: expected one of colour, size, mass, price, found "prize"'],
    [
      { inputs: ['size', 'x'] },
      'data.source.inputs[1]: expected one of colour, size, mass, price, found "x"',
    ],
    [{ inputs: ['size', 'size'] }, 'data.source.inputs[1]: expected each column once, found "size" again'],
    [
      { inputs: ['price'] },
      'data.source.inputs[0]: expected a column that is not a target, found the target "price"',
    ],
    [{ types: { x: 'number' } }, 'data.source.types.x: expected one of colour, size, mass, price, found "x"'],
    [
      { target: ['price', 'colour'] },
      'data.source.target: expected number columns where there are several targets, found the category colour',
    ],
    [
      { target: ['price', 'mass'], task: 'classification' },
      'data.source.target: expected one column for a classification, found 2 columns',
    ],
    [
      { target: 'colour', task: 'regression' },
      'data.source.task: expected classification, since colour holds categories, found regression',
    ],
  ] as const)('%j is refused with its place', (fields, line) => {
    const result = prepareText(text, structuredClone(fields) as Parameters<typeof prepareText>[1])
    expect([unwrapError(result).code, unwrapError(result).file]).toEqual(['invalidExperiment', ''])
    expect(listProblems(result)).toEqual([line])
  })

  it('a column named constructor or __proto__ is like any other', () => {
    const { dataset } = unwrap(prepareText('constructor,__proto__\n1,2\n3,4\n'))
    expect([...dataset.x, ...dataset.y]).toEqual([1, 3, 2, 4])
  })
})

describe('classes', () => {
  it('are one-hot in the order of their letters', () => {
    const { dataset } = unwrap(prepareText(text, { target: 'colour' }, 3))
    expect([dataset.task, dataset.classes]).toEqual(['classification', ['blue', 'green', 'red']])
    expect(getRow(dataset.y, 0, 3)).toEqual([0, 0, 1])
    expect(getRow(dataset.y, 1, 3)).toEqual([1, 0, 0])
  })

  it('of numbers come in the order of numbers, 10 after 9', () => {
    const numbers = 'x,n\n1,10\n2,9\n3,1.0\n4,1\n'
    const asTask = unwrap(prepareText(numbers, { task: 'classification' })).dataset
    expect(asTask.classes).toEqual(['1', '9', '10'])
    const asType = unwrap(prepareText('x,n\n1,10\n2,9\n3,1\n', { types: { n: 'category' } })).dataset
    expect([asType.task, asType.classes]).toEqual(['classification', ['1', '9', '10']])
  })

  it('two fit into one column of 0 and 1 for one output unit, and into two for two or none', () => {
    const two = 'x,kind\n1,no\n2,yes\n3,no\n'
    const one = unwrap(prepareText(two, {}, 1)).dataset
    expect([one.targetNames, one.classes, [...one.y]]).toEqual([['kind'], ['no', 'yes'], [0, 1, 0]])
    for (const units of [2, null]) {
      const { targetNames, y } = unwrap(prepareText(two, {}, units)).dataset
      expect([targetNames, [...y]]).toEqual([
        ['no', 'yes'],
        [1, 0, 0, 1, 1, 0],
      ])
    }
    expect(listProblems(prepareText(two, {}, 3))).toEqual([
      'network.layers: expected 1 or 2 units in the output layer, one for each class of kind, found 3',
    ])
  })

  it('one alone is refused', () => {
    expect(listProblems(prepareText('x,kind\n1,a\n2,a\n', { target: 'kind' }))).toEqual([
      'column kind: expected at least 2 classes, found only a',
    ])
  })

  it('and categories are those of the rows that stay', () => {
    const { dataset } = unwrap(prepareText('x,c,kind\n1,p,a\n,q,z\n2,p,b\n', { missing: 'drop' }))
    expect([dataset.classes, dataset.inputNames]).toEqual([
      ['a', 'b'],
      ['x', 'c=p'],
    ])
  })

  it('a regression of 1 target does not fit 2 units', () => {
    expect(listProblems(prepareText('x,y\n1,2\n3,4\n', {}, 2))).toEqual([
      'network.layers: expected 1 unit in the output layer, one for each target column, found 2',
    ])
  })
})
