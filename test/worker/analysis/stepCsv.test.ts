import { describe, expect, it } from 'vitest'
import { listTensors, readTensor, type Step } from '../../../src-worker/analysis/step'
import { writeCsv } from '../../../src-worker/analysis/stepCsv'
import { LabFailure } from '../../../src-worker/protocol/errors'
import type { CellId, TensorId } from '../../../src-worker/protocol/microscope'
import { createGoldenStep, createNetworkStep, createRequest, drawNetworkCases } from './exportCases'

const step = createGoldenStep('seed-2-3-1')
const ofCell = (cell: CellId, of = step) => writeCsv(of, createRequest({ scope: { cell } }))
const ofTensor = (tensor: TensorId, of = step) => writeCsv(of, createRequest({ scope: { tensor } }))
const split = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))

const listPresent = (of: Step) =>
  listTensors(of.shape.layers.length).flatMap((id) => {
    const matrix = readTensor(of, id)
    return matrix === null ? [] : [{ id, matrix }]
  })

describe('a cell as CSV', () => {
  it('has a row a sample and its factors: ΔW1[1,2] of the example adds up to -0.002555148', () => {
    expect(ofCell({ kind: 'dW', layer: 1, row: 0, column: 1 })).toBe(
      [
        'term,factor1,factor2,value',
        'sample 1,0,-0.004551918187022364,-0',
        'sample 2,0,0.0027314615284041934,0',
        'sample 3,1,0.002053362912673858,0.002053362912673858',
        'sample 4,1,-0.0046085109495851906,-0.0046085109495851906',
        'sum,,,-0.0025551480369113326',
        '',
      ].join('\n'),
    )
  })

  it('names inputs, units and the bias, which has one factor', () => {
    const names = (layer: number) =>
      split(ofCell({ kind: 'i', layer, row: 1, column: 0 })!).map(([name]) => name)
    expect(names(1)).toEqual(['term', 'x1', 'x2', 'bias', 'sum'])
    expect(names(2)).toEqual(['term', 'unit 1', 'unit 2', 'unit 3', 'bias', 'sum'])
    expect(split(ofCell({ kind: 'i', layer: 1, row: 1, column: 0 })!)[3]).toEqual(['bias', '0.1', '', '0.1'])
  })

  it('that is given is its value alone', () => {
    expect(ofCell({ kind: 'weights', layer: 1, row: 0, column: 1 })).toBe('value\n-0.4\n')
  })

  it('shows beside the sum what a planted mistake made of it', () => {
    const faulty = createGoldenStep('seed-2-3-1', { name: 'biasNotSummed', layer: 1 })
    const last = split(ofCell({ kind: 'db', layer: 1, row: 0, column: 1 }, faulty)!).slice(-2)
    expect(last.map(([name]) => name)).toEqual(['sum', 'shown'])
    expect(Number(last[1]![2])).toBe(readTensor(faulty, { kind: 'db', layer: 1 })!.values[1])
  })

  it('that does not exist is null', () => {
    expect(ofCell({ kind: 'dW', layer: 1, row: 2, column: 0 })).toBeNull()
    expect(ofTensor({ kind: 'dW', layer: 3 })).toBeNull()
  })
})

describe('a matrix as CSV', () => {
  it('names its rows and columns', () => {
    const sides = (kind: TensorId['kind'], layer: number) => {
      const [header, first] = split(ofTensor({ kind, layer })!)
      return [...header!, first![0]]
    }
    expect(sides('dW', 1)).toEqual(['dW1', 'unit 1', 'unit 2', 'unit 3', 'x1'])
    expect(sides('dW', 2)).toEqual(['dW2', 'unit 1', 'unit 1'])
    expect(sides('inputs', 0)).toEqual(['X', 'x1', 'x2', 'sample 1'])
    expect(sides('bias', 1)).toEqual(['b1', 'unit 1', 'unit 2', 'unit 3', 'bias'])
    expect(sides('batchCost', 0)).toEqual(['cost', 'cost', 'batch'])
  })

  it.each(drawNetworkCases(3).map((of, n) => [n + 1, of] as const))(
    'of drawn network %i reads back to the same bits, each tensor',
    (_n, of) => {
      const drawn = createNetworkStep(of)
      for (const { id, matrix } of listPresent(drawn)) {
        const numbers = split(ofTensor(id, drawn)!)
          .slice(1)
          .flatMap(([, ...cells]) => cells.map(Number))
        expect(Float64Array.from(numbers)).toEqual(matrix.values)
      }
    },
  )
})

describe('an update as CSV', () => {
  it('has a line a number, which reads back to the same bits', () => {
    const [header, ...lines] = split(writeCsv(step, createRequest())!)
    expect(header).toEqual(['tensor', 'layer', 'row', 'column', 'value'])
    const present = listPresent(step)
    expect(present).toHaveLength(24)
    expect(Float64Array.from(lines.map(([, , , , value]) => Number(value)))).toEqual(
      Float64Array.from(present.flatMap(({ matrix }) => [...matrix.values])),
    )
    expect(lines).toContainEqual(['dW1', '1', '1', '2', '-0.0025551480369113326'])
  })

  it('calls the tensors z and a when asked to', () => {
    const text = writeCsv(step, createRequest({ notation: 'za' }))!
    expect(text).toContain('\ndz1,1,1,1,')
    expect(text).not.toContain('\ndi1,')
  })

  it('of more than 4,194,304 numbers is refused', () => {
    const large = { ...step, costs: new Float64Array(2 ** 22) }
    expect(() => writeCsv(large, createRequest())).toThrow(LabFailure)
  })
})
