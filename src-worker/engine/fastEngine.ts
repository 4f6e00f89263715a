import { BatchOrder } from '../core/batchOrder'
import type {
  Engine,
  EngineState,
  EvaluationTask,
  NonFinite,
  TrainingData,
  UpdateRecord,
} from '../core/engine'
import { initializeInto } from '../core/initializers'
import { viewLayers, type LayerViews, type NetworkShape } from '../core/network'
import { readHistory, writeHistory } from './engineHistory'
import type { UpdateColumns } from '../core/updateHistory'
import type { Experiment, TrainingSettings } from '../spec/experiment'
import { createMemory, getEngineModule, instantiate, type EngineExports } from './engineModule'
import { layOut, type EngineLayout } from './engineLayout'
import { EngineMemory } from './engineMemory'
import { writeSettings } from './engineSettings'
import { listSlots, readArena, writeArena } from './engineTensors'
import { tensorCodes } from './tensorCodes'
import { findSignals, rest, ring } from './threadSignals'
import { ThreadTeam, type AssistantHost } from './threadTeam'

/**
 * The fast engine: float32 in WebAssembly SIMD, one call for many updates. Behind the same interface as the
 * reference engine, and held by the same tests.
 */
export class FastEngine implements Engine {
  readonly precision = 'float32'
  private readonly layout: EngineLayout
  private readonly memory: EngineMemory
  private readonly code: EngineExports
  private readonly team: ThreadTeam
  /** The parameters in float64, read out for `readAt`. */
  private readonly views: LayerViews[]
  private readonly arena: Float64Array<ArrayBuffer>
  private readAt = -1
  private readonly layerGradientNorms: Float64Array

  /** @param assistants how other threads are run; null keeps the engine to one */
  constructor(
    readonly shape: NetworkShape,
    private readonly data: TrainingData,
    { network, training }: Pick<Experiment, 'network' | 'training'>,
    private settings: TrainingSettings = training,
    assistants: AssistantHost | null = null,
  ) {
    const rows = data.y.length / shape.outputs
    this.layout = layOut(shape, rows, data.training.length)
    const memory = createMemory(this.layout.bytes)
    const signals = findSignals(this.layout.plan.signals!)
    this.code = instantiate(getEngineModule(), memory, {
      ring: () => ring(memory, signals),
      rest: () => rest(memory, signals),
    })
    this.memory = new EngineMemory(memory, this.layout)
    this.memory.viewFloat32(this.layout.plan.x!, data.x.length).set(data.x)
    this.memory.viewFloat32(this.layout.plan.y!, data.y.length).set(data.y)
    this.memory.viewUint32(this.layout.plan.training!, data.training.length).set(data.training)
    this.memory.setWord('threads', 1)
    this.memory.setWord('shuffle', training.shuffle ? 1 : 0)
    this.memory.setFloat('historyStride', 1)
    this.team = new ThreadTeam(this.memory, this.code, shape, assistants)
    writeSettings(this.memory, settings, data.training.length)
    this.team.prepare(this.memory.getWord('batchSize'))
    this.writeOrder(BatchOrder.create(data.training.length, training.shuffle, training.seed).getState())
    this.arena = new Float64Array(shape.parameters)
    this.views = viewLayers(shape, this.arena)
    initializeInto(this.arena, shape, network.initialization)
    writeArena(this.memory, this.layout, 'weights', this.views)
    this.layerGradientNorms = new Float64Array(shape.layers.length)
  }

  get update(): number {
    return this.memory.getFloat('update')
  }

  get samples(): number {
    return this.memory.getFloat('samples')
  }

  get epoch(): number {
    return this.memory.getWord('epoch')
  }

  get batch(): number {
    return this.memory.getWord('batch')
  }

  get learningRate(): number {
    return this.code.getLearningRate()
  }

  get parameters(): readonly LayerViews[] {
    if (this.readAt !== this.update) {
      const tensors = readArena(this.memory, this.layout, 'weights')
      this.views.forEach(({ weights, biases }, l) => {
        weights.set(tensors[l]!.weights)
        biases.set(tensors[l]!.biases)
      })
      this.readAt = this.update
    }
    return this.views
  }

  applySettings(settings: TrainingSettings): void {
    const before = listSlots(this.settings.optimizer)
    const renamed = this.settings.optimizer.name !== settings.optimizer.name
    this.settings = settings
    writeSettings(this.memory, settings, this.data.training.length)
    this.team.prepare(this.memory.getWord('batchSize'))
    if (renamed) this.memory.setFloat('step', 0)
    for (const { name, arena } of listSlots(settings.optimizer)) {
      const kept = !renamed && before.some((slot) => slot.name === name)
      if (!kept) this.memory.viewArena(arena).fill(0)
    }
  }

  countRemainingInEpoch(): number {
    const left = this.data.training.length - this.memory.getWord('cursor')
    return Math.ceil(left / this.memory.getWord('batchSize'))
  }

  countPerEpoch(): number {
    return Math.ceil(this.data.training.length / this.memory.getWord('batchSize'))
  }

  getNextBatch(): Uint32Array<ArrayBuffer> {
    const cursor = this.memory.getWord('cursor')
    const end = Math.min(cursor + this.memory.getWord('batchSize'), this.data.training.length)
    const order = this.memory.viewUint32(this.layout.plan.permutation!, this.data.training.length)
    return Uint32Array.from(order.subarray(cursor, end), (position) => this.data.training[position]!)
  }

  run(updates: number, seconds: number): NonFinite | null {
    this.memory.setFloat('seconds', seconds)
    this.team.work(updates, () => this.code.run(updates))
    const tensor = tensorCodes[this.memory.getWord('faultTensor')]!
    if (tensor === null) return null
    return {
      update: this.update + 1,
      epoch: this.epoch,
      batch: this.memory.getWord('batch') + 1,
      layer: this.memory.getWord('faultLayer'),
      tensor,
    }
  }

  get record(): UpdateRecord {
    const { memory, layerGradientNorms } = this
    for (let l = 0; l < layerGradientNorms.length; l++) layerGradientNorms[l] = memory.getLayerNorm(l)
    return {
      update: this.update,
      epoch: memory.getFloat('recordEpoch'),
      samples: this.samples,
      cost: memory.getFloat('cost'),
      penalty: memory.getFloat('penalty'),
      learningRate: memory.getFloat('rate'),
      gradientNorm: memory.getFloat('norm'),
      layerGradientNorms,
    }
  }

  getHistory(): UpdateColumns {
    return readHistory(this.memory, this.shape.layers.length)
  }

  evaluate(rows: Uint32Array<ArrayBuffer>, classification: boolean): EvaluationTask {
    const { memory, code, layout } = this
    let start = 0
    let cost = 0
    let right = 0
    return {
      advance: (count) => {
        const end = Math.min(start + count, rows.length)
        memory.viewUint32(layout.evaluationRows, end - start).set(rows.subarray(start, end))
        // One sum over all pieces: their sizes, which follow from speed, must not show in its last bits.
        memory.setFloat('evaluatedCost', cost)
        memory.setWord('evaluatedRight', 0)
        memory.setWord('classification', classification ? 1 : 0)
        if (end > start) this.team.share(() => code.evaluate(layout.evaluationRows, end - start))
        start = end
        cost = memory.getFloat('evaluatedCost')
        right += memory.getWord('evaluatedRight')
        if (start < rows.length) return null
        return { cost: cost / rows.length, accuracy: classification ? right / rows.length : NaN }
      },
    }
  }

  getState(): EngineState {
    const { memory, layout, data } = this
    return {
      update: this.update,
      samples: this.samples,
      parameters: readArena(memory, layout, 'weights'),
      optimizer: {
        step: memory.getFloat('step'),
        slots: listSlots(this.settings.optimizer).map(({ name, arena }) => ({
          name,
          layers: readArena(memory, layout, arena),
        })),
      },
      order: {
        epoch: this.epoch,
        cursor: memory.getWord('cursor'),
        batch: memory.getWord('batch'),
        permutation: Uint32Array.from(memory.viewUint32(layout.plan.permutation!, data.training.length)),
        random: [
          memory.getWord('random0') >>> 0,
          memory.getWord('random1') >>> 0,
          memory.getWord('random2') >>> 0,
          memory.getWord('random3') >>> 0,
        ],
      },
    }
  }

  restore(state: EngineState, history: UpdateColumns | null): void {
    const { memory, layout } = this
    memory.setFloat('update', state.update)
    memory.setFloat('samples', state.samples)
    memory.setFloat('step', state.optimizer.step)
    writeArena(memory, layout, 'weights', state.parameters)
    for (const { name, arena } of listSlots(this.settings.optimizer)) {
      const slot = state.optimizer.slots.find((stored) => stored.name === name)
      if (slot !== undefined) writeArena(memory, layout, arena, slot.layers)
    }
    this.writeOrder(state.order)
    if (history !== null) writeHistory(memory, history)
    this.readAt = -1
  }

  private writeOrder(order: EngineState['order']): void {
    const { memory, layout } = this
    memory.setWord('epoch', order.epoch)
    memory.setWord('cursor', order.cursor)
    memory.setWord('batch', order.batch)
    order.random.forEach((word, place) => memory.setWord(`random${place as 0 | 1 | 2 | 3}`, word))
    memory.viewUint32(layout.plan.permutation!, order.permutation.length).set(order.permutation)
    memory.setWord('gathered', 0)
  }

  /** Threads that updates may use, this one included. */
  get threads(): number {
    return this.team.threads
  }

  close(): void {
    this.team.close()
  }
}
