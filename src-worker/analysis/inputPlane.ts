/** What views ask of a network over a plane of two inputs; float64 forward passes of core, point by point. */
import type { Dataset, PreparedData } from '../core/dataset'
import type { LayerViews, NetworkShape } from '../core/network'
import { Workspace } from '../core/workspace'
import type { Frame, SurfaceMap } from '../protocol/trainerApi'

export interface PlaneRequest {
  resolution: number
  /** Inputs along the axes, from 0; with one input both are 0 and the plane is a line. */
  inputX: number
  inputY: number
}

interface Axes {
  minimum: [number, number]
  maximum: [number, number]
}

const margin = 0.1

/** Range of an input over the data, a tenth wider on both sides. */
function findRange({ dataset: { x, rows, inputs } }: PreparedData, input: number): [number, number] {
  let minimum = Infinity
  let maximum = -Infinity
  for (let row = 0; row < rows; row++) {
    minimum = Math.min(minimum, x[row * inputs + input]!)
    maximum = Math.max(maximum, x[row * inputs + input]!)
  }
  const room = (maximum - minimum || 1) * margin
  return [minimum - room, maximum + room]
}

function findAxes(prepared: PreparedData, { inputX, inputY }: PlaneRequest): Axes {
  const [left, right] = findRange(prepared, inputX)
  const [bottom, top] = findRange(prepared, inputY)
  return { minimum: [left, bottom], maximum: [right, top] }
}

/** Mean of each input over all rows, `[inputs]`, in the data's own units. */
export function findMeans({ x, rows, inputs }: Dataset): Float64Array<ArrayBuffer> {
  const means = new Float64Array(inputs)
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < inputs; k++) means[k]! += x[row * inputs + k]! / rows
  return means
}

/** One row per point, `[y][x]` from the minimum: chosen inputs over the plane, the others at their mean; scaled. */
function layOutPoints(
  prepared: PreparedData,
  request: PlaneRequest,
  { minimum, maximum }: Axes,
): Float64Array<ArrayBuffer> {
  const { dataset, scaler } = prepared
  const { inputs } = dataset
  const { resolution, inputX, inputY } = request
  const lines = inputs === 1 ? 1 : resolution
  const point = findMeans(dataset)
  const points = new Float64Array(lines * resolution * inputs)
  const at = (step: number, axis: 0 | 1) =>
    minimum[axis] + ((maximum[axis] - minimum[axis]) * step) / (resolution - 1)
  for (let line = 0; line < lines; line++) {
    for (let column = 0; column < resolution; column++) {
      if (inputs > 1) point[inputY] = at(line, 1)
      point[inputX] = at(column, 0)
      const start = (line * resolution + column) * inputs
      for (let k = 0; k < inputs; k++) {
        points[start + k] = scaler === null ? point[k]! : (point[k]! - scaler.offset[k]!) / scaler.divisor[k]!
      }
    }
  }
  return points
}

/** Workspaces and points of one plane, made once and used for every frame. */
export class InputPlane {
  private readonly axes: Axes
  private readonly points: Float64Array<ArrayBuffer>
  private readonly workspace: Workspace

  constructor(
    private readonly shape: NetworkShape,
    prepared: PreparedData,
    readonly request: PlaneRequest,
  ) {
    this.axes = findAxes(prepared, request)
    this.points = layOutPoints(prepared, request, this.axes)
    this.workspace = new Workspace(shape, this.points.length / shape.inputs)
    this.workspace.x.set(this.points)
    this.workspace.m = this.workspace.capacity
  }

  /** Outputs over the plane, axes in the data's own units. */
  computeSurface(parameters: readonly LayerViews[]): SurfaceMap {
    this.workspace.forward(parameters)
    const { o } = this.workspace.layers[this.workspace.layers.length - 1]!
    return { ...this.axes, ...this.request, outputs: this.shape.outputs, values: Float32Array.from(o) }
  }

  /** Output of every unit over the plane, `[unit][y][x]`; the inputs themselves as layer 0. */
  computeResponses(parameters: readonly LayerViews[]): NonNullable<Frame['responses']> {
    this.workspace.forward(parameters)
    const { layers } = this.shape
    const parts = [
      { units: this.shape.inputs, values: this.points },
      ...layers.map(({ units }, l) => ({ units, values: this.workspace.layers[l]!.o })),
    ]
    return {
      resolution: this.request.resolution,
      layers: parts.map(({ units, values }) => ({ units, values: turn(values, this.workspace.m, units) })),
    }
  }
}

function turn(values: Float64Array, m: number, units: number): Float32Array<ArrayBuffer> {
  const turned = new Float32Array(m * units)
  for (let s = 0; s < m; s++) for (let j = 0; j < units; j++) turned[j * m + s] = values[s * units + j]!
  return turned
}
