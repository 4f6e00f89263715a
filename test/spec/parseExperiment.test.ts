import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleExperiment } from '../../src-worker/spec/exampleExperiment'
import { parseExperiment } from '../../src-worker/spec/parseExperiment'
import { formatProblem } from '../../src-worker/spec/problem'

const minimal = {
  data: { source: { kind: 'inline', inputs: [[0, 1]], targets: [[1]] } },
  network: { layers: [{ units: 1 }] },
}

/** The example with one field changed, as the one line a person reads. */
function explain(change: (experiment: Record<string, never>) => void): string {
  const experiment = structuredClone(exampleExperiment) as unknown as Record<string, never>
  change(experiment)
  const parsed = parseExperiment(experiment)
  return parsed.ok ? 'ok' : parsed.error.map(formatProblem).join('\n')
}

describe('parseExperiment', () => {
  it('fills every field but source and layers with the defaults of the example', () => {
    const parsed = parseExperiment(minimal)
    expect(parsed.ok && parsed.value.training).toMatchObject({
      cost: 'halfMeanSquaredError',
      optimizer: { name: 'sgd', learningRate: 0.5, momentum: 0, nesterov: false },
      schedule: { kind: 'constant' },
      batchSize: 4,
      shuffle: true,
      seed: 1,
      l1: 0,
      l2: 0,
      clipNorm: null,
      precision: 'float32',
      stop: { updates: 1000 },
    })
    expect(parsed.ok && parsed.value.network.initialization).toEqual({
      kind: 'xavierUniform',
      seed: 1,
      bias: 0,
    })
    expect(parsed.ok && parsed.value.network.layers[0]).toEqual({
      units: 1,
      activation: 'sigmoid',
      bias: true,
    })
  })

  it('takes what it gave', () => {
    const once = parseExperiment(exampleExperiment)
    expect(once.ok && parseExperiment(once.value)).toEqual(once)
  })

  it.each([
    [
      '0 units',
      (e: never) => (e['network']['layers'][0]['units'] = 0 as never),
      'network.layers[0].units: expected a whole number of units from 1 to 4096, found 0',
    ],
    [
      '4097 units',
      (e: never) => (e['network']['layers'][0]['units'] = 4097 as never),
      'network.layers[0].units: expected a whole number of units from 1 to 4096, found 4097',
    ],
    [
      'learning rate −1',
      (e: never) => (e['training']['optimizer']['learningRate'] = -1 as never),
      'training.optimizer.learningRate: expected a number above 0, found -1',
    ],
    [
      'learning rate NaN',
      (e: never) => (e['training']['optimizer']['learningRate'] = NaN as never),
      'training.optimizer.learningRate: expected a finite number, found NaN',
    ],
    [
      'learning rate Infinity',
      (e: never) => (e['training']['optimizer']['learningRate'] = Infinity as never),
      'training.optimizer.learningRate: expected a finite number, found Infinity',
    ],
    [
      'an unknown field',
      (e: never) => (e['training']['momentun'] = 0.9 as never),
      'training.momentun: expected no such field, found the unknown field "momentun"',
    ],
    [
      'a text in row 4',
      (e: never) => (e['data']['source']['inputs'][3][1] = 'x' as never),
      'data.source.inputs[3][1]: expected a finite number, found "x"',
    ],
    [
      'a missing target row',
      (e: never) => (e['data']['source']['targets'] as never as unknown[]).pop(),
      'data.source.targets: expected as many rows as inputs, 4, found 3',
    ],
    [
      'a ragged row',
      (e: never) => (e['data']['source']['inputs'][2] as never as number[]).push(1),
      'data.source.inputs[2]: expected 2 numbers as in the first row, found 3',
    ],
    [
      'shares that leave nothing',
      (e: never) => (e['data']['split'] = { validation: 0.6, test: 0.5 } as never),
      'data.split: expected shares of validation and test that leave rows for training, below 1 together, found 1.1',
    ],
    [
      'softmax in between',
      (e: never) => (e['network']['layers'][0]['activation'] = 'softmax' as never),
      'network.layers[0].activation: expected softmax in the output layer only, found softmax in a hidden layer',
    ],
    [
      'a cost that needs softmax',
      (e: never) => (e['training']['cost'] = 'categoricalCrossEntropy' as never),
      'training.cost: expected an output layer of softmax for categoricalCrossEntropy, found sigmoid',
    ],
    [
      'a batch of 0',
      (e: never) => (e['training']['batchSize'] = 0 as never),
      'training.batchSize: expected a whole number of at least 1, or "full", found 0',
    ],
    ['a newer version', (e: never) => (e['version'] = 2 as never), 'version: expected version 1, found 2'],
  ])('refuses %s by name', (_what, change, line) => {
    expect(explain(change as never)).toBe(line)
  })

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, maxDepth: 4 }), (value) => {
        const parsed = parseExperiment(value)
        return parsed.ok || parsed.error.every((problem) => problem.expected !== '')
      }),
      { numRuns: 500 },
    )
  })
})
