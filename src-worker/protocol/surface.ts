/** The cost over a plane through the network's parameters, and how noisy a batch's gradient is. */
import type { Reply } from './errors'
import type { ParameterEdit, WorkProgress } from './trainerApi'

/** One weight or bias by its place. */
export type ParameterPlace = Omit<ParameterEdit, 'value'>

/** Which plane through the shown moment's parameters is looked at. */
export type PlaneChoice =
  /** Along two parameters; x and y then are their values. */
  | { kind: 'parameters'; x: ParameterPlace; y: ParameterPlace }
  /** Two random directions, each unit's part as long as the unit's own weights (Li et al., 2018). */
  | { kind: 'random'; seed: number }
  /** The two main components of the run's way from its start to its newest update. */
  | { kind: 'trajectory' }

export interface SurfaceRequest {
  plane: PlaneChoice
  /** Points along each side: odd, 3 to 129, so that the moment is the point in the middle. */
  resolution: number
  /**
   * Half of a side, in the unit of the directions, the same for both. Null: for a random plane 1; else for each side by
   * itself, so that the way shows with a margin of a quarter, and for a parameter w at least 1 and 2 |w|.
   */
  reach: number | null
  part: 'training' | 'validation'
  /** Whether the penalty is added. */
  withPenalty: boolean
}

/** A moment of the run on the plane. */
export interface PathPoint {
  update: number
  x: number
  y: number
  /** Cost of the moment itself, which may lie off the plane. */
  cost: number
  /** Distance of the moment from the plane, Euclidean over all parameters. */
  distance: number
}

export interface CostSurface {
  /** Update whose parameters the plane goes through. */
  update: number
  resolution: number
  /**
   * Ends of both sides, x then y. Along two parameters their values; along two components distances from the moment; on a
   * random plane multiples of its directions.
   */
  minimum: [number, number]
  maximum: [number, number]
  /** `[y][x]`, y upwards from the minimum; not finite where the cost is not. */
  values: Float64Array<ArrayBuffer>
  /** Where the moment itself lies, and its cost. */
  here: PathPoint
  /** Moments of the run in the order of their updates. */
  path: PathPoint[]
  /** Share of the path's variance that each direction carries; null but for the trajectory's components. */
  variance: [number, number] | null
  /** Rows that the cost is of, and all rows of the part: large parts are sampled. */
  rows: number
  rowsOfPart: number
}

/** Of the cost alone: no penalty, no clipping. */
export interface NoiseRequest {
  /** Rows a batch, at most 32 sizes; those larger than the rows in use are left out. */
  sizes: number[]
  /** Batches drawn for each size, each without replacement: 2 to 1000. */
  draws: number
  seed: number
}

/** Batches of one size against the gradient over all training rows, spread over the draws. */
export interface NoiseRow {
  size: number
  /** Fewer than asked for where all of them would take too long. */
  draws: number
  /** Cosine of the angle between the two gradients: median and quartiles. A gradient of norm 0 has none. */
  cosine: [lower: number, median: number, upper: number]
  /** Norm of the batch's gradient over that of the full one. */
  norm: [lower: number, median: number, upper: number]
  /** Mean squared distance from the full gradient over its squared norm: noise to signal. */
  noise: number
}

export interface GradientNoise {
  update: number
  /** Norm of the gradient over all training rows. */
  fullNorm: number
  trainingRows: number
  /** Training rows that stand for all of them: of these is the full gradient, from these batches are drawn. */
  usedRows: number
  /** The first is of the smallest size. */
  rows: NoiseRow[]
  /**
   * tr(Σ)/‖g‖², the batch size at which noise equals signal (McCandlish et al., 2018, simple noise scale), Σ the covariance
   * of the gradients of all single rows, exactly; NaN for a full norm of 0.
   */
  noiseScale: number
}

export interface SurfaceApi {
  /** Of the moment that is shown; `progress` may end it. */
  mapCost(runId: number, request: SurfaceRequest, progress?: WorkProgress): Promise<Reply<CostSurface>>
  measureNoise(runId: number, request: NoiseRequest, progress?: WorkProgress): Promise<Reply<GradientNoise>>
}
