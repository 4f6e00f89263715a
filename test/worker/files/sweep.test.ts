import { describe, expect, it } from 'vitest'
import { writeSweepCsv } from '../../../src-worker/files/sweepCsv'
import { hashExperiment, readSweepResult, writeSweepResult } from '../../../src-worker/files/sweepResult'
import {
  findBest,
  findQuartiles,
  findTarget,
  joinCurves,
  mostCurveRows,
  shortenCurve,
} from '../../../src-worker/sweep/sweepCurve'
import { list, values } from '../../spec/sweeps'
import { createDiverged, createMeasures, createResult, createTable } from './sampleSweep'

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const encode = (text: string) => new TextEncoder().encode(text)

describe('a result of a run', () => {
  it('comes back with the same numbers: tenths, NaN and Infinity', () => {
    const result = createResult([0.1 + 0.2, 5e-324, Infinity], { final: createMeasures(1 / 3, 0.7, 0.9) })
    const bytes = writeSweepResult(result)
    expect(decode(bytes).trim().split('\n')).toHaveLength(1)
    expect(readSweepResult(bytes, 'a.json')).toEqual({ ok: true, value: result })
  })

  it.each([
    ['half a file', '{"format":"chainrule-sweep-run","vers', /a.json: expected valid JSON/],
    ['another format', '{"format":"chainrule-weights"}', /a.json: format: expected "chainrule-sweep-run"/],
    [
      'columns of two lengths',
      decode(writeSweepResult(createResult([1, 2]))).replace('"epoch":[1,2]', '"epoch":[1]'),
      /curve: expected columns of one length/,
    ],
  ])('of %s is refused with its place', (_name, text, line) => {
    const read = readSweepResult(encode(text), 'a.json')
    expect(read.ok ? '' : read.error.message).toMatch(line)
  })

  it('is known by the whole experiment: another seed has another digest', async () => {
    const [one, two] = list({ vary: [values('training.l2', 0.5)], seeds: 2 })
    const digest = await hashExperiment(one!.experiment)
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(await hashExperiment(structuredClone(one!.experiment))).toBe(digest)
    expect(await hashExperiment(two!.experiment)).not.toBe(digest)
  })
})

describe('a curve', () => {
  it('of 3,000 rows is kept in at most 512, its ends among them', () => {
    const { curve } = createResult(Array.from({ length: 3000 }, (_, row) => 1 / (row + 1)))
    const short = shortenCurve(curve)
    expect(short.update.length).toBeLessThanOrEqual(mostCurveRows)
    expect([short.update[0], short.update.at(-1)]).toEqual([4, 12_000])
    expect(new Set(Object.values(short).map(({ length }) => length)).size).toBe(1)
  })

  it('says when a target was reached: below a cost, or at an accuracy', () => {
    const run = createResult([0.5, 0.2, 0.1])
    run.curve.accuracy = [0.7, 0.9, 1]
    expect(findTarget(run, { measure: 'cost', value: 0.2 })).toEqual({ update: 12, epoch: 3 })
    expect(findTarget(run, { measure: 'accuracy', value: 0.9 })).toEqual({ update: 8, epoch: 2 })
    expect(findTarget(run, { measure: 'cost', value: 0.1 })).toBeNull()
    run.curve.validationCost = [0.6, 0.05, 0.4]
    expect(findTarget(run, { measure: 'cost', value: 0.2 })).toEqual({ update: 8, epoch: 2 })
  })

  it('has the best of each measure by itself', () => {
    expect(findBest([createMeasures(3, 4, 0.25), createMeasures(2, 5, 0.75)])).toEqual(
      createMeasures(2, 4, 0.75),
    )
    expect(findBest([])).toEqual(createMeasures(NaN))
  })
})

describe('median and quartiles', () => {
  it.each([
    [[1, 2, 3, 4], 1.75, 2.5, 3.25],
    [[7], 7, 7, 7],
    [[3, 1, 2], 1.5, 2, 2.5],
    [[1, 2, Infinity], 1.5, 2, Infinity],
    [[Infinity, Infinity], Infinity, Infinity, Infinity],
    [[NaN, 2], 2, 2, 2],
    [[], NaN, NaN, NaN],
  ])('of %j are %d, %d, %d', (list, lower, median, upper) => {
    expect(findQuartiles(list)).toEqual({ lower, median, upper })
  })

  it('of three runs: one that ended keeps its cost, one that diverged has none that is finite', () => {
    const joined = joinCurves([createResult([4, 2, 1]), createResult([3]), createDiverged()])
    expect(joined.map(({ epoch, median, upper }) => [epoch, median, upper])).toEqual([
      [1, 3, 3.5],
      [2, 3, Infinity],
      [3, 3, Infinity],
    ])
  })
})

describe('sweep.csv', () => {
  it('has a line a run with its settings, states and numbers, seconds last', () => {
    const table = createTable(
      {
        vary: [values('training.optimizer', { name: 'adam' }), values('training.batchSize', 1, 'full')],
        seeds: 2,
      },
      (_run, place) =>
        [
          createResult([0.5, 0.25], { final: createMeasures(0.25, 0.375, 0.75) }),
          createDiverged(),
          null,
          createResult([2]),
        ][place]!,
      { measure: 'cost', value: 0.3 },
    )
    expect(decode(writeSweepCsv(table)).split('\n')).toEqual([
      'name,training.optimizer,training.batchSize,seed,state,stop,updates,epochs,trainingCost,validationCost,accuracy,validationAccuracy,bestTrainingCost,bestValidationCost,bestAccuracy,bestValidationAccuracy,updatesToTarget,epochsToTarget,seconds',
      '"Moons: optimizer={""name"":""adam""}, batchSize=1, seed 1","{""name"":""adam""}",1,1,finished,epochs,8,2,0.25,0.375,0.75,0.75,0.25,,,,8,2,0.25',
      '"Moons: optimizer={""name"":""adam""}, batchSize=1, seed 2","{""name"":""adam""}",1,2,diverged,,8,2,,,,,0.5,,,,,,0.25',
      '"Moons: optimizer={""name"":""adam""}, batchSize=full, seed 1","{""name"":""adam""}",full,1,missing,,,,,,,,,,,,,,',
      '"Moons: optimizer={""name"":""adam""}, batchSize=full, seed 2","{""name"":""adam""}",full,2,finished,epochs,4,1,2,,,,2,,,,,,0.25',
      '',
    ])
  })

  it('has as many cells in every line, with a target and without', () => {
    for (const target of [null, { measure: 'accuracy', value: 0.5 }] as const) {
      const table = createTable(
        { seeds: 3 },
        (_run, place) => (place === 1 ? null : createResult([1])),
        target,
      )
      const widths = decode(writeSweepCsv(table))
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/"[^"]*"/g, '').split(',').length)
      expect(new Set(widths).size).toBe(1)
    }
  })
})

describe('the table of a sweep', () => {
  it('judges a combination by the median of its last costs, a divergence as infinite', () => {
    const { cells, best } = createTable({ vary: [values('training.l2', 0, 0.5)], seeds: 3 }, (_run, place) =>
      place < 2 ? createDiverged() : createResult([3 + place]),
    )
    expect(cells.map(({ cost, diverged, runs }) => [cost.median, diverged, runs])).toEqual([
      [Infinity, 2, 3],
      [7, 0, 3],
    ])
    expect(best).toBe(cells[1])
  })
})
