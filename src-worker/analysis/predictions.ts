/** What a network says of rows of the data: core's forward pass in float64, in pieces short enough to answer in between. */
import type { Dataset, PreparedData } from '../core/dataset'
import type { LayerViews, NetworkShape } from '../core/network'
import { Workspace } from '../core/workspace'
import type {
  ClassMeasures,
  PointPrediction,
  PredictedRows,
  PredictionRequest,
  ResidualMeasures,
} from '../protocol/predictions'
import { measureClasses } from './classMeasures'
import { findMeans } from './inputPlane'
import { ResidualSums } from './residualMeasures'

/** Multiplications of one piece: a few milliseconds. */
const pieceWork = 3e6
/** Multiplications that one activation is worth. */
const activationWork = 30
const mostPieceRows = 4096

/** Outputs and targets of `m` rows, `[m][targets]`; good until the next piece. */
interface Piece {
  start: number
  m: number
  outputs: Float64Array
  targets: Float64Array
}

export interface PartMeasures {
  classes: ClassMeasures | null
  residuals: ResidualMeasures | null
  /** Rows of the data whose class is predicted wrong, in the part's order. */
  wrong: Uint32Array<ArrayBuffer>
}

/** One network with the parameters of one moment over one data set. */
export class RowPredictor {
  private readonly workspace: Workspace
  private readonly positions: Uint32Array<ArrayBuffer>

  /** @param parameters held as they are: hand a copy when training goes on */
  constructor(
    shape: NetworkShape,
    private readonly prepared: PreparedData,
    readonly parameters: readonly LayerViews[],
  ) {
    const units = shape.layers.reduce((sum, layer) => sum + layer.units, 0)
    const work = shape.parameters + activationWork * units + shape.inputs
    const rows = Math.max(1, Math.min(mostPieceRows, prepared.dataset.rows, Math.floor(pieceWork / work)))
    this.workspace = new Workspace(shape, rows)
    this.positions = new Uint32Array(rows).map((_, position) => position)
  }

  private *forward(rows: Uint32Array): Generator<Piece> {
    const { workspace, positions, prepared } = this
    const { o } = workspace.layers[workspace.layers.length - 1]!
    for (let start = 0; start < rows.length; start += positions.length) {
      const m = Math.min(positions.length, rows.length - start)
      const piece = rows.subarray(start, start + m)
      workspace.gather(prepared.x, prepared.dataset.y, piece, positions.subarray(0, m))
      workspace.forward(this.parameters)
      yield { start, m, outputs: o, targets: workspace.y }
    }
  }

  /** Measures over all the rows. Yields after each piece. */
  *measure(rows: Uint32Array): Generator<undefined, PartMeasures> {
    const { dataset } = this.prepared
    if (dataset.task === 'regression') {
      const sums = new ResidualSums(dataset.targetNames)
      for (const { outputs, targets, m } of this.forward(rows)) {
        sums.add(outputs, targets, m)
        yield
      }
      return { classes: null, residuals: sums.measure(), wrong: new Uint32Array(0) }
    }
    const names = nameClasses(dataset)
    const counts = new Uint32Array(names.length ** 2)
    const wrong: number[] = []
    for (const { start, m, outputs, targets } of this.forward(rows)) {
      for (let s = 0; s < m; s++) {
        const at = s * dataset.targets
        const target = findClass(targets, at, dataset.targets)
        const predicted = findClass(outputs, at, dataset.targets)
        counts[target * names.length + predicted]!++
        if (target !== predicted) wrong.push(rows[start + s]!)
      }
      yield
    }
    return { classes: measureClasses(counts, names), residuals: null, wrong: Uint32Array.from(wrong) }
  }

  /** The page of the request out of rows that pass its filter. Yields after each piece. */
  *predict(rows: Uint32Array, { from, limit }: PredictionRequest): Generator<undefined, PredictedRows> {
    const { dataset } = this.prepared
    const { inputs, targets: n } = dataset
    const page = rows.slice(from, from + limit)
    const isClasses = dataset.task === 'classification'
    const outputs = new Float64Array(page.length * n)
    for (const piece of this.forward(page)) {
      outputs.set(piece.outputs.subarray(0, piece.m * n), piece.start * n)
      yield
    }
    const targets = pickRows(dataset.y, n, page)
    const classesOf = (values: Float64Array) =>
      isClasses ? Uint32Array.from(page, (_, s) => findClass(values, s * n, n)) : new Uint32Array(0)
    const predicted = classesOf(outputs)
    const matrix = (columns: number, values: Float64Array<ArrayBuffer>) => ({
      rows: page.length,
      columns,
      values,
    })
    return {
      total: rows.length,
      from,
      rows: page,
      sourceRows: dataset.sourceRows && Uint32Array.from(page, (row) => dataset.sourceRows![row]!),
      inputs: matrix(inputs, pickRows(dataset.x, inputs, page)),
      targets: matrix(n, targets),
      outputs: matrix(n, outputs),
      target: classesOf(targets),
      predicted,
      confidence: Float64Array.from(predicted, (k, s) => findConfidence(outputs, s * n, n, k)),
    }
  }

  /** @param given one number an input in the data's own units; null stands for its mean, as on the map */
  predictPoint(given: readonly (number | null)[]): Omit<PointPrediction, 'runId' | 'update'> {
    const { workspace, prepared } = this
    const { dataset, scaler } = prepared
    const means = given.includes(null) ? findMeans(dataset) : null
    const inputs = Float64Array.from(given, (value, k) => value ?? means![k]!)
    workspace.m = 1
    inputs.forEach((value, k) => {
      workspace.x[k] = scaler === null ? value : (value - scaler.offset[k]!) / scaler.divisor[k]!
    })
    workspace.forward(this.parameters)
    const n = dataset.targets
    const outputs = workspace.layers[workspace.layers.length - 1]!.o.slice(0, n)
    if (dataset.task === 'regression') return { inputs, outputs, predicted: null, confidence: NaN }
    const predicted = findClass(outputs, 0, n)
    return { inputs, outputs, predicted, confidence: findConfidence(outputs, 0, n, predicted) }
  }
}

/** As the evaluation counts: one value is on a side of ½, of several the first of the largest decides. */
export function findClass(values: ArrayLike<number>, at: number, n: number): number {
  if (n === 1) return values[at]! >= 0.5 ? 1 : 0
  let largest = 0
  for (let j = 1; j < n; j++) if (values[at + j]! > values[at + largest]!) largest = j
  return largest
}

const findConfidence = (outputs: Float64Array, at: number, n: number, predicted: number): number =>
  n > 1 ? outputs[at + predicted]! : predicted === 1 ? outputs[at]! : 1 - outputs[at]!

const nameClasses = ({ classes, targets }: Dataset): string[] =>
  Array.from({ length: targets === 1 ? 2 : targets }, (_, k) => classes?.[k] ?? String(k))

function pickRows(values: ArrayLike<number>, columns: number, rows: Uint32Array): Float64Array<ArrayBuffer> {
  const picked = new Float64Array(rows.length * columns)
  rows.forEach((row, s) => {
    for (let k = 0; k < columns; k++) picked[s * columns + k] = values[row * columns + k]!
  })
  return picked
}
