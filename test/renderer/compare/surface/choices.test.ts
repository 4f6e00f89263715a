/** What is asked of the trainer: places, requests, batch sizes; and how answers lie on the picture. */
import { describe, expect, it } from 'vitest'
import { createMapTicks, fitMap, layOutPath } from '../../../../src-renderer/src/compare/surface/mapLayout'
import { createNoisePlot } from '../../../../src-renderer/src/compare/surface/noisePlot'
import { chooseNoiseSizes } from '../../../../src-renderer/src/compare/surface/noiseSizes'
import {
  choosePlaces,
  countParameters,
  limitPlace,
  listPlaces,
  namePlace,
} from '../../../../src-renderer/src/compare/surface/parameterPlaces'
import {
  findMoment,
  findUpdate,
  interpolateCost,
  nearestPoint,
} from '../../../../src-renderer/src/compare/surface/surfaceGrid'
import { findObstacle } from '../../../../src-renderer/src/compare/surface/surfaceRequest'
import { summarize } from '../../../../src-renderer/src/compare/surface/surfaceSummary'
import type { NoiseRow, PlaneChoice } from '../../../../src-worker/protocol/surface'
import { createSurface } from './sampleSurface'

const layers = [
  { inputs: 2, units: 3, bias: true },
  { inputs: 3, units: 1, bias: false },
]

describe('places', () => {
  it('of 2-3-1 without the last bias are 12, each named once', () => {
    const names = listPlaces(layers).map(namePlace)
    expect([names.length, countParameters(layers), new Set(names).size]).toEqual([12, 12, 12])
    expect([names[0], names[5], names[8], names[11]]).toEqual(['W1[1, 1]', 'W1[2, 3]', 'b1[3]', 'W2[3, 1]'])
  })

  it('at first are the first weights of the first and the last layer; of one unit weight and bias', () => {
    expect(choosePlaces(layers).map(namePlace)).toEqual(['W1[1, 1]', 'W2[1, 1]'])
    expect(choosePlaces([layers[0]!]).map(namePlace)).toEqual(['W1[1, 1]', 'W1[2, 1]'])
    const one = [{ inputs: 1, units: 1, bias: true }]
    expect(choosePlaces(one).map(namePlace)).toEqual(['W1[1, 1]', 'b1[1]'])
  })

  it('chosen in a larger network are moved into this one', () => {
    expect(namePlace(limitPlace({ layer: 4, kind: 'b', row: 0, column: 9 }, layers))).toBe('W2[1, 1]')
    expect(namePlace(limitPlace({ layer: 1, kind: 'W', row: 8, column: 2 }, layers))).toBe('W1[2, 3]')
  })
})

it('the same parameter twice, or a trajectory of one update, is an obstacle', () => {
  const ask = (plane: PlaneChoice, newest: number) =>
    findObstacle({ plane, resolution: 25, reach: null, part: 'training', withPenalty: false }, newest)
  const [x, y] = choosePlaces(layers)
  expect(ask({ kind: 'parameters', x, y: x }, 9)).toBe('sameParameter')
  expect(ask({ kind: 'parameters', x, y }, 0)).toBeNull()
  expect([1, 2].map((newest) => ask({ kind: 'trajectory' }, newest))).toEqual(['noPath', null])
})

describe('the grid', () => {
  const surface = createSurface(5, (x, y) => (x - 0.5) ** 2 + y, [
    [-1, 0],
    [0, 2],
    [0.9, 3],
  ])

  it('is read at the nearest point, and between points by their nearness', () => {
    expect(nearestPoint(surface, 0.4, 0.99)).toEqual({ column: 2, row: 4 })
    expect(interpolateCost(surface, 1.5, 2)).toBeCloseTo((1 + 2 + (0.25 + 2)) / 2, 12)
    expect(interpolateCost(surface, 4, 4)).toBeCloseTo(0.25 + 4, 12)
  })

  it('meets the nearest moment of the path within reach', () => {
    expect(findMoment(surface, 0.52, 0.5, 0.05)).toBe(1)
    expect(findMoment(surface, 0.7, 0.5, 0.05)).toBe(-1)
    expect(findUpdate(surface, 7)).toBe(surface.here)
    expect(findUpdate(surface, 2)).toBe(surface.path[2])
    expect(findUpdate(surface, 3)).toBeNull()
  })

  it('has its least cost 0 at (0.5, 0), 2.25 below the moment', () => {
    expect(summarize(surface)).toEqual({
      least: { x: 0.5, y: 0, cost: 0, difference: -2.25 },
      isOff: false,
    })
  })

  it('lies on a map of 400 × 200 with ticks and path from the lower left corner', () => {
    const size = { width: 400, height: 200 }
    const ticks = createMapTicks(surface, size)
    expect(ticks.x.map(({ at, text }) => `${text}@${at}`)).toEqual([
      '−1@0',
      '−0.5@100',
      '0@200',
      '0.5@300',
      '1@400',
    ])
    expect(ticks.y.map(({ at }) => at)).toEqual([200, 150, 100, 50, 0])
    expect(layOutPath(surface, size).line).toBe('0.0,200.0 200.0,100.0 380.0,50.0')
  })

  it('keeps the proportion of directions, 2 : 4 within 2 : 3, and fills the room for two weights', () => {
    const room = { width: 676, height: 446 }
    expect(fitMap(room, surface, 'random')).toEqual({ width: 267, height: 400 })
    expect(fitMap(room, surface, 'parameters')).toEqual({ width: 600, height: 400 })
  })
})

describe('noise', () => {
  const run = (training: number, batchSize: number | 'full') =>
    ({ data: { training }, experiment: { training: { batchSize } } }) as Parameters<
      typeof chooseNoiseSizes
    >[0]

  it.each([
    [4, 'full', [1, 2, 4]],
    [100, 24, [1, 2, 4, 8, 16, 24, 32, 64]],
    [5000, 5000, [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]],
  ] as const)('of %d rows in batches of %s is measured at %s', (training, batchSize, sizes) => {
    expect(chooseNoiseSizes(run(training, batchSize))).toEqual(sizes)
  })

  it('is drawn over the logarithm of the size: 8 in the middle of 1 and 64; the scale 200 is outside', () => {
    const row = (size: number, cosine: number): NoiseRow => ({
      size,
      draws: 64,
      cosine: [cosine - 0.1, cosine, cosine + 0.1],
      norm: [1, 1, 1],
      noise: 1 / size,
    })
    const plot = createNoisePlot([row(1, 0.2), row(8, 0.6), row(64, 0.9)], 8, 200)!
    expect(plot.dots.map(({ x }) => x)).toEqual([34, 165, 296])
    expect([plot.own, plot.scale]).toEqual([165, null])
    expect(plot.dots[1]!.y).toBeCloseTo(136 - 0.6 * 116, 6)
    expect(createNoisePlot([{ ...row(1, 0), cosine: [NaN, NaN, NaN] }], 1, NaN)).toBeNull()
  })
})
