/** What the update does to a parameter: W′ as W and the parts of the step. */
import { measureNorm } from '../core/norms'
import type { CellId, ParameterChange, Region, Term } from '../protocol/microscope'
import { findParameter } from '../notation/tensorIds'
import { cellIn, type Parts } from './derivationParts'
import { readTensor, valueAt, type Step } from './step'

/** Null for a cell that is neither a parameter nor its gradient. */
export function deriveChange(step: Step, cell: CellId): ParameterChange | null {
  const place = findParameter(cell)
  if (place === null) return null
  const at = (id: Region['tensor']) => valueAt(readTensor(step, id)!, cell.row, cell.column)
  const { learningRate, plain } = step.model
  return {
    before: at(place.before),
    gradient: at(place.gradient),
    learningRate,
    after: at(place.after),
    plain,
  }
}

/**
 * W′ = W − η · c · (ΔW + penalty), c the factor of clipping. Where the optimizer remembers, its step is one term:
 * what it does beyond is not a sum over this update's numbers.
 */
export function deriveUpdateTerms(step: Step, cell: CellId): Parts {
  const place = findParameter(cell)!
  const { before, gradient, learningRate, after } = deriveChange(step, cell)!
  const { optimizer, l1, l2 } = step.settings
  const factors = [cellIn(place.before, cell.row, cell.column), cellIn(place.gradient, cell.row, cell.column)]
  const terms: Term[] = [{ label: { kind: 'before' }, factors: [before], value: before }]
  if (optimizer.name !== 'sgd' || optimizer.momentum > 0) {
    terms.push({ label: { kind: 'optimizer' }, factors: [after - before], value: after - before })
    return { rule: 'parameterUpdate', factors, terms }
  }
  const clip = findClipFactor(step)
  const scaled = clip === 1 ? [] : [clip]
  terms.push({
    label: { kind: 'gradient' },
    factors: [-learningRate, ...scaled, gradient],
    value: -learningRate * clip * gradient,
  })
  const penalty = cell.kind === 'weightsAfter' ? l1 * Math.sign(before) + l2 * before : 0
  if (penalty !== 0) {
    terms.push({
      label: { kind: 'penalty' },
      factors: [-learningRate, ...scaled, penalty],
      value: -learningRate * clip * penalty,
    })
  }
  return { rule: 'parameterUpdate', factors, terms }
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
