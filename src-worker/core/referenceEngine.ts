import type { Experiment, TrainingSettings } from '../spec/experiment'
import { BatchOrder } from './batchOrder'
import type { Engine, EngineState, EvaluationTask, NonFinite, TrainingData, UpdateRecord } from './engine'
import { Evaluator } from './evaluator'
import { initializeInto } from './initializers'
import { readTensors, viewLayers, writeTensorsInto, type LayerViews, type NetworkShape } from './network'
import { findFirstNonFinite, findFirstNonFiniteAfter, isAllFinite } from './nonFinite'
import { joinNorms, measureNorm } from './norms'
import { applyOptimizerInto, createSlots, type Slots } from './optimizers'
import { addPenaltyInto, computePenalty } from './penalties'
import { getLearningRate } from './schedules'
import { UpdateHistory, type UpdateColumns } from './updateHistory'
import { Workspace } from './workspace'

/**
 * The reference engine: float64 arithmetic in plain TypeScript, the oracle of every test.
 */
export class ReferenceEngine implements Engine {
  readonly precision = 'float64'
  readonly parameters: readonly LayerViews[]
  private readonly arena: Float64Array<ArrayBuffer>
  /** The parameters before the update in hand, to go back to when it leaves a number that is not finite. */
  private readonly held: Float64Array<ArrayBuffer>
  private readonly evaluator: Evaluator
  readonly record: UpdateRecord
  private history: UpdateHistory
  private workspace: Workspace
  private slots: Slots
  /** As `held`, for what the optimizer remembers. */
  private heldSlots: Slots
  private order: BatchOrder
  private step = 0
  private updates = 0
  private sampleCount = 0

  constructor(
    readonly shape: NetworkShape,
    private readonly data: TrainingData,
    { network, training }: Pick<Experiment, 'network' | 'training'>,
    private settings: TrainingSettings = training,
  ) {
    this.arena = new Float64Array(shape.parameters)
    this.held = new Float64Array(shape.parameters)
    this.parameters = viewLayers(shape, this.arena)
    initializeInto(this.arena, shape, network.initialization)
    this.order = BatchOrder.create(data.training.length, training.shuffle, training.seed)
    this.slots = createSlots(settings.optimizer, shape.parameters)
    this.heldSlots = createSlots(settings.optimizer, shape.parameters)
    this.workspace = new Workspace(shape, this.batchSize)
    this.evaluator = new Evaluator(shape, data)
    this.history = new UpdateHistory(shape.layers.length)
    this.record = {
      update: 0,
      epoch: 0,
      samples: 0,
      cost: NaN,
      penalty: 0,
      learningRate: 0,
      gradientNorm: 0,
      layerGradientNorms: new Float64Array(shape.layers.length),
    }
  }

  get update(): number {
    return this.updates
  }

  get samples(): number {
    return this.sampleCount
  }

  get epoch(): number {
    return this.order.epoch
  }

  get batch(): number {
    return this.order.batch
  }

  get learningRate(): number {
    const { optimizer, schedule } = this.settings
    return getLearningRate(optimizer.learningRate, schedule, this.order.epoch, this.updates)
  }

  private get batchSize(): number {
    const { batchSize } = this.settings
    const rows = this.data.training.length
    return batchSize === 'full' ? rows : Math.min(batchSize, rows)
  }

  applySettings(settings: TrainingSettings): void {
    const before = this.settings.optimizer
    this.settings = settings
    if (before.name !== settings.optimizer.name) {
      this.step = 0
      this.slots = createSlots(settings.optimizer, this.shape.parameters)
    } else {
      this.slots = createSlots(settings.optimizer, this.shape.parameters, this.slots)
    }
    this.heldSlots = createSlots(settings.optimizer, this.shape.parameters)
    if (this.workspace.capacity !== this.batchSize) this.workspace = new Workspace(this.shape, this.batchSize)
  }

  countRemainingInEpoch(): number {
    return this.order.countRemaining(this.batchSize)
  }

  countPerEpoch(): number {
    return Math.ceil(this.data.training.length / this.batchSize)
  }

  getNextBatch(): Uint32Array<ArrayBuffer> {
    return this.order.peek(this.batchSize).map((position) => this.data.training[position]!)
  }

  run(updates: number, seconds: number): NonFinite | null {
    for (let n = 0; n < updates; n++) {
      const tensor = this.runOne()
      if (tensor !== null) {
        return { ...tensor, update: this.updates + 1, epoch: this.order.epoch, batch: this.order.batch + 1 }
      }
      this.record.update = ++this.updates
      this.sampleCount += this.workspace.m
      this.record.samples = this.sampleCount
      this.order.advance(this.batchSize)
      this.history.add(this.record, seconds)
    }
    return null
  }

  /** One update, all of it or none. */
  private runOne(): Pick<NonFinite, 'layer' | 'tensor'> | null {
    const { workspace, parameters, settings, record } = this
    workspace.gather(this.data.x, this.data.y, this.data.training, this.order.peek(this.batchSize))
    workspace.forward(parameters)
    record.cost = workspace.cost(settings.cost)
    workspace.backward(parameters, settings.cost)
    record.penalty = computePenalty(parameters, settings.l1, settings.l2)
    addPenaltyInto(workspace.gradientViews, parameters, settings.l1, settings.l2)
    record.epoch = this.order.epoch
    record.learningRate = this.learningRate
    record.gradientNorm = this.measureGradients()
    if (!Number.isFinite(record.cost) || !Number.isFinite(record.gradientNorm))
      return findFirstNonFinite(workspace, record.cost)
    this.clipGradients(record.gradientNorm)
    return this.applyGradients(record.learningRate)
  }

  private measureGradients(): number {
    const { layerGradientNorms } = this.record
    this.workspace.gradientViews.forEach(({ weights, biases }, l) => {
      layerGradientNorms[l] = joinNorms(measureNorm(weights), measureNorm(biases))
    })
    return layerGradientNorms.reduce(joinNorms, 0)
  }

  private clipGradients(norm: number): void {
    const { clipNorm } = this.settings
    if (clipNorm === null || norm <= clipNorm) return
    const { gradients } = this.workspace
    const factor = clipNorm / norm
    for (let p = 0; p < gradients.length; p++) gradients[p]! *= factor
  }

  private applyGradients(rate: number): Pick<NonFinite, 'layer' | 'tensor'> | null {
    const { arena, slots, settings } = this
    this.held.set(arena)
    for (const [name, slot] of slots) this.heldSlots.get(name)!.set(slot)
    applyOptimizerInto(arena, this.workspace.gradients, slots, settings.optimizer, rate, this.step + 1)
    if (isAllFinite(arena) && [...slots.values()].every(isAllFinite)) {
      this.step++
      return null
    }
    const found = findFirstNonFiniteAfter(this.shape, this.parameters, slots)
    arena.set(this.held)
    for (const [name, slot] of slots) slot.set(this.heldSlots.get(name)!)
    return found
  }

  getHistory(): UpdateColumns {
    return this.history.getColumns()
  }

  evaluate(rows: Uint32Array<ArrayBuffer>, classification: boolean): EvaluationTask {
    return this.evaluator.evaluate(this.parameters, rows, this.settings.cost, classification)
  }

  getState(): EngineState {
    const create = (source: Float64Array) => new Float64Array(source)
    const { shape } = this
    return {
      update: this.updates,
      samples: this.sampleCount,
      parameters: readTensors(shape, this.arena, create),
      optimizer: {
        step: this.step,
        slots: [...this.slots].map(([name, slot]) => ({ name, layers: readTensors(shape, slot, create) })),
      },
      order: this.order.getState(),
    }
  }

  restore(state: EngineState, history: UpdateColumns | null): void {
    this.updates = state.update
    this.sampleCount = state.samples
    writeTensorsInto(this.arena, this.shape, state.parameters)
    this.step = state.optimizer.step
    for (const { name, layers } of state.optimizer.slots) {
      const slot = [...this.slots].find(([present]) => present === name)?.[1]
      if (slot !== undefined) writeTensorsInto(slot, this.shape, layers)
    }
    this.order = BatchOrder.restore(this.settings.shuffle, state.order)
    if (history !== null) this.history = UpdateHistory.restore(history)
  }

  close(): void {}
}
