/** Settings and results of runs as a table, and as CSV. */
import { describe, expect, it } from 'vitest'
import {
  createRunTable,
  createSettingPart,
  sortRows,
  type RunTable,
  type TableCell,
} from '../../../../src-renderer/src/compare/runs/runTable'
import { writeRunCsv } from '../../../../src-renderer/src/compare/runs/writeRunCsv'
import { keepCourses } from '../../../../src-renderer/src/compare/runs/courses'
import type { PresentRun } from '../../../../src-renderer/src/runs/presentRuns'
import type { Experiment } from '../../../../src-worker/spec/experiment'
import { createExample } from '../../trainer/fakeTrainerApi'
import { createListed, measures, plainWords } from './samples'

const rate = 'training.optimizer.learningRate'
const withRate = (learningRate: number): Experiment => {
  const example = createExample()
  const optimizer = { ...example.training.optimizer, learningRate }
  return { ...example, training: { ...example.training, optimizer } }
}
const slowed = {
  update: 40,
  field: 'optimizer' as const,
  before: 'sgd, learningRate 0.5, momentum 0, nesterov false',
  after: 'sgd, learningRate 0.1, momentum 0, nesterov false',
}
const runs: PresentRun[] = [
  createListed(1, { final: measures(0.03, 0.0417, 0.9, 0.7), best: measures(0.02, 0.0405, 0.9, 0.8) }),
  createListed(2, {
    experiment: withRate(0.1),
    events: [slowed],
    final: measures(0.05, 0.0147, 0.8, 0.9),
    best: measures(0.01, 0.0114, 0.8, 0.9),
    bestEpoch: measures(310, 378, 5, 7),
    note: 'said "slow", then\nfast',
  }),
  createListed(4, {
    experiment: withRate(30),
    state: 'diverged',
    stopReason: null,
    final: measures(NaN, NaN, NaN, NaN),
    best: measures(0.5, 0.6, 0.5, 0.9),
  }),
]
const make = (choice: 'all' | 'differing', base = runs[0]): RunTable =>
  createRunTable(runs, createSettingPart(runs, base, choice, plainWords), (id) => id)
const cellsOf = ({ columns, rows }: RunTable, id: string): TableCell[] => {
  const at = columns.findIndex((column) => column.id === id)
  return rows.map(({ cells }) => cells[at]!)
}

describe('the table of runs', () => {
  it('has, of the settings, those that differ: here one of twenty and more', () => {
    const differing = make('differing').columns.filter((column) => !column.isResult)
    expect(differing.map(({ id }) => id)).toEqual([rate])
    const all = make('all').columns.filter((column) => !column.isResult)
    expect(all.slice(0, 4).map(({ id }) => id)).toEqual([
      'training.optimizer.name',
      rate,
      'training.batchSize',
      'network.layers',
    ])
    expect(all.length).toBeGreaterThan(20)
  })

  it('shows a setting changed on the way as 0.5 → 0.1 and marks what differs from the baseline', () => {
    const cells = cellsOf(make('differing'), rate)
    expect(cells.map(({ text }) => text)).toEqual(['0.5', '0.5 → 0.1', '30'])
    expect(cells.map(({ differs }) => differs)).toEqual([false, true, true])
    expect(cellsOf(make('differing', runs[2]), rate).map(({ differs }) => differs)).toEqual([
      true,
      true,
      false,
    ])
  })

  it('measures against a baseline that is not in the table too', () => {
    const base = createListed(9, { experiment: withRate(0.7) })
    expect(cellsOf(make('differing', base), rate).map(({ differs }) => differs)).toEqual([true, true, true])
  })

  it('marks the smallest cost and the largest accuracy, alike ones all, of what is a number', () => {
    const best = (id: string) => cellsOf(make('all'), id).map((cell) => cell.best)
    expect(best('final.trainingCost')).toEqual([true, false, false])
    expect(best('final.validationCost')).toEqual([false, true, false])
    expect(best('final.accuracy')).toEqual([true, false, false])
    expect(best('best.validationAccuracy')).toEqual([false, true, true])
  })

  it('says the epoch of the best, and a dash where a run diverged', () => {
    const [, second, third] = cellsOf(make('all'), 'best.validationCost')
    expect([second!.text, second!.epoch]).toEqual(['0.0114', 378])
    expect(cellsOf(make('all'), 'final.validationCost')[2]).toMatchObject({ text: '–', epoch: null })
    expect(third!.text).toBe('0.600')
  })

  it('has no column for what no run has, and no best of one alone', () => {
    const none = measures(0.1, NaN, NaN, NaN)
    const single = [createListed(1, { final: none, best: none })]
    const alone = createRunTable(
      single,
      createSettingPart(single, undefined, 'differing', plainWords),
      (id) => id,
    )
    expect(alone.columns.map(({ id }) => id)).toEqual(['final.trainingCost', 'best.trainingCost'])
    expect(alone.rows[0]!.cells.map((cell) => cell.best)).toEqual([false, false])
  })

  it('is sorted by any column, what is no number last in both directions', () => {
    const order = (id: string, descending: boolean) =>
      sortRows(make('all'), { id, descending }).map(({ run }) => run.number)
    expect(order('final.validationCost', false)).toEqual([2, 1, 4])
    expect(order('final.validationCost', true)).toEqual([1, 2, 4])
    expect(order(rate, true)).toEqual([4, 1, 2])
    expect(order('run', true)).toEqual([4, 2, 1])
    expect(order('training.cost', true)).toEqual([1, 2, 4])
  })
})

describe('the settings while a run goes on', () => {
  it('are kept as they are until an experiment or a change is new', () => {
    const first = keepCourses(undefined, runs)
    const later = runs.map((run) => ({ ...run, update: run.update + 100, events: [...run.events] }))
    expect(keepCourses(first, later)).toBe(first)
    expect(keepCourses(first, [...later.slice(1), later[0]!])).not.toBe(first)
    const changed = [{ ...later[0]!, events: [slowed] }, ...later.slice(1)]
    expect(keepCourses(first, changed)[0]!.events).toEqual([slowed])
    const edited = [{ ...later[0]!, experiment: withRate(7) }, ...later.slice(1)]
    expect(keepCourses(first, edited)[0]!.experiment).toBe(edited[0]!.experiment)
  })
})

describe('a change after the last update, 1,000', () => {
  const late = { ...slowed, update: 1000, before: slowed.after, after: slowed.before }
  const left = createListed(5, { experiment: withRate(0.1), events: [late] })

  it('is of no run: neither in the table nor in the CSV', () => {
    const courses = keepCourses(undefined, [runs[0]!, left])
    const [column] = createSettingPart(courses, courses[0], 'differing', plainWords)
    expect(column!.cells.map(({ text }) => text)).toEqual(['0.5', '0.1'])
    expect(writeRunCsv([left])).not.toContain('>')
  })

  it('counts as soon as an update is made with it', () => {
    const first = keepCourses(undefined, [left])
    const next = keepCourses(first, [{ ...left, experiment: withRate(0.5), update: 1001 }])
    expect([first[0]!.events, next[0]!.events]).toEqual([[], [late]])
  })
})

it('start weights set by hand are a column where a run has some, and a cell of the CSV', () => {
  const set = createListed(5, {
    startEdits: [
      { place: 'W1[1, 2]', value: -0.5 },
      { place: 'b2[1]', value: 1 / 3 },
    ],
  })
  const part = createSettingPart(keepCourses(undefined, [runs[0]!, set]), undefined, 'differing', plainWords)
  expect(part.map(({ id }) => id)).toEqual(['startWeights'])
  expect(createSettingPart(keepCourses(undefined, runs), undefined, 'all', plainWords)).not.toContainEqual(
    expect.objectContaining({ id: 'startWeights' }),
  )
  expect(writeRunCsv([set])).toContain(',"W1[1, 2] -0.5; b2[1] 0.3333333333333333",')
})

describe('the runs as CSV', () => {
  const [head, ...lines] = writeRunCsv(runs).split('\n')
  const columns = head!.split(',')
  const valueOf = (line: string, id: string) => line.split(',')[columns.indexOf(id)]

  it('has a column for every setting and result, unrounded, empty where there is none', () => {
    expect(columns.slice(0, 6)).toEqual(['run', 'name', 'state', 'stopReason', 'update', 'epochs'])
    const first = createListed(1, { experiment: withRate(1 / 3), final: measures(0.1 + 0.2, NaN, 1, 0) })
    const plain = {
      ...first,
      experiment: { ...first.experiment, network: { layers: [] } },
    } as unknown as PresentRun
    const [names, line] = writeRunCsv([plain]).split('\n')
    const at = (id: string) =>
      line!.replaceAll(/"[^"]*(""[^"]*)*"/g, 'quoted').split(',')[names!.split(',').indexOf(id)]
    expect(at(rate)).toBe('0.3333333333333333')
    expect(at('final.trainingCost')).toBe('0.30000000000000004')
    expect(at('final.validationCost')).toBe('')
    expect(at('bestEpoch.validationAccuracy')).toBe('600')
  })

  it('quotes what has commas, quotes or line ends, and lists what was changed on the way', () => {
    expect(valueOf(lines[0]!, 'run')).toBe('1')
    const text = lines.join('\n')
    expect(text).toContain(`,${rate} 0.5 > 0.1,"said ""slow"", then\nfast"\n`)
  })
})
