/** The planes through a moment's parameters that a cost surface can be of. */
import { viewLayers, type NetworkShape } from '../core/network'
import { Random } from '../core/random'
import { createLabError, LabFailure } from '../protocol/errors'
import type { ParameterPlace, PlaneChoice } from '../protocol/surface'
import { findMainComponents } from './mainComponents'
import { DirectionPlane, ParameterPlane, type Plane } from './plane'

/**
 * @param origin parameters of the moment, in the order of the arena
 * @param moments parameters all over the run, the moment among them
 * @throws LabFailure `unsupported` where the network or the run has no two such directions
 */
export function* createPlane(
  choice: PlaneChoice,
  shape: NetworkShape,
  origin: Float64Array<ArrayBuffer>,
  moments: readonly Float64Array[],
): Generator<void, Plane> {
  switch (choice.kind) {
    case 'parameters':
      return new ParameterPlane(origin, findPlace(shape, choice.x), findPlace(shape, choice.y))
    case 'random':
      return createRandomPlane(shape, origin, choice.seed)
    case 'trajectory':
      return yield* createTrajectoryPlane(origin, moments)
  }
}

/** Where a parameter lies in the arena. */
export function findPlace(shape: NetworkShape, { layer, kind, row, column }: ParameterPlace): number {
  const { units, weightsAt, biasesAt } = shape.layers[layer - 1]!
  return kind === 'W' ? weightsAt + row * units + column : biasesAt + column
}

/**
 * Two normally drawn directions. Each unit's incoming weights have in both the norm that they have in the network (H. Li
 * et al., Visualizing the loss landscape of neural nets, 2018), and the second is orthogonal to the first unit by unit,
 * so that both hold. Biases stay as they are. A layer of one input, whose units have no room for a second direction of
 * their own, counts as one unit.
 */
export function createRandomPlane(
  shape: NetworkShape,
  origin: Float64Array<ArrayBuffer>,
  seed: number,
): DirectionPlane {
  // Not the stream of the initialization: with its seed a direction would be the first weights themselves.
  const random = Random.fromSeed(seed, 'searching')
  const draw = () => Float64Array.from({ length: shape.parameters }, () => random.nextNormal())
  const [x, y] = [draw(), draw()]
  const layers = [origin, x, y].map((arena) => viewLayers(shape, arena))
  shape.layers.forEach(({ inputs, units }, l) => {
    const [own, along, across] = layers.map((views) => views[l]!.weights)
    layers[1]![l]!.biases.fill(0)
    layers[2]![l]!.biases.fill(0)
    const count = inputs === 1 ? 1 : units
    for (let j = 0; j < count; j++) {
      const norm = measureUnit(own!, j, count)
      scaleUnit(along!, j, count, norm)
      removeUnit(across!, along!, j, count)
      scaleUnit(across!, j, count, norm)
    }
  })
  if (!x.some(isPresent))
    throw missing('All weights are 0: a random direction as long as each unit’s weights has no length.')
  if (!y.some(isPresent))
    throw missing('Every unit has a single weight: there is no second random direction beside the first.')
  return new DirectionPlane(origin, [x, y])
}

const isPresent = (value: number): boolean => value !== 0

/** Norm of every `step`-th number from `j` on: of column j of a matrix. */
function measureUnit(weights: Float64Array, j: number, step: number): number {
  let square = 0
  for (let p = j; p < weights.length; p += step) square += weights[p]! ** 2
  return Math.sqrt(square)
}

/** Gives a unit's part another norm; a part of one number that was made orthogonal to another has none. */
function scaleUnit(weights: Float64Array, j: number, step: number, norm: number): void {
  const before = measureUnit(weights, j, step)
  const factor = before === 0 ? 0 : norm / before
  for (let p = j; p < weights.length; p += step) weights[p]! *= factor
}

/** Makes a unit's part orthogonal to another one, twice for the rounding. */
function removeUnit(weights: Float64Array, other: Float64Array, j: number, step: number): void {
  const isSingle = j + step >= weights.length
  if (isSingle) weights[j] = 0
  const square = measureUnit(other, j, step) ** 2
  if (isSingle || square === 0) return
  for (let turn = 0; turn < 2; turn++) {
    let product = 0
    for (let p = j; p < weights.length; p += step) product += weights[p]! * other[p]!
    for (let p = j; p < weights.length; p += step) weights[p]! -= (product / square) * other[p]!
  }
}

function* createTrajectoryPlane(
  origin: Float64Array<ArrayBuffer>,
  moments: readonly Float64Array[],
): Generator<void, Plane> {
  const { directions, variance } = yield* findMainComponents(origin, moments)
  if (directions === null)
    throw missing('The run has not moved: its way has no components before the first update.')
  const [x, y] = directions
  if (y === null)
    throw missing(
      `The run's way has one direction only, of ${moments.length} moments: a plane needs a second one, from further updates.`,
    )
  return new DirectionPlane(origin, [x, y], variance)
}

const missing = (message: string): LabFailure => new LabFailure(createLabError('unsupported', message))
