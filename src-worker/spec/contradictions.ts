import type { Experiment } from './experiment'
import { phrase } from './phrases'
import { explain, type Problem } from './problem'
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
    problems.push(
      explain(
        'data.source.targets',
        phrase('rowsAsInputs', { count: source.inputs.length }),
        source.targets.length,
      ),
    )
  }
  for (const side of ['inputs', 'targets'] as const) {
    const width = source[side][0]!.length
    const index = source[side].findIndex((row) => row.length !== width)
    if (index >= 0) {
      problems.push(
        explain(
          `data.source.${side}[${index}]`,
          phrase('numbersAsFirstRow', { count: width }),
          source[side][index]!.length,
        ),
      )
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
      : [explain(`data.source.${side}Names`, phrase('names', { count: columns }), count)]
  })
}

function checkSplitColumn({ data: { source, split } }: Experiment): Problem[] {
  const { column } = split
  if (column === undefined) return []
  const path = 'data.split.column'
  if (source.kind !== 'file' && source.kind !== 'bundled') {
    return [explain(path, phrase('splitTable'), phrase('sourceOf', { name: source.kind }))]
  }
  const targets = [source.target ?? []].flat()
  const used = [...(source.inputs ?? []), ...targets].includes(column)
  return used ? [explain(path, phrase('freeColumn'), column)] : []
}

function checkShares({ data: { split } }: Experiment): Problem[] {
  const held = split.validation + split.test
  return held < 1 ? [] : [explain('data.split', phrase('sharesLeave'), held)]
}

function checkSoftmax({ network: { layers } }: Experiment): Problem[] {
  return layers
    .slice(0, -1)
    .flatMap((layer, index) =>
      layer.activation === 'softmax'
        ? [explain(`network.layers[${index}].activation`, phrase('softmaxLast'), phrase('softmaxHidden'))]
        : [],
    )
}

function checkCost({ network: { layers }, training }: Experiment): Problem[] {
  const output = layers[layers.length - 1]!
  if (output.activation === 'softmax' && output.units < 2) {
    const path = `network.layers[${layers.length - 1}].units`
    return [explain(path, phrase('softmaxUnits'), output.units)]
  }
  if (training.cost === 'categoricalCrossEntropy' && output.activation !== 'softmax') {
    return [
      explain(
        'training.cost',
        phrase('outputFor', { activation: 'softmax', cost: 'categoricalCrossEntropy' }),
        output.activation,
      ),
    ]
  }
  if (training.cost === 'binaryCrossEntropy' && output.activation !== 'sigmoid') {
    return [
      explain(
        'training.cost',
        phrase('outputFor', { activation: 'sigmoid', cost: 'binaryCrossEntropy' }),
        output.activation,
      ),
    ]
  }
  if (training.optimizer.name === 'sgd' && training.optimizer.nesterov && training.optimizer.momentum === 0) {
    return [explain('training.optimizer.nesterov', phrase('momentumAbove'), phrase('momentumZero'))]
  }
  return []
}

function checkRange({ network: { initialization } }: Experiment): Problem[] {
  return initialization.kind === 'uniform' && initialization.minimum > initialization.maximum
    ? [
        explain(
          'network.initialization.maximum',
          phrase('atLeastMinimum', { minimum: initialization.minimum }),
          initialization.maximum,
        ),
      ]
    : []
}

/** The first layer's size follows from the data; what is certain before the data is read is checked here. */
function checkParameters({ network: { layers } }: Experiment): Problem[] {
  let count = 0
  for (let l = 1; l < layers.length; l++) count += layers[l - 1]!.units * layers[l]!.units
  return count <= limits.parameters
    ? []
    : [explain('network.layers', phrase('parametersTo', { most: limits.parameters }), count)]
}
