/** What the update does to a parameter: W′ as W and the parts of the step. */
import { measureNorm } from '../core/norms'
import type { CellId, ParameterChange, Region, Term, UpdateNumbers } from '../protocol/microscope'
import { findParameter } from '../notation/tensorIds'
import { computeMemory } from './deriveChangeNumbers'
import { cellIn, type Parts } from './derivationParts'
import { readTensor, valueAt, type Step } from './step'

/** Null for a cell that is neither a parameter nor its gradient. */
export function deriveChange(step: Step, cell: CellId): ParameterChange | null {
  const place = findParameter(cell)
  if (place === null) return null
  const at = (id: Region['tensor']) => valueAt(readTensor(step, id)!, cell.row, cell.column)
  const { learningRate, plain } = step.model
  const [before, gradient, after] = [at(place.before), at(place.gradient), at(place.after)]
  const numbers = computeUpdateNumbers(step, { ...cell, ...place.before }, before, gradient)
  return { before, gradient, learningRate, after, plain, numbers }
}

/** @param cell of weights or bias */
function computeUpdateNumbers(step: Step, cell: CellId, before: number, gradient: number): UpdateNumbers {
  const { l1, l2, clipNorm } = step.settings
  const numbers: UpdateNumbers = {}
  let g = gradient
  if (cell.kind === 'weights' && (l1 !== 0 || l2 !== 0)) {
    numbers.penalty = l1 * Math.sign(before) + l2 * before
    g = numbers.penalized = gradient + numbers.penalty
  }
  if (clipNorm !== null) {
    numbers.norm = measureNorm(gatherGradient(step))
    numbers.clip = numbers.norm > clipNorm ? clipNorm / numbers.norm : 1
    g = numbers.clipped = g * numbers.clip
  }
  return { ...numbers, ...computeMemory(step, cell, g) }
}

/**
 * W′ = W − η · s · c · (ΔW + penalty) − η · memory − η · λ · W: s is what the optimizer scales this parameter's gradient
 * by, c the factor of clipping, memory what it adds of earlier gradients.
 */
export function deriveUpdateTerms(step: Step, cell: CellId): Parts {
  const place = findParameter(cell)!
  const { before, gradient, learningRate, numbers } = deriveChange(step, cell)!
  const { scale, memory, decay } = describeOptimizer(step, numbers)
  const { clip = 1, penalty = 0 } = numbers
  const scaled = [-learningRate, ...scale, ...(clip === 1 ? [] : [clip])]
  const terms = [multiply('before', [before]), multiply('gradient', [...scaled, gradient])]
  if (penalty !== 0) terms.push(multiply('penalty', [...scaled, penalty]))
  if (memory !== null) terms.push(multiply('memory', [-learningRate, ...memory]))
  if (decay !== 0) terms.push(multiply('decay', [-learningRate, decay, before]))
  return {
    rule: 'parameterUpdate',
    factors: [cellIn(place.before, cell.row, cell.column), cellIn(place.gradient, cell.row, cell.column)],
    terms,
  }
}

const multiply = (kind: 'before' | 'gradient' | 'penalty' | 'memory' | 'decay', factors: number[]): Term => ({
  label: { kind },
  factors,
  value: factors.reduce((product, factor) => product * factor, 1),
})

interface StepParts {
  /** Factors of the gradient beside −η and clipping. */
  scale: number[]
  /** Factors of what earlier gradients add, beside −η. */
  memory: number[] | null
  /** λ of weight decay. */
  decay: number
}

function describeOptimizer({ model: { optimizer, optimizerStep } }: Step, numbers: UpdateNumbers): StepParts {
  const plain: StepParts = { scale: [], memory: null, decay: 0 }
  if (optimizer.name === 'sgd') {
    const { momentum, nesterov } = optimizer
    if (momentum === 0) return plain
    return nesterov
      ? { ...plain, scale: [1 + momentum], memory: [momentum, momentum, numbers.velocity!] }
      : { ...plain, memory: [momentum, numbers.velocity!] }
  }
  const meanSquare = optimizer.name === 'rmsprop' ? numbers.meanSquareAfter! : numbers.meanSquareCorrected!
  const shrink = 1 / (Math.sqrt(meanSquare) + optimizer.epsilon)
  if (optimizer.name === 'rmsprop') return { ...plain, scale: [shrink] }
  const { beta1 } = optimizer
  const correction = 1 - beta1 ** optimizerStep
  return {
    scale: [shrink, (1 - beta1) / correction],
    memory: [shrink, beta1 / correction, numbers.mean!],
    decay: optimizer.name === 'adamw' ? optimizer.weightDecay : 0,
  }
}

/** What clipping by the global norm multiplies the gradient by; 1 when it does nothing. */
export function findClipFactor(step: Step): number {
  const { clipNorm } = step.settings
  if (clipNorm === null) return 1
  const norm = measureNorm(gatherGradient(step))
  return norm > clipNorm ? clipNorm / norm : 1
}

/** The gradient that the optimizer gets before clipping: ΔW and Δb of all layers, penalty included. */
export function gatherGradient({ shape, traced, settings }: Step): Float64Array<ArrayBuffer> {
  const gradient = new Float64Array(shape.parameters)
  const { l1, l2 } = settings
  traced.layers.forEach(({ weights, dW, dB }, l) => {
    const { weightsAt, biasesAt } = shape.layers[l]!
    for (let p = 0; p < dW.length; p++) {
      gradient[weightsAt + p] = dW[p]! + l1 * Math.sign(weights[p]!) + l2 * weights[p]!
    }
    gradient.set(dB, biasesAt)
  })
  return gradient
}
