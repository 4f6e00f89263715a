import type { EngineLayout } from './engineLayout'
import {
  layerBytes,
  layerWords,
  planAt,
  planBytes,
  planFloats,
  planWords,
  type PlanFloat,
  type PlanWord,
} from './planFields'

/** The engine's memory by name: fields of the plan, and windows into its arrays. */
export class EngineMemory {
  private readonly floats: Float64Array
  private readonly words: Int32Array

  constructor(
    readonly memory: WebAssembly.Memory,
    private readonly layout: EngineLayout,
  ) {
    this.floats = new Float64Array(memory.buffer, planAt, planFloats.length)
    this.words = new Int32Array(memory.buffer, planAt + 8 * planFloats.length, planWords.length)
    for (const [name, value] of Object.entries(layout.plan)) this.setWord(name as PlanWord, value)
    layout.layers.forEach((layer, l) => {
      const words = new Int32Array(memory.buffer, planAt + planBytes + l * layerBytes + 8, layerWords.length)
      layerWords.forEach((name, place) => (words[place] = layer[name]))
    })
  }

  getFloat(name: PlanFloat): number {
    return this.floats[planFloats.indexOf(name)]!
  }

  setFloat(name: PlanFloat, value: number): void {
    this.floats[planFloats.indexOf(name)] = value
  }

  getWord(name: PlanWord): number {
    return this.words[planWords.indexOf(name)]!
  }

  setWord(name: PlanWord, value: number): void {
    this.words[planWords.indexOf(name)] = value
  }

  getLayerNorm(l: number): number {
    return new Float64Array(this.memory.buffer, planAt + planBytes + l * layerBytes, 1)[0]!
  }

  viewFloat32(at: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, at, length)
  }

  viewFloat64(at: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, at, length)
  }

  viewUint32(at: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, at, length)
  }

  /** The arena that a word of the plan points to; two updates later it may be another one. */
  viewArena(name: 'weights' | 'gradients' | 'mean' | 'square'): Float32Array {
    return this.viewFloat32(this.getWord(name), this.layout.plan.parameters!)
  }
}
