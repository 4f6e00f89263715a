/** What an optimizer holds of one parameter, before and after, as core computes it. */
import type { CellId, UpdateNumbers } from '../protocol/microscope'
import type { Step } from './step'

/**
 * @param cell of weights or bias
 * @param g the gradient that the optimizer gets
 */
export function computeMemory(step: Step, cell: CellId, g: number): UpdateNumbers {
  const { optimizer, optimizerStep: t } = step.model
  if (optimizer.name === 'sgd') {
    if (optimizer.momentum === 0) return {}
    const velocity = readHeld(step, cell, 'momentum')
    return { velocity, velocityAfter: optimizer.momentum * velocity + g }
  }
  const meanSquare = readHeld(step, cell, 'square')
  if (optimizer.name === 'rmsprop') {
    const { rho } = optimizer
    return { meanSquare, meanSquareAfter: rho * meanSquare + (1 - rho) * g * g }
  }
  const { beta1, beta2 } = optimizer
  const mean = readHeld(step, cell, 'mean')
  const meanAfter = beta1 * mean + (1 - beta1) * g
  const meanSquareAfter = beta2 * meanSquare + (1 - beta2) * g * g
  return {
    mean,
    meanAfter,
    meanCorrected: meanAfter / (1 - beta1 ** t),
    meanSquare,
    meanSquareAfter,
    meanSquareCorrected: meanSquareAfter / (1 - beta2 ** t),
  }
}

/** What the optimizer holds of one parameter before the update; 0 where it holds nothing yet. */
function readHeld({ optimizer, shape }: Step, { kind, layer, row, column }: CellId, slot: string): number {
  const held = optimizer.slots.find(({ name }) => name === slot)?.layers[layer - 1]
  if (held === undefined) return 0
  return kind === 'weights'
    ? held.weights[row * shape.layers[layer - 1]!.units + column]!
    : held.biases[column]!
}
