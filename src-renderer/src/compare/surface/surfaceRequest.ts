/** What is asked of the trainer, made of what a person chose and of the run that it is for. */
import type { ParameterPlace, PlaneChoice, SurfaceRequest } from '../../../../src-worker/protocol/surface'
import type { OpenedRun } from '../../../../src-worker/protocol/trainerApi'
import type { CostScaleKind } from './costScale'
import { choosePlaces, limitPlace, listLayers, namePlace } from './parameterPlaces'
import type { Camera } from './projection'

export type PlaneKind = PlaneChoice['kind']
export const planeKinds: readonly PlaneKind[] = ['parameters', 'random', 'trajectory']
export const resolutions = [25, 41, 65] as const

export interface SurfaceSettings {
  plane: PlaneKind
  /** Null until a person chose: the first weights of the first and last layer. */
  x: ParameterPlace | null
  y: ParameterPlace | null
  seed: number
  part: 'training' | 'validation'
  withPenalty: boolean
  resolution: number
  scale: CostScaleKind
  look: 'map' | 'space'
  asTable: boolean
  /** Computes again when the run stands still at another moment. */
  follows: boolean
  camera: Camera
}

type RunShape = Pick<OpenedRun, 'data' | 'experiment'>

export function resolvePlaces(
  { x, y }: Pick<SurfaceSettings, 'x' | 'y'>,
  run: RunShape,
): [ParameterPlace, ParameterPlace] {
  const layers = listLayers(run)
  const [first, second] = choosePlaces(layers)
  return [limitPlace(x ?? first, layers), limitPlace(y ?? second, layers)]
}

export const hasPenalty = ({ experiment: { training } }: Pick<OpenedRun, 'experiment'>): boolean =>
  training.l1 !== 0 || training.l2 !== 0

export function createRequest(settings: SurfaceSettings, run: RunShape): SurfaceRequest {
  const [x, y] = resolvePlaces(settings, run)
  const planes: Record<PlaneKind, PlaneChoice> = {
    parameters: { kind: 'parameters', x, y },
    random: { kind: 'random', seed: settings.seed },
    trajectory: { kind: 'trajectory' },
  }
  return {
    plane: planes[settings.plane],
    resolution: settings.resolution,
    reach: null,
    part: run.data.validation > 0 ? settings.part : 'training',
    withPenalty: settings.withPenalty && hasPenalty(run),
  }
}

/** Why a request has no answer yet; null when it can be asked. */
export function findObstacle(request: SurfaceRequest, newest: number): 'sameParameter' | 'noPath' | null {
  const { plane } = request
  if (plane.kind === 'parameters' && namePlace(plane.x) === namePlace(plane.y)) return 'sameParameter'
  return plane.kind === 'trajectory' && newest < 2 ? 'noPath' : null
}

/** Whether updates are W − η ΔW and nothing else, which the limit of the learning rate is of. */
export function isPlainDescent({ experiment: { training } }: Pick<OpenedRun, 'experiment'>): boolean {
  const { optimizer, clipNorm } = training
  const plain = optimizer.name === 'sgd' && optimizer.momentum === 0
  return plain && clipNorm === null && training.l1 === 0 && training.l2 === 0
}
