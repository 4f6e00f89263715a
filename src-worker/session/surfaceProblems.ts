/** What of a request for a cost surface or for the gradient's noise does not fit; empty when all does. */
import type { NoiseRequest, ParameterPlace, PlaneChoice, SurfaceRequest } from '../protocol/surface'
import { describeValue, type Problem } from '../spec/problem'
import { findEditProblems } from './setParameter'
import type { TrainingRun } from './trainingRun'

const mostResolution = 129
const mostSizes = 32
const mostDraws = 1000
const mostSeed = 2 ** 32 - 1

const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most

const judge = (fits: boolean, path: string, expected: string, value: unknown): Problem[] =>
  fits ? [] : [{ path, expected, actual: describeValue(value) }]

const judgeSeed = (seed: number, path: string): Problem[] =>
  judge(isWhole(seed, 0, mostSeed), path, `a whole number from 0 to ${mostSeed}`, seed)

export function findSurfaceProblems(
  { shape, prepared }: Pick<TrainingRun, 'shape' | 'prepared'>,
  { plane, resolution, reach, part }: SurfaceRequest,
): Problem[] {
  const isOdd = isWhole(resolution, 3, mostResolution) && resolution % 2 === 1
  const isSpan = reach === null || (Number.isFinite(reach) && reach > 0)
  return [
    ...findPlaneProblems(shape, plane),
    ...judge(isOdd, 'resolution', `an odd number from 3 to ${mostResolution}`, resolution),
    ...judge(isSpan, 'reach', 'a number above 0', reach),
    ...judge(prepared.split[part].length > 0, 'part', 'a part that has rows', part),
  ]
}

function findPlaneProblems(shape: TrainingRun['shape'], plane: PlaneChoice): Problem[] {
  if (plane.kind === 'trajectory') return []
  if (plane.kind === 'random') return judgeSeed(plane.seed, 'plane.seed')
  const places = (['x', 'y'] as const).flatMap((axis) =>
    findEditProblems(shape, { ...plane[axis], value: 0 }).map((problem) => ({
      ...problem,
      path: `plane.${axis}.${problem.path}`,
    })),
  )
  const isSame = isSamePlace(plane.x, plane.y)
  return places.length > 0 ? places : judge(!isSame, 'plane.y', 'another parameter than x', plane.y)
}

/** A bias has no row of its own. */
const isSamePlace = (a: ParameterPlace, b: ParameterPlace): boolean =>
  a.layer === b.layer && a.kind === b.kind && a.column === b.column && (a.kind === 'b' || a.row === b.row)

export function findNoiseProblems({ sizes, draws, seed }: NoiseRequest): Problem[] {
  const wrong = sizes.findIndex((size) => !isWhole(size, 1, Number.MAX_SAFE_INTEGER))
  return [
    ...judge(isWhole(sizes.length, 1, mostSizes), 'sizes', `1 to ${mostSizes} batch sizes`, sizes),
    ...judge(wrong === -1, `sizes[${wrong}]`, 'a whole number from 1 on', sizes[wrong]),
    ...judge(isWhole(draws, 2, mostDraws), 'draws', `a whole number from 2 to ${mostDraws}`, draws),
    ...judgeSeed(seed, 'seed'),
  ]
}
