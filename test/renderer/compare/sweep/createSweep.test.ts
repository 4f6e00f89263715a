import { describe, expect, it } from 'vitest'
import { countRuns, createSweep, readValues } from '../../../../src-renderer/src/compare/sweep/createSweep'
import { listSettings } from '../../../../src-renderer/src/compare/sweep/sweepSettings'
import { createAxis, createSweepSetup } from '../../../../src-renderer/src/compare/sweep/sweepSetup'
import type { Experiment, ExperimentInput } from '../../../../src-worker/spec/experiment'
import { exampleExperiment } from '../../../../src-worker/spec/exampleExperiment'
import { listRuns } from '../../../../src-worker/spec/listRuns'
import { parseExperiment } from '../../../../src-worker/spec/parseExperiment'
import type { Sweep } from '../../../../src-worker/spec/sweep'

function read(input: ExperimentInput): Experiment {
  const parsed = parseExperiment(input)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}
const moons = read({
  data: { source: { kind: 'generator', name: 'moons', samples: 200 } },
  network: { layers: [{ units: 5, activation: 'tanh' }, { units: 1 }] },
  training: { stop: { updates: 900, seconds: 5, patience: 40 } },
})
const settings = listSettings(moons, 200)
const settingOf = (path: string) => settings.find((one) => one.path === path)!

function setUp(...paths: string[]) {
  const setup = createSweepSetup()
  paths.forEach((path, at) => (setup.grid[at] = createAxis(settingOf(path))))
  return setup
}
function take(result: ReturnType<typeof createSweep>): Sweep {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}
function list(sweep: Sweep): Experiment[] {
  const runs = listRuns(sweep, () => 0.4)
  if (!runs.ok) throw new Error(JSON.stringify(runs.error))
  return runs.value.map(({ experiment }) => experiment)
}

describe('the sweep of the rail', () => {
  it('has 7 rates times 6 batch sizes times 3 seeds: 126 runs that end after 200 epochs', () => {
    const sweep = take(
      createSweep(setUp('training.optimizer.learningRate', 'training.batchSize'), moons, settings),
    )
    expect(sweep.vary).toEqual([
      { path: 'training.optimizer.learningRate', values: [0.01, 0.03, 0.1, 0.3, 1, 3, 10] },
      { path: 'training.batchSize', values: [4, 8, 16, 32, 64, 128] },
    ])
    expect(countRuns(sweep)).toEqual({ combinations: 42, runs: 126 })
    expect(list(sweep)).toHaveLength(126)
    expect(list(sweep)[0]!.training.stop).toEqual({ epochs: 200, patience: 40 })
  })

  it('draws from ranges in a random search', () => {
    const setup = createSweepSetup()
    setup.kind = 'random'
    setup.search = [
      createAxis(settingOf('training.optimizer.learningRate')),
      createAxis(settingOf('training.batchSize')),
    ]
    setup.draws = 12
    const sweep = take(createSweep(setup, moons, settings))
    expect(sweep.random).toEqual({ count: 12, seed: 1 })
    expect(sweep.vary).toEqual([
      { path: 'training.optimizer.learningRate', scale: 'log', minimum: 0.01, maximum: 10 },
      { path: 'training.batchSize', scale: 'log', minimum: 4, maximum: 128 },
    ])
    expect(countRuns(sweep)).toEqual({ combinations: 12, runs: 36 })
  })

  it('takes a path and values typed by hand', () => {
    const setup = setUp()
    setup.grid[0] = { ...createAxis(), typed: true, path: 'training.clipNorm', text: 'null, 0.5, 2' }
    expect(take(createSweep(setup, moons, settings)).vary).toEqual([
      { path: 'training.clipNorm', values: [null, 0.5, 2] },
    ])
  })

  it('starts another optimizer from its own rate where the base has the one of its own', () => {
    const setup = setUp('training.optimizer.name')
    setup.seeds = 1
    const rates = list(take(createSweep(setup, moons, settings))).map(
      ({ training: { optimizer } }) => `${optimizer.name} ${optimizer.learningRate}`,
    )
    expect(rates).toEqual(['sgd 0.5', 'rmsprop 0.01', 'adam 0.01', 'adamw 0.01'])
    const chosen = {
      ...moons,
      training: { ...moons.training, optimizer: { ...moons.training.optimizer, learningRate: 0.2 } },
    }
    const kept = list(take(createSweep(setup, chosen, settings)))
    expect(kept.map(({ training }) => training.optimizer.learningRate)).toEqual([0.2, 0.2, 0.2, 0.2])
  })

  it('draws the weights of a network with typed-in ones when its units vary', () => {
    const example = read(exampleExperiment)
    const offered = listSettings(example, 4)
    const setup = createSweepSetup()
    setup.grid[0] = createAxis(offered.find(({ path }) => path === 'network.layers[0].units'))
    const sweep = take(createSweep(setup, example, offered))
    expect(list(sweep)[0]!.network.initialization).toEqual({ kind: 'xavierUniform', seed: 1, bias: 0 })
  })

  it('counts no seeds where a seed is varied itself', () => {
    const setup = setUp()
    setup.grid[0] = { ...createAxis(), typed: true, path: 'training.seed', text: '4, 9' }
    expect(take(createSweep(setup, moons, settings)).seeds).toBeNull()
  })

  it('says at its setting what is wrong', () => {
    const setup = setUp('training.optimizer.learningRate', 'training.batchSize')
    setup.grid[0].spacing = 'list'
    setup.grid[1] = { ...setup.grid[1], spacing: 'list', text: '4, 8, 4' }
    expect(createSweep(setup, moons, settings)).toMatchObject({
      ok: false,
      error: [
        { path: 'training.optimizer.learningRate', expected: 'at least one value' },
        { path: 'training.batchSize', expected: 'each value once' },
      ],
    })
  })

  it('refuses 10,001 runs', () => {
    const setup = setUp('training.optimizer.learningRate')
    setup.seeds = 1429
    expect(createSweep(setup, moons, settings)).toMatchObject({ ok: false, error: [{ actual: '10003' }] })
  })
})

describe('values that are typed', () => {
  it.each([
    ['0.1, 1e-3,full', [0.1, 0.001, 'full']],
    ['1，2', [1, 2]],
    ['["a,b", 3]', ['a,b', 3]],
    ['true, null, "x"', [true, null, 'x']],
    [' , ', []],
  ])('%s', (text, expected) => expect(readValues(text)).toEqual(expected))
})
