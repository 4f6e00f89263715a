/** The cost over a plane, against core's own passes at every point. */
import { describe, expect, it } from 'vitest'
import {
  countSurfaceRows,
  mapCost,
  type SurfaceMoment,
  type SurfaceSource,
} from '../../../src-worker/analysis/costSurface'
import { createRandomPlane } from '../../../src-worker/analysis/planeDirections'
import { Evaluator } from '../../../src-worker/core/evaluator'
import { shapeNetwork, viewLayers } from '../../../src-worker/core/network'
import { computePenalty } from '../../../src-worker/core/penalties'
import { Random } from '../../../src-worker/core/random'
import type { PlaneChoice, SurfaceRequest } from '../../../src-worker/protocol/surface'
import {
  createExample,
  createNetwork,
  initialize,
  runForward,
  type SampleNetwork,
} from '../core/sampleNetworks'

function finish<Value>(work: Generator<unknown, Value>): { value: Value; pieces: number } {
  for (let pieces = 0; ; pieces++) {
    const { value, done } = work.next()
    if (done === true) return { value, pieces }
  }
}

function createSource(network: SampleNetwork, moments?: SurfaceMoment[]): SurfaceSource {
  const { shape, data, rows, experiment } = network
  const here = moments?.at(-1) ?? { update: 0, parameters: initialize(network).arena }
  return { shape, data, rows, settings: experiment.training, here, moments: moments ?? [here] }
}

const createRequest = (plane: PlaneChoice, changes: Partial<SurfaceRequest> = {}): SurfaceRequest => ({
  plane,
  resolution: 5,
  reach: 2,
  part: 'training',
  withPenalty: false,
  ...changes,
})

const map = (source: SurfaceSource, request: SurfaceRequest) =>
  finish(mapCost(source, request, { done: 0, total: 0 })).value

/** The grid's places from the map's own ends. */
const spread = (minimum: number, maximum: number, count: number): number[] =>
  Array.from({ length: count }, (_, k) => minimum + ((maximum - minimum) * k) / (count - 1))

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, p) => sum + value * b[p]!, 0)

const twoWeights: PlaneChoice = {
  kind: 'parameters',
  x: { layer: 1, kind: 'W', row: 1, column: 2 },
  y: { layer: 2, kind: 'b', row: 0, column: 0 },
}

describe('along two parameters', () => {
  it.each([0, 1])(
    'of the example all 25 costs are those of core with the two set, penalty × %i',
    (penalty) => {
      const network = createExample({ l1: 0.01, l2: 0.02 })
      const { parameters } = initialize(network)
      const [w, b] = [parameters[0]!.weights[5]!, parameters[1]!.biases[0]!]
      const surface = map(createSource(network), createRequest(twoWeights, { withPenalty: penalty === 1 }))
      expect([surface.minimum, surface.maximum]).toEqual([
        [w - 2, b - 2],
        [w + 2, b + 2],
      ])
      expect(surface.here).toMatchObject({ x: w, y: b, distance: 0 })
      ;[-2, -1, 0, 1, 2].forEach((dy, j) =>
        [-2, -1, 0, 1, 2].forEach((dx, i) => {
          parameters[0]!.weights[5] = w + dx
          parameters[1]!.biases[0] = b + dy
          const expected =
            runForward(network, parameters).cost('halfMeanSquaredError') +
            penalty * computePenalty(parameters, 0.01, 0.02)
          expect(surface.values[j * 5 + i]).toBe(expected)
        }),
      )
      expect(new Set(surface.values).size).toBe(25)
    },
  )

  it('the middle is the evaluated cost to the bit, over 700 rows in pieces', () => {
    const network = createNetwork({
      inputs: 3,
      layers: [
        { units: 5, activation: 'tanh' },
        { units: 2, activation: 'softmax' },
      ],
      cost: 'categoricalCrossEntropy',
      m: 700,
    })
    const { shape, data, rows } = network
    const evaluated = new Evaluator(shape, data)
      .evaluate(initialize(network).parameters, rows, 'categoricalCrossEntropy', true)
      .advance(Infinity)!
    const { value, pieces } = finish(
      mapCost(createSource(network), createRequest(twoWeights), { done: 0, total: 0 }),
    )
    expect(value.here.cost).toBe(evaluated.cost)
    expect([value.path[0]!.cost, value.rows, value.rowsOfPart]).toEqual([evaluated.cost, 700, 700])
    // Three chunks for each of 25 points and one moment.
    expect(pieces).toBe(3 * 26)
  })

  it('without a reach 0 and the way are in sight, with a quarter as margin', () => {
    const network = createExample()
    const { arena } = initialize(network)
    const before = { update: 0, parameters: arena.map((value, p) => (p === 5 ? value + 40 : value)) }
    const here = { update: 7, parameters: arena }
    const { minimum, maximum } = map(
      createSource(network, [before, here]),
      createRequest(twoWeights, { reach: null }),
    )
    expect([minimum[0], maximum[0]]).toEqual([arena[5]! - 50, arena[5]! + 50])
    const bias = arena[12]!
    expect(maximum[1] - bias).toBeCloseTo(Math.max(1, 2 * Math.abs(bias)), 14)
  })
})

describe('two random directions', () => {
  const shape = shapeNetwork(4, [
    { units: 3, activation: 'tanh', bias: true },
    { units: 1, activation: 'tanh', bias: false },
    { units: 5, activation: 'tanh', bias: true },
    { units: 2, activation: 'linear', bias: true },
  ])
  const random = Random.fromSeed(3, 'generation')
  const origin = Float64Array.from({ length: shape.parameters }, () => random.nextNormal())
  const blocksOf = (arena: Float64Array<ArrayBuffer>): number[][] =>
    viewLayers(shape, arena).flatMap(({ weights }, l) => {
      const { inputs, units } = shape.layers[l]!
      // A layer of one input is one block.
      if (inputs === 1) return [[...weights]]
      return Array.from({ length: units }, (_, j) => [...weights.filter((_w, p) => p % units === j)])
    })

  it('each unit has the norm of its own weights in both, they are orthogonal, and biases rest', () => {
    const [x, y] = createRandomPlane(shape, origin, 11).directions.map((one) => Float64Array.from(one))
    const norms = (arena: Float64Array<ArrayBuffer>) => blocksOf(arena).map((block) => Math.hypot(...block))
    expect(norms(origin)).toHaveLength(3 + 1 + 1 + 2)
    for (const direction of [x!, y!]) {
      norms(origin).forEach((norm, u) => expect(norms(direction)[u]).toBeCloseTo(norm, 13))
      for (const { biases } of viewLayers(shape, direction)) expect(biases.every((b) => b === 0)).toBe(true)
    }
    expect(Math.abs(dot(x!, y!))).toBeLessThan(1e-14 * dot(x!, x!))
  })

  it('are those of their seed, and neither is the initial weights drawn with the same one', () => {
    const draw = (seed: number) => createRandomPlane(shape, origin, seed).directions[0]
    expect(draw(4)).toEqual(draw(4))
    expect(draw(4)).not.toEqual(draw(5))
    const network = createNetwork({ inputs: 6, layers: [{ units: 4, activation: 'linear' }], m: 3, seed: 9 })
    const { arena } = initialize(network)
    const [x] = createRandomPlane(network.shape, arena, 9).directions
    const weights = arena.map((value, p) => (p < 24 ? value : 0))
    expect(Math.abs(dot(x, weights)) / dot(weights, weights)).toBeLessThan(0.6)
  })

  it('every point of the map is the cost at moment + x d1 + y d2; the reach is 1', () => {
    const network = createNetwork({
      inputs: 2,
      layers: [
        { units: 3, activation: 'sigmoid' },
        { units: 1, activation: 'linear' },
      ],
      m: 6,
    })
    const { arena, parameters } = initialize(network)
    const source = createSource(network)
    const surface = map(source, createRequest({ kind: 'random', seed: 2 }, { reach: null, resolution: 3 }))
    expect([surface.minimum, surface.maximum]).toEqual([
      [-1, -1],
      [1, 1],
    ])
    const [dx, dy] = createRandomPlane(network.shape, source.here.parameters, 2).directions
    const start = arena.slice()
    spread(-1, 1, 3).forEach((y, j) =>
      spread(-1, 1, 3).forEach((x, i) => {
        arena.set(start.map((value, p) => value + x * dx[p]! + y * dy[p]!))
        expect(surface.values[j * 3 + i]).toBeCloseTo(
          runForward(network, parameters).cost('halfMeanSquaredError'),
          14,
        )
      }),
    )
  })

  it('are refused where there are none: all weights 0, or one weight a unit', () => {
    const single = shapeNetwork(1, [
      { units: 1, activation: 'tanh', bias: true },
      { units: 1, activation: 'linear', bias: true },
    ])
    expect(() => createRandomPlane(shape, new Float64Array(shape.parameters), 1)).toThrow('All weights are 0')
    expect(() => createRandomPlane(single, Float64Array.of(1, 2, 3, 4), 1)).toThrow('a single weight')
  })
})

describe('the main components of the way', () => {
  const network = createNetwork({
    inputs: 3,
    layers: [
      { units: 4, activation: 'tanh' },
      { units: 2, activation: 'linear' },
    ],
    m: 5,
  })
  const { arena } = initialize(network)
  const draw = (seed: number) => {
    const random = Random.fromSeed(seed, 'generation')
    return arena.map(() => random.nextNormal())
  }
  const [u, v] = [draw(1), draw(2)]
  const at = (a: number, b: number): Float64Array<ArrayBuffer> =>
    arena.map((value, p) => value + a * u[p]! + b * v[p]!)
  const coefficients = [
    [3, 0],
    [2, 0.5],
    [1.2, 0.4],
    [0.3, -0.2],
    [0, 0],
  ] as const

  it('a way within a plane is found whole: distances 0, shares that add up to 1, steps of the true length', () => {
    const moments = coefficients.map(([a, b], k) => ({ update: 10 * k, parameters: at(a, b) }))
    const source = createSource(network, moments)
    const surface = map(source, createRequest({ kind: 'trajectory' }, { reach: null }))
    expect(surface.variance![0] + surface.variance![1]).toBeCloseTo(1, 13)
    expect(surface.variance![0]).toBeGreaterThan(surface.variance![1])
    expect(surface.path.map(({ update }) => update)).toEqual([0, 10, 20, 30, 40])
    for (const { distance } of surface.path) expect(distance).toBeLessThan(1e-13)
    for (let k = 1; k < 5; k++) {
      const [a, b] = [surface.path[k - 1]!, surface.path[k]!]
      const step = moments[k]!.parameters.map((value, p) => value - moments[k - 1]!.parameters[p]!)
      expect(Math.hypot(b.x - a.x, b.y - a.y)).toBeCloseTo(Math.sqrt(dot(step, step)), 12)
    }
    expect(surface.here).toMatchObject({ update: 40, x: 0, y: 0 })
    expect(surface.path[4]).toEqual(surface.here)
    // It comes from the negative side, and a quarter of it is left as margin.
    expect(surface.path[0]!.x).toBeLessThan(0)
    expect(surface.minimum[0]).toBeCloseTo(1.25 * surface.path[0]!.x, 12)
  })

  it('each moment has its own cost on the same rows, on the plane or off it', () => {
    const third = draw(3)
    const moments = coefficients.map(([a, b], k) => ({
      update: k,
      parameters: at(a, b).map((value, p) => value + (k === 2 ? 0.1 * third[p]! : 0)),
    }))
    const surface = map(createSource(network, moments), createRequest({ kind: 'trajectory' }))
    surface.path.forEach(({ cost }, k) => {
      const parameters = viewLayers(network.shape, moments[k]!.parameters)
      expect(cost).toBeCloseTo(runForward(network, parameters).cost('halfMeanSquaredError'), 14)
    })
    expect(surface.path[2]!.distance).toBeGreaterThan(0.05)
    expect(surface.variance![0] + surface.variance![1]).toBeLessThan(1)
  })
})

describe('rows', () => {
  const wide = shapeNetwork(784, [{ units: 128, activation: 'relu', bias: true }])

  it('of a large part a sample stands for all, 113 of 60,000 × 784 × 128 at 41 × 41', () => {
    // 2e10 / ((100,480 + 30 · 128 + 784) · 1681) = 113
    expect(countSurfaceRows(wide, 41 ** 2, 60_000)).toBe(113)
    expect(countSurfaceRows(wide, 41 ** 2, 100)).toBe(100)
  })

  it('a map that has no sixteen rows is refused with the points that there can be', () => {
    const large = shapeNetwork(784, [{ units: 1280, activation: 'relu', bias: true }])
    expect(() => countSurfaceRows(large, 129 ** 2, 60_000)).toThrow(/at 1197 points/)
  })
})
