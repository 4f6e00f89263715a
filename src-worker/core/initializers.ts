import type { Initialization } from '../spec/experiment'
import type { InitializationKind } from '../spec/names'
import { phrase } from '../spec/phrases'
import { explain, type Problem } from '../spec/problem'
import { viewLayers, type LayerShape, type NetworkShape } from './network'
import { Random } from './random'

type Draw = (random: Random) => number
type InitializationOf<Kind extends InitializationKind> = Extract<Initialization, { kind: Kind }>

const uniformWithin =
  (limit: number): Draw =>
  (random) =>
    (2 * random.nextFloat() - 1) * limit
const normalWith =
  (deviation: number): Draw =>
  (random) =>
    random.nextNormal() * deviation

/**
 * How one weight of a layer is drawn.
 * Sources: Glorot & Bengio 2010 (Xavier), He et al. 2015, LeCun et al. 1998.
 */
const drawers: {
  [Kind in Exclude<InitializationKind, 'explicit'>]: (
    layer: LayerShape,
    settings: InitializationOf<Kind>,
  ) => Draw
} = {
  xavierUniform: ({ inputs, units }) => uniformWithin(Math.sqrt(6 / (inputs + units))),
  xavierNormal: ({ inputs, units }) => normalWith(Math.sqrt(2 / (inputs + units))),
  heUniform: ({ inputs }) => uniformWithin(Math.sqrt(6 / inputs)),
  heNormal: ({ inputs }) => normalWith(Math.sqrt(2 / inputs)),
  lecunNormal: ({ inputs }) => normalWith(Math.sqrt(1 / inputs)),
  uniform:
    (_layer, { minimum, maximum }) =>
    (random) =>
      minimum + (maximum - minimum) * random.nextFloat(),
  normal:
    (_layer, { mean, standardDeviation }) =>
    (random) =>
      mean + standardDeviation * random.nextNormal(),
  constant:
    (_layer, { value }) =>
    () =>
      value,
}

/** Fills the arena with the first weights; explicit ones must have passed `findShapeProblems`. */
export function initializeInto(
  arena: Float64Array<ArrayBuffer>,
  shape: NetworkShape,
  settings: Initialization,
): void {
  const views = viewLayers(shape, arena)
  if (settings.kind === 'explicit') {
    views.forEach(({ weights, biases }, l) => {
      weights.set(settings.weights[l]!.flat())
      biases.set(settings.biases[l] ?? [])
    })
    return
  }
  const random = Random.fromSeed('seed' in settings ? settings.seed : 0, 'initialization')
  const drawer = drawers[settings.kind] as (layer: LayerShape, settings: Initialization) => Draw
  shape.layers.forEach((layer, l) => {
    const draw = drawer(layer, settings)
    const { weights, biases } = views[l]!
    for (let p = 0; p < weights.length; p++) weights[p] = draw(random)
    biases.fill(settings.bias)
  })
}

/** What does not fit between typed weights and the network, each with its place in the experiment. */
export function findShapeProblems(shape: NetworkShape, settings: Initialization): Problem[] {
  if (settings.kind !== 'explicit') return []
  const place = 'network.initialization'
  const problems: Problem[] = []
  for (const side of ['weights', 'biases'] as const) {
    if (settings[side].length !== shape.layers.length) {
      problems.push(
        explain(
          `${place}.${side}`,
          phrase('entryPerLayer', { count: shape.layers.length }),
          settings[side].length,
        ),
      )
    }
  }
  if (problems.length > 0) return problems
  shape.layers.forEach((layer, l) => problems.push(...findLayerProblems(layer, settings, l)))
  return problems
}

function findLayerProblems(layer: LayerShape, settings: InitializationOf<'explicit'>, l: number): Problem[] {
  const place = 'network.initialization'
  const { inputs, units, bias } = layer
  const problems: Problem[] = []
  const weights = settings.weights[l]!
  if (weights.length !== inputs) {
    problems.push(
      explain(
        `${place}.weights[${l}]`,
        phrase('rowPerInput', { count: inputs, layer: l + 1 }),
        weights.length,
      ),
    )
  }
  weights.forEach((row, k) => {
    if (row.length !== units)
      problems.push(
        explain(`${place}.weights[${l}][${k}]`, phrase('numberPerUnit', { count: units }), row.length),
      )
  })
  const biases = settings.biases[l] ?? []
  const wanted = bias ? units : 0
  if (biases.length !== wanted) {
    problems.push(
      explain(
        `${place}.biases[${l}]`,
        bias ? phrase('numberPerUnit', { count: units }) : phrase('noBias'),
        biases.length,
      ),
    )
  }
  return problems
}
