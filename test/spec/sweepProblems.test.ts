import { describe, expect, it } from 'vitest'
import { listRuns } from '../../src-worker/spec/listRuns'
import { formatProblem } from '../../src-worker/spec/problem'
import type { Sweep } from '../../src-worker/spec/sweep'
import { base, createChance, createSweep, values } from './sweeps'

function explain(changes: Partial<Sweep>): string {
  const runs = listRuns(createSweep(changes), createChance(0.5))
  return runs.ok ? 'ok' : runs.error.map(formatProblem).join('\n')
}

describe('a sweep', () => {
  it.each<[string, Partial<Sweep>]>([
    [
      'training.optimizer.learningrate: expected no such field, found the unknown field "learningrate"',
      { vary: [values('training.optimizer.learningrate', 1)] },
    ],
    [
      'training.optimizer.beta1: expected no such field, found the unknown field "beta1"',
      { vary: [values('training.optimizer.name', 'sgd'), values('training.optimizer.beta1', 0.5)] },
    ],
    [
      'training.optimizer.learningRate: expected a number above 0, found -1',
      { vary: [values('training.optimizer.learningRate', 0.1, -1)] },
    ],
    [
      'training.optimizer.name: expected one of sgd, rmsprop, adam, adamw, found "adm"',
      { vary: [values('training.optimizer.name', 'adm')] },
    ],
    ['network.layers: expected a place below 2, found [2]', { vary: [values('network.layers[2].units', 1)] }],
    [
      'network.layers: expected an object that may have "units", found a list of 2',
      { vary: [values('network.layers.units', 1)] },
    ],
    ['training.batchSize: expected a list, found nothing', { vary: [values('training.batchSize[0]', 1)] }],
    [
      'training..l2: expected a path as training.batchSize or network.layers[0].units, found training..l2',
      { vary: [values('training..l2', 1)] },
    ],
    [
      'training.constructor: expected no such field, found the unknown field "constructor"',
      { vary: [values('training.constructor', 1)] },
    ],
    [
      '__proto__: expected no such field, found the unknown field "__proto__"',
      { vary: [values('__proto__.l2', 1)] },
    ],
    [
      'data.source.types.constructor: expected a setting of an experiment, found "data.source.types.constructor"',
      {
        base: { ...base, data: { source: { kind: 'bundled', name: 'iris' } } },
        vary: [values('data.source.types.constructor', 'number')],
      },
    ],
    [
      'name: expected a setting that changes the run; each run gets a name, found the name',
      { vary: [values('name', 'a')] },
    ],
    [
      'training.l2: expected each value once, found 0.1 twice',
      { vary: [values('training.l2', 0.1, 0, 0.1)] },
    ],
    [
      'training.l2: expected each setting varied once, found it twice',
      { vary: [values('training.l2', 1), values('training.l2', 2)] },
    ],
    [
      'training.seed: expected either this seed varied or a count of seeds, found both',
      { vary: [values('training.seed', 1)], seeds: 2 },
    ],
    [
      'expected at most 3 varied settings in a grid, found 4',
      { vary: ['l1', 'l2', 'seed', 'clipNorm'].map((name) => values(`training.${name}`, 1)) },
    ],
    [
      'expected at most 10000 runs, found 10001',
      { vary: [values('training.seed', ...Array(10_001).keys())] },
    ],
    ['expected a varied setting, or a count of seeds, found none', {}],
    [
      'training.l2: expected a random search beside a range, found linear:0..1',
      { vary: [{ path: 'training.l2', scale: 'linear', minimum: 0, maximum: 1 }] },
    ],
    [
      'training.l2: expected numbers above 0 for a logarithmic range, found log:0..1',
      {
        vary: [{ path: 'training.l2', scale: 'log', minimum: 0, maximum: 1 }],
        random: { count: 1, seed: 1 },
      },
    ],
    [
      'training.l2: expected a range from a smaller to a larger number, found linear:1..1',
      {
        vary: [{ path: 'training.l2', scale: 'linear', minimum: 1, maximum: 1 }],
        random: { count: 1, seed: 1 },
      },
    ],
    ['data: expected this field, found nothing', { base: { network: base.network }, seeds: 2 }],
  ])('is refused: %s', (line, changes) => {
    expect(explain(changes)).toBe(line)
  })
})
