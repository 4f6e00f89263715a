/** The tensors of a session against its experiment and its data. */
import type { Floats } from '../core/floats'
import type { LayerTensors } from '../core/trainingState'
import type { Problem } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { createProblem } from './fileFault'
import type { SessionDocument } from './sessionDocument'

/** Columns of x and y, as far as the document knows them. */
function findWidths({ experiment, dataset }: SessionDocument): {
  inputs: number | null
  targets: number | null
} {
  const { source } = experiment.data
  if (dataset !== null) return { inputs: dataset.inputs, targets: dataset.targets }
  if (source.kind !== 'inline') return { inputs: null, targets: null }
  return { inputs: source.inputs[0]!.length, targets: source.targets[0]!.length }
}

const checkOutputs = (units: number, targets: number | null): Problem[] =>
  targets === null || targets === units
    ? []
    : [createProblem('experiment.json: network.layers', phrase('lastUnits', { count: targets }), units)]

/** Number of layers, sizes and precision of all that belongs to the network. */
export function checkTensors(document: SessionDocument): Problem[] {
  const { experiment, initial, current, optimizer } = document
  const { layers } = experiment.network
  const widths = findWidths(document)
  const problems = checkOutputs(layers.at(-1)!.units, widths.targets)
  const first = initial[0]?.weights.length ?? 0
  const inputs = widths.inputs ?? first / layers[0]!.units
  const shapes = layers.map(({ units, bias }, index) => ({
    weights: (index === 0 ? inputs : layers[index - 1]!.units) * units,
    biases: bias ? units : 0,
  }))
  const isDouble = experiment.training.precision === 'float64'
  for (const [name, tensors] of listGroups(initial, current, optimizer)) {
    const fits =
      tensors.length === shapes.length &&
      tensors.every(({ weights, biases }, l) => {
        const sized = weights.length === shapes[l]!.weights && biases.length === shapes[l]!.biases
        return sized && [weights, biases].every((values) => values instanceof Float64Array === isDouble)
      })
    if (!fits) {
      problems.push(
        createProblem(`weights.safetensors: ${name}`, phrase('networkTensors'), phrase('otherSizes')),
      )
    }
  }
  return problems
}

const listGroups = (
  initial: LayerTensors[],
  current: LayerTensors[],
  optimizer: SessionDocument['optimizer'],
): [string, LayerTensors[]][] => [
  ['initial', initial],
  ['current', current],
  ...optimizer.slots.map(({ name, layers }): [string, LayerTensors[]] => [`optimizer.${name}`, layers]),
]

/** After a divergence anything may stand in the weights. A slot of squares may overflow while the weights are sound. */
export function checkFinite({ state, initial, current, optimizer }: SessionDocument): Problem[] {
  if (state === 'diverged') return []
  const problems: Problem[] = []
  for (const [name, layers] of listGroups(initial, current, optimizer)) {
    const isSound = name.startsWith('optimizer.') ? (x: number) => !Number.isNaN(x) : Number.isFinite
    layers.forEach(({ weights, biases }, index) => {
      const parts: [string, Floats][] = [
        ['weight', weights],
        ['bias', biases],
      ]
      for (const [part, values] of parts) {
        const wrong = values.findIndex((value) => !isSound(value))
        if (wrong < 0) continue
        const path = `weights.safetensors: ${name}.${index}.${part}[${wrong}]`
        problems.push(createProblem(path, phrase('finite'), values[wrong]))
      }
    })
  }
  return problems
}
