/** Answers what a network says of rows and points. Measures of whole parts are kept while the weights stay the same. */
import { RowPredictor, type PartMeasures } from '../analysis/predictions'
import type { PreparedData } from '../core/dataset'
import type { LayerViews } from '../core/network'
import { createLabError, LabFailure } from '../protocol/errors'
import {
  mostPageRows,
  type PartName,
  type PointPrediction,
  type PredictionReport,
  type PredictionRequest,
  type WrongRows,
} from '../protocol/predictions'
import type { TrainingRun } from './trainingRun'

interface Held {
  predictor: RowPredictor
  parts: Map<PartName, PartMeasures>
}

export class Predictions {
  /** By the data, so that it goes with the run. */
  private readonly held = new WeakMap<PreparedData, Held>()

  constructor(private readonly pause: () => Promise<void>) {}

  /** @param findRun throws when the run is no longer open, which ends the work */
  async predictRows(
    findRun: () => TrainingRun,
    runId: number,
    request: PredictionRequest,
  ): Promise<PredictionReport> {
    const run = findRun()
    checkPage(request)
    const { update } = run.engine
    const held = this.take(run)
    const { part, filter } = request
    const rows = run.prepared.split[part]
    const known = held.parts.get(part) ?? (await this.finish(held.predictor.measure(rows), findRun))
    held.parts.set(part, known)
    const chosen = filter === 'wrong' ? known.wrong : rows
    const page = await this.finish(held.predictor.predict(chosen, request), findRun)
    const { classes, residuals } = known
    return { runId, update, part, filter, rows: rows.length, classes, residuals, page }
  }

  /** The first `limit` rows of the data. */
  async findWrongRows(findRun: () => TrainingRun, runId: number, limit: number): Promise<WrongRows> {
    const run = findRun()
    const { update } = run.engine
    const { split, dataset } = run.prepared
    const wrong = new Uint8Array(Math.max(0, Math.min(limit, dataset.rows)))
    const { predictor } = this.take(run)
    for (const part of [split.training, split.validation]) {
      const shown = part.filter((row) => row < wrong.length)
      const measures = await this.finish(predictor.measure(shown), findRun)
      for (const row of measures.wrong) wrong[row] = 1
    }
    return { runId, update, wrong }
  }

  predictPoint(run: TrainingRun, runId: number, inputs: readonly (number | null)[]): PointPrediction {
    checkPoint(inputs, run.shape.inputs)
    return { runId, update: run.engine.update, ...this.take(run).predictor.predictPoint(inputs) }
  }

  /** What is known of the present weights; other weights begin anew. */
  private take({ shape, prepared, engine }: TrainingRun): Held {
    const held = this.held.get(prepared)
    const { parameters } = engine
    if (held !== undefined && hasSameNumbers(held.predictor.parameters, parameters)) return held
    const copies = parameters.map(({ weights, biases }) => ({
      weights: weights.slice(),
      biases: biases.slice(),
    }))
    const fresh = { predictor: new RowPredictor(shape, prepared, copies), parts: new Map() }
    this.held.set(prepared, fresh)
    return fresh
  }

  /** Works through the pieces with a pause after each. */
  private async finish<Value>(work: Generator<undefined, Value>, findRun: () => unknown): Promise<Value> {
    for (;;) {
      const { value, done } = work.next()
      if (done === true) return value
      await this.pause()
      findRun()
    }
  }
}

function hasSameNumbers(held: readonly LayerViews[], present: readonly LayerViews[]): boolean {
  const isSame = (a: Float64Array, b: Float64Array): boolean =>
    a.length === b.length && a.every((value, k) => value === b[k])
  return (
    held.length === present.length &&
    held.every(
      ({ weights, biases }, l) => isSame(weights, present[l]!.weights) && isSame(biases, present[l]!.biases),
    )
  )
}

function checkPage({ from, limit }: PredictionRequest): void {
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0
  if (isCount(from) && isCount(limit) && limit <= mostPageRows) return
  throw new LabFailure(
    createLabError('invalidData', `A page has a start from 0 and at most ${mostPageRows} rows.`),
  )
}

function checkPoint(inputs: readonly (number | null)[], count: number): void {
  if (inputs.length === count && inputs.every((value) => value === null || Number.isFinite(value))) return
  throw new LabFailure(createLabError('invalidData', `A point is ${count} finite numbers, one an input.`))
}
