/** Tensors between the engine's arenas, whose rows may be padded, and the plain ones of a state. */
import type { LayerTensors } from '../core/trainingState'
import type { OptimizerSettings } from '../spec/experiment'
import type { EngineLayout } from './engineLayout'
import type { EngineMemory } from './engineMemory'

export type ArenaName = 'weights' | 'gradients' | 'mean' | 'square'

/** What an optimizer remembers, by the names of a state, and the arena that holds it. */
export function listSlots(optimizer: OptimizerSettings): { name: string; arena: 'mean' | 'square' }[] {
  if (optimizer.name === 'sgd') return optimizer.momentum > 0 ? [{ name: 'momentum', arena: 'mean' }] : []
  const square = { name: 'square', arena: 'square' } as const
  return optimizer.name === 'rmsprop' ? [square] : [{ name: 'mean', arena: 'mean' }, square]
}

/** Copies of exact size in float32. */
export function readArena(memory: EngineMemory, layout: EngineLayout, name: ArenaName): LayerTensors[] {
  const arena = memory.viewArena(name)
  return layout.layers.map(({ inputs, units, bias, columns, weightsAt, biasesAt }) => {
    const weights = new Float32Array(inputs * units)
    for (let k = 0; k < inputs; k++) {
      const at = weightsAt + k * columns
      weights.set(arena.subarray(at, at + units), k * units)
    }
    return { weights, biases: Float32Array.from(arena.subarray(biasesAt, biasesAt + (bias ? units : 0))) }
  })
}

export function writeArena(
  memory: EngineMemory,
  layout: EngineLayout,
  name: ArenaName,
  tensors: readonly { weights: ArrayLike<number>; biases: ArrayLike<number> }[],
): void {
  const arena = memory.viewArena(name)
  layout.layers.forEach(({ inputs, units, columns, weightsAt, biasesAt }, l) => {
    const { weights, biases } = tensors[l]!
    for (let k = 0; k < inputs; k++) {
      for (let j = 0; j < units; j++) arena[weightsAt + k * columns + j] = weights[k * units + j]!
    }
    arena.set(biases, biasesAt)
  })
}
