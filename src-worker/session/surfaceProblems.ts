/** What of a request for a cost surface or for the gradient's noise does not fit; empty when all does. */
import type { NoiseRequest, ParameterPlace, PlaneChoice, SurfaceRequest } from '../protocol/surface'
import { phrase } from '../spec/phrases'
import { explain, sayValue, type Problem, type Said } from '../spec/problem'
import { findEditProblems } from './setParameter'
import type { TrainingRun } from './trainingRun'

const mostResolution = 129
const mostSizes = 32
const mostDraws = 1000
const mostSeed = 2 ** 32 - 1

const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most

const judge = (fits: boolean, path: string, expected: Said, value: unknown): Problem[] =>
  fits ? [] : [explain(path, expected, sayValue(value))]

const judgeSeed = (seed: number, path: string): Problem[] =>
  judge(isWhole(seed, 0, mostSeed), path, phrase('wholeTo', { least: 0, most: mostSeed }), seed)

export function findSurfaceProblems(
  { shape, prepared }: Pick<TrainingRun, 'shape' | 'prepared'>,
  { plane, resolution, reach, part }: SurfaceRequest,
): Problem[] {
  const isOdd = isWhole(resolution, 3, mostResolution) && resolution % 2 === 1
  const isSpan = reach === null || (Number.isFinite(reach) && reach > 0)
  return [
    ...findPlaneProblems(shape, plane),
    ...judge(isOdd, 'resolution', phrase('oddTo', { least: 3, most: mostResolution }), resolution),
    ...judge(isSpan, 'reach', phrase('above', { least: 0 }), reach),
    ...judge(prepared.split[part].length > 0, 'part', phrase('partWithRows'), part),
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
  return places.length > 0 ? places : judge(!isSame, 'plane.y', phrase('otherParameter'), plane.y)
}

/** A bias has no row of its own. */
const isSamePlace = (a: ParameterPlace, b: ParameterPlace): boolean =>
  a.layer === b.layer && a.kind === b.kind && a.column === b.column && (a.kind === 'b' || a.row === b.row)

export function findNoiseProblems({ sizes, draws, seed }: NoiseRequest): Problem[] {
  const wrong = sizes.findIndex((size) => !isWhole(size, 1, Number.MAX_SAFE_INTEGER))
  return [
    ...judge(
      isWhole(sizes.length, 1, mostSizes),
      'sizes',
      phrase('batchSizesTo', { most: mostSizes }),
      sizes,
    ),
    ...judge(wrong === -1, `sizes[${wrong}]`, phrase('wholeFrom', { least: 1 }), sizes[wrong]),
    ...judge(isWhole(draws, 2, mostDraws), 'draws', phrase('wholeTo', { least: 2, most: mostDraws }), draws),
    ...judgeSeed(seed, 'seed'),
  ]
}
