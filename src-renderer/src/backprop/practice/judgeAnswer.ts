/** Marks a predicted number, and where it is wrong by a mistake that people make, says which. */
import type { Derivation } from '../../../../src-worker/protocol/microscope'

export type AnswerHint =
  'sign' | 'lostMean' | 'doubleMean' | 'missingDerivative' | 'oneSample' | 'scale' | 'zero'

export interface Verdict {
  right: boolean
  /** Null when it is right, or wrong in no way that is known. */
  hint: AnswerHint | null
}

/** Relative to the value; a value of 0 takes an answer as near as a millionth. */
export const defaultTolerance = 0.01
const nearZero = 1e-6

export function isNear(answer: number, value: number, tolerance: number): boolean {
  if (!Number.isFinite(answer)) return false
  const room = value === 0 ? nearZero : Math.abs(value) * tolerance
  return Math.abs(answer - value) <= room
}

/** @param samples m of the batch */
export function judgeAnswer(
  answer: number,
  derivation: Derivation,
  samples: number,
  tolerance = defaultTolerance,
): Verdict {
  const { value, terms, rule, values } = derivation
  const near = (candidate: number | undefined) =>
    candidate !== undefined && candidate !== 0 && isNear(answer, candidate, tolerance)
  if (isNear(answer, value, tolerance)) return { right: true, hint: null }
  if (rule === 'preactivationGradient' && near(values.dO)) return { right: false, hint: 'missingDerivative' }
  if (near(-value)) return { right: false, hint: 'sign' }
  if (samples > 1 && near(value * samples)) return { right: false, hint: 'lostMean' }
  if (samples > 1 && near(value / samples)) return { right: false, hint: 'doubleMean' }
  if (terms.length > 1 && terms.some((term) => near(term.value))) return { right: false, hint: 'oneSample' }
  if (value !== 0 && answer === 0) return { right: false, hint: 'zero' }
  if ([1e3, 1e-3, 10, 0.1, 100, 0.01].some((factor) => near(value * factor)))
    return { right: false, hint: 'scale' }
  return { right: false, hint: null }
}
