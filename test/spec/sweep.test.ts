import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleExperiment } from '../../src-worker/spec/exampleExperiment'
import { hasEnd, listRuns } from '../../src-worker/spec/listRuns'
import { parseExperiment } from '../../src-worker/spec/parseExperiment'
import { formatProblem } from '../../src-worker/spec/problem'
import { parseSettingPath } from '../../src-worker/spec/settingPath'
import { parseSweep, type Variation } from '../../src-worker/spec/sweep'
import { formatSetting, nameRun, shortenPaths } from '../../src-worker/spec/sweepNames'
import { base, createChance, createSweep, list, values } from './sweeps'

describe('a grid of 2 × 3 settings with 2 seeds', () => {
  const runs = list({
    vary: [values('training.optimizer.learningRate', 0.01, 0.1), values('training.batchSize', 1, 8, 'full')],
    seeds: 2,
  })

  it('lists 12 whole experiments, the last setting fastest, seeds within', () => {
    expect(runs.map(({ cell, settings, seed }) => [cell, ...settings, seed])).toEqual([
      [0, 0.01, 1, 1],
      [0, 0.01, 1, 2],
      [1, 0.01, 8, 1],
      [1, 0.01, 8, 2],
      [2, 0.01, 'full', 1],
      [2, 0.01, 'full', 2],
      [3, 0.1, 1, 1],
      [3, 0.1, 1, 2],
      [4, 0.1, 8, 1],
      [4, 0.1, 8, 2],
      [5, 0.1, 'full', 1],
      [5, 0.1, 'full', 2],
    ])
    for (const { experiment } of runs)
      expect(parseExperiment(experiment)).toEqual({ ok: true, value: experiment })
  })

  it('names what differs, and sets the seeds of weights and order, not of the split', () => {
    const { experiment } = runs[3]!
    expect(experiment.name).toBe('Moons: learningRate=0.01, batchSize=8, seed 2')
    expect(experiment.training).toMatchObject({ batchSize: 8, seed: 2 })
    expect(experiment.training.optimizer).toEqual({
      name: 'sgd',
      learningRate: 0.01,
      momentum: 0.9,
      nesterov: false,
    })
    expect(experiment.network.initialization).toMatchObject({ kind: 'xavierUniform', seed: 2 })
    expect(experiment.data.split.seed).toBe(1)
  })
})

describe('a varied setting', () => {
  it('may be in a part that the experiment leaves out', () => {
    const runs = list({
      vary: [values('network.initialization.bias', 0.5), values('training.stop.epochs', 3)],
    })
    expect(runs[0]!.experiment.network.initialization).toEqual({ kind: 'xavierUniform', seed: 1, bias: 0.5 })
    expect(runs[0]!.experiment.training.stop).toEqual({ epochs: 3 })
  })

  it('may be a member of a list', () => {
    const units = list({ vary: [values('network.layers[0].units', 3, 7)] })
    expect(units.map(({ experiment }) => experiment.network.layers[0]!.units)).toEqual([3, 7])
    expect(units[0]!.experiment.network.layers[0]!.activation).toBe('tanh')
  })

  it('may be a kind: what the other kind does not have falls away, its own defaults come', () => {
    const runs = list({ vary: [values('training.optimizer.name', 'sgd', 'adam')] })
    expect(runs.map(({ experiment }) => experiment.training.optimizer)).toEqual([
      { name: 'sgd', learningRate: 0.5, momentum: 0.9, nesterov: false },
      { name: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    ])
    const typed = list({
      base: exampleExperiment,
      vary: [values('network.initialization.kind', 'heNormal')],
      seeds: 2,
    })
    expect(typed[1]!.experiment.network.initialization).toEqual({ kind: 'heNormal', seed: 2, bias: 0 })
  })

  it('may be a whole part, with one of its fields varied too, in any order', () => {
    const runs = list({
      vary: [
        values('training.optimizer.learningRate', 0.2),
        values('training.optimizer', { name: 'adam' }, { name: 'rmsprop' }),
      ],
    })
    expect(runs.map(({ experiment }) => experiment.training.optimizer)).toMatchObject([
      { name: 'adam', learningRate: 0.2 },
      { name: 'rmsprop', learningRate: 0.2 },
    ])
    expect(runs[0]!.experiment.name).toBe('Moons: learningRate=0.2, optimizer={"name":"adam"}')
  })

  it('leaves typed weights and the seeds without a count as they are', () => {
    const typed = list({ base: exampleExperiment, seeds: 2 })
    expect(typed[1]!.experiment.network).toEqual(typed[0]!.experiment.network)
    expect(typed[1]!.experiment.training.seed).toBe(2)
    const own = list({ base: { ...base, training: { seed: 9 } }, vary: [values('training.l2', 0)] })
    expect([own[0]!.seed, own[0]!.experiment.training.seed]).toEqual([null, 9])
  })
})

describe('a random search', () => {
  const rate: Variation = {
    path: 'training.optimizer.learningRate',
    scale: 'log',
    minimum: 0.001,
    maximum: 1,
  }

  it('draws even in the logarithm, to six digits, and chooses among values', () => {
    const runs = list(
      { vary: [rate, values('training.batchSize', 1, 8)], random: { count: 3, seed: 1 }, seeds: 2 },
      createChance(0, 0, 0.5, 0.5, 1 - 1e-9, 0.999),
    )
    expect(runs.map(({ settings }) => settings).filter((_, at) => at % 2 === 0)).toEqual([
      [0.001, 1],
      [0.0316228, 8],
      [1, 8],
    ])
    expect(runs.map(({ cell, seed }) => [cell, seed])).toEqual([
      [0, 1],
      [0, 2],
      [1, 1],
      [1, 2],
      [2, 1],
      [2, 2],
    ])
  })

  it('draws whole numbers where only whole numbers fit', () => {
    const units: Variation = { path: 'network.layers[0].units', scale: 'linear', minimum: 2, maximum: 30 }
    const share: Variation = {
      path: 'training.optimizer.momentum',
      scale: 'linear',
      minimum: 0,
      maximum: 0.9,
    }
    const runs = list(
      { vary: [units, share], random: { count: 2, seed: 1 } },
      createChance(0.3, 0.3, 0.8, 0.8),
    )
    expect(runs.map(({ settings }) => settings)).toEqual([
      [10, 0.27],
      [24, 0.72],
    ])
  })

  it('draws no combination twice, and ends when there are no more', () => {
    const runs = list(
      { vary: [values('training.l2', 0, 1)], random: { count: 5, seed: 1 } },
      createChance(0.1, 0.9),
    )
    expect(runs.map(({ settings }) => settings)).toEqual([[0], [1]])
  })
})

describe('names', () => {
  it('are the shortest ends that differ', () => {
    expect(
      shortenPaths(['training.batchSize', 'network.layers[0].units', 'network.layers[1].units']),
    ).toEqual(['batchSize', 'layers[0].units', 'layers[1].units'])
    expect(shortenPaths(['a.seed', 'b.seed', 'seed'])).toEqual(['a.seed', 'b.seed', 'seed'])
    expect(shortenPaths(['training.optimizer.name'])).toEqual(['optimizer.name'])
  })

  it('stay within 200 letters, what differs before the name', () => {
    const long = nameRun('n'.repeat(200), ['training.l2'], [0.5], 3)
    expect(long).toHaveLength(200)
    expect(long.endsWith(': l2=0.5, seed 3')).toBe(true)
    expect(formatSetting({ name: 'x'.repeat(80) })).toHaveLength(40)
  })
})

describe('a path', () => {
  it.each([
    ['training.optimizer.learningRate', ['training', 'optimizer', 'learningRate']],
    ['data.source.targets[12][0]', ['data', 'source', 'targets', 12, 0]],
    ['a..b', null],
    ['[0]', null],
    ['a[x]', null],
    ['a[01]', null],
    ['', null],
  ])('%j is %j', (path, steps) => {
    expect(parseSettingPath(path)).toEqual(steps)
  })

  it('never breaks the list, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.jsonValue(), (path, value) => {
        listRuns(createSweep({ vary: [values(path, value)] }), createChance(0.5))
      }),
      { numRuns: 500 },
    )
  })
})

describe('a sweep as a file', () => {
  it('comes back as it was', () => {
    const sweep = createSweep({
      vary: [values('training.l2', 0, { a: 1 })],
      seeds: 3,
      random: { count: 2, seed: 7 },
    })
    expect(parseSweep(JSON.parse(JSON.stringify(sweep)))).toEqual({ ok: true, value: sweep })
  })

  it('of another form is refused with its place', () => {
    const parsed = parseSweep({ ...createSweep({}), seeds: 0 })
    expect(parsed.ok ? [] : parsed.error.map(formatProblem)).toEqual([
      'seeds: expected a whole number of seeds from 1 to 10000, found 0',
    ])
  })

  it('has an end with any rule but one on the cost alone', () => {
    const withStop = (stop: object) => {
      const parsed = parseExperiment({ ...base, training: { stop } })
      return parsed.ok && hasEnd(parsed.value)
    }
    expect([{}, { cost: 1 }, { cost: 1, patience: 3 }, { seconds: 1 }, { epochs: 1 }].map(withStop)).toEqual([
      false,
      false,
      true,
      true,
      true,
    ])
  })
})
