import { countOperations } from '../core/network'
import { InputPlane, type PlaneRequest } from '../analysis/inputPlane'
import type { Frame, FrameInterest, LayerValues } from '../protocol/trainerApi'
import type { TrainingRun } from './trainingRun'

/** A picture that took t milliseconds is drawn again after ten t at the earliest, so that training keeps its time. */
const shareOfTime = 10

export const noInterest: FrameInterest = { weights: false, surface: null, responses: null }

/** Samples frames of one run: only what visible views asked for, each part with exact-size copies. */
export class FrameSampler {
  interest: FrameInterest = noInterest
  private surface: InputPlane | null = null
  private responses: InputPlane | null = null
  private nextPlanesAt = 0
  private lastUpdate = 0
  private lastAt: number
  private updatesPerSecond = NaN
  private samplesPerSecond = NaN
  private lastSamples = 0

  constructor(
    private readonly run: TrainingRun,
    private readonly runId: number,
    private readonly now: () => number,
  ) {
    this.lastAt = now()
  }

  setInterest(interest: FrameInterest): void {
    this.interest = interest
    this.surface = this.createPlane(interest.surface)
    this.responses = this.createPlane(interest.responses)
    this.nextPlanesAt = 0
  }

  private createPlane(request: PlaneRequest | null): InputPlane | null {
    const { inputs } = this.run.shape
    if (request === null || request.inputX >= inputs || (inputs > 1 && request.inputY >= inputs)) return null
    return new InputPlane(this.run.shape, this.run.prepared, request)
  }

  /** @param complete also what is drawn less often, as for a run that stands still */
  sample(complete: boolean): Frame {
    const { run } = this
    const start = this.now()
    this.measureRates(start)
    const drawPlanes = complete || start >= this.nextPlanesAt
    const parameters = run.engine.parameters
    const surface = drawPlanes ? (this.surface?.computeSurface(parameters) ?? null) : null
    const responses = drawPlanes ? (this.responses?.computeResponses(parameters) ?? null) : null
    const weights = drawPlanes && this.interest.weights ? this.readWeights() : null
    if (drawPlanes) this.nextPlanesAt = start + shareOfTime * (this.now() - start)
    return { ...this.readNumbers(), surface, responses, weights }
  }

  private measureRates(at: number): void {
    const { update, samples } = this.run.engine
    if (this.run.state !== 'running') {
      this.updatesPerSecond = this.samplesPerSecond = NaN
    } else if (at - this.lastAt < 200) {
      return
    } else {
      this.updatesPerSecond = ((update - this.lastUpdate) * 1000) / (at - this.lastAt)
      this.samplesPerSecond = ((samples - this.lastSamples) * 1000) / (at - this.lastAt)
    }
    this.lastUpdate = update
    this.lastSamples = samples
    this.lastAt = at
  }

  private readWeights(): LayerValues[] {
    const { shape, engine } = this.run
    return shape.layers.map(({ inputs, units, activation }, l) => {
      const { weights, biases } = engine.parameters[l]!
      return { inputs, units, activation, weights: weights.slice(), biases: biases.slice() }
    })
  }

  private readNumbers(): Omit<Frame, 'surface' | 'responses' | 'weights'> {
    const { run } = this
    const { engine, state, stopReason, divergence, events } = run
    const newest = run.evaluations.peek()
    // Of another moment than the one looked back at it would be no word about it.
    const evaluation = run.isPast && newest?.update !== engine.update ? null : newest
    const columns = run.getHistory()
    return {
      runId: this.runId,
      state,
      stopReason,
      divergence,
      update: engine.update,
      epoch: engine.epoch,
      updatesPerEpoch: engine.countPerEpoch(),
      batch: engine.batch,
      batchesLeft: engine.countRemainingInEpoch(),
      samples: engine.samples,
      newest: run.newest,
      edits: run.timeline.edits,
      startEdits: run.timeline.startEdits,
      restarts: run.timeline.restarts,
      cost: run.isPast ? run.timeline.lastUpdate.cost : (columns.cost.at(-1) ?? NaN),
      penalty: run.isPast ? run.timeline.lastUpdate.penalty : (columns.penalty.at(-1) ?? NaN),
      learningRate: engine.learningRate,
      trainingCost: evaluation?.training.cost ?? NaN,
      accuracy: evaluation?.training.accuracy ?? NaN,
      validationCost: evaluation?.validation?.cost ?? NaN,
      validationAccuracy: evaluation?.validation?.accuracy ?? NaN,
      updatesPerSecond: this.updatesPerSecond,
      samplesPerSecond: this.samplesPerSecond,
      operationsPerSecond: this.samplesPerSecond * countOperations(run.shape),
      history: columns,
      events,
    }
  }
}

/** The buffers of a frame, to be handed over instead of copied. */
export function listBuffers(frame: Frame): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = []
  const collect = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) buffers.push(value.buffer as ArrayBuffer)
    else if (Array.isArray(value)) value.forEach(collect)
    else if (value !== null && typeof value === 'object') Object.values(value).forEach(collect)
  }
  collect(frame)
  return buffers
}
