import type { Experiment } from './experiment'
import type { Problem } from './problem'
import { limits } from './limits'

/** What the schema cannot see: fields that are fine alone and not together. */
export function findContradictions(experiment: Experiment): Problem[] {
  return [
    ...checkInlineRows(experiment),
    ...checkInlineNames(experiment),
    ...checkShares(experiment),
    ...checkSplitColumn(experiment),
    ...checkSoftmax(experiment),
    ...checkCost(experiment),
    ...checkRange(experiment),
    ...checkParameters(experiment),
  ]
}

function checkInlineRows({ data: { source } }: Experiment): Problem[] {
  if (source.kind !== 'inline') return []
  const problems: Problem[] = []
  if (source.inputs.length !== source.targets.length) {
    problems.push({
      path: 'data.source.targets',
      expected: `as many rows as inputs, ${source.inputs.length}`,
      actual: String(source.targets.length),
    })
  }
  for (const side of ['inputs', 'targets'] as const) {
    const width = source[side][0]!.length
    const index = source[side].findIndex((row) => row.length !== width)
    if (index >= 0) {
      problems.push({
        path: `data.source.${side}[${index}]`,
        expected: `${width} numbers as in the first row`,
        actual: String(source[side][index]!.length),
      })
    }
  }
  return problems
}

function checkInlineNames({ data: { source } }: Experiment): Problem[] {
  if (source.kind !== 'inline') return []
  return (['input', 'target'] as const).flatMap((side) => {
    const columns = source[`${side}s`][0]!.length
    const count = source[`${side}Names`]?.length ?? columns
    return count === columns
      ? []
      : [{ path: `data.source.${side}Names`, expected: `${columns} names`, actual: String(count) }]
  })
}

function checkSplitColumn({ data: { source, split } }: Experiment): Problem[] {
  const { column } = split
  if (column === undefined) return []
  const path = 'data.split.column'
  if (source.kind !== 'file' && source.kind !== 'bundled') {
    return [{ path, expected: 'a table, whose column says the parts', actual: `the source ${source.kind}` }]
  }
  const targets = [source.target ?? []].flat()
  const used = [...(source.inputs ?? []), ...targets].includes(column)
  return used ? [{ path, expected: 'a column that is neither input nor target', actual: column }] : []
}

function checkShares({ data: { split } }: Experiment): Problem[] {
  const held = split.validation + split.test
  return held < 1
    ? []
    : [
        {
          path: 'data.split',
          expected: 'shares of validation and test that leave rows for training, below 1 together',
          actual: String(held),
        },
      ]
}

function checkSoftmax({ network: { layers } }: Experiment): Problem[] {
  return layers.slice(0, -1).flatMap((layer, index) =>
    layer.activation === 'softmax'
      ? [
          {
            path: `network.layers[${index}].activation`,
            expected: 'softmax in the output layer only',
            actual: 'softmax in a hidden layer',
          },
        ]
      : [],
  )
}

function checkCost({ network: { layers }, training }: Experiment): Problem[] {
  const output = layers[layers.length - 1]!
  if (output.activation === 'softmax' && output.units < 2) {
    const path = `network.layers[${layers.length - 1}].units`
    return [
      {
        path,
        expected: 'at least 2 units for softmax, whose outputs sum to 1',
        actual: String(output.units),
      },
    ]
  }
  if (training.cost === 'categoricalCrossEntropy' && output.activation !== 'softmax') {
    return [
      {
        path: 'training.cost',
        expected: 'an output layer of softmax for categoricalCrossEntropy',
        actual: output.activation,
      },
    ]
  }
  if (training.cost === 'binaryCrossEntropy' && output.activation !== 'sigmoid') {
    return [
      {
        path: 'training.cost',
        expected: 'an output layer of sigmoid for binaryCrossEntropy',
        actual: output.activation,
      },
    ]
  }
  if (training.optimizer.name === 'sgd' && training.optimizer.nesterov && training.optimizer.momentum === 0) {
    return [
      {
        path: 'training.optimizer.nesterov',
        expected: 'a momentum above 0 for nesterov',
        actual: 'momentum 0',
      },
    ]
  }
  return []
}

function checkRange({ network: { initialization } }: Experiment): Problem[] {
  return initialization.kind === 'uniform' && initialization.minimum > initialization.maximum
    ? [
        {
          path: 'network.initialization.maximum',
          expected: `at least the minimum, ${initialization.minimum}`,
          actual: String(initialization.maximum),
        },
      ]
    : []
}

/** The first layer's size follows from the data; what is certain before the data is read is checked here. */
function checkParameters({ network: { layers } }: Experiment): Problem[] {
  let count = 0
  for (let l = 1; l < layers.length; l++) count += layers[l - 1]!.units * layers[l]!.units
  return count <= limits.parameters
    ? []
    : [{ path: 'network.layers', expected: `at most ${limits.parameters} parameters`, actual: String(count) }]
}
