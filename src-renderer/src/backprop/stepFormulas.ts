/** The formulas of what the walk has just made: of the cell, the matrix, the layer or the phase. */
import type { StepPicture } from '../../../src-worker/protocol/microscope'
import { cellFormula, matrixFormula } from '../../../src-worker/notation/formulas'
import { cellLatex, tensorLatex, type Notation } from '../../../src-worker/notation/tensorNames'
import { sameCell } from './trail'
import type { Stop, WalkLevel, WalkPlan } from './walkPlan'

/** What the words of the line are about. */
export type StepSubject =
  'forward' | 'cost' | 'backward' | 'update' | 'i' | 'o' | 'batchCost' | 'dO' | 'dI' | 'dW' | 'db' | 'after'

export interface StepLineContent {
  subject: StepSubject
  layer: number
  /** From 1; null where the line is about all samples. */
  sample: number | null
  tex: string[]
}

export function describeStop(
  { model, derivation }: StepPicture,
  plan: WalkPlan,
  level: WalkLevel,
  stop: Stop,
  notation: Notation,
): StepLineContent {
  const made = plan.made[stop.tensor]!
  const step = plan.steps[made.step]!
  const write = (one: typeof made): string =>
    `${tensorLatex(one.id, notation)} = ${matrixFormula(one.id, model, notation)}`
  if (level === 'phase' || level === 'layer') {
    const of = plan.made.filter(
      (one) => one.step === made.step && one.id.kind !== 'cost' && one.id.kind !== 'biasAfter',
    )
    const shown = step.kind === 'update' ? of.slice(0, 1) : of
    return { subject: step.kind, layer: step.layer, sample: null, tex: shown.map(write) }
  }
  const { kind, layer } = made.id
  const subject =
    kind === 'weightsAfter' || kind === 'biasAfter'
      ? 'after'
      : kind === 'cost'
        ? 'cost'
        : (kind as StepSubject)
  const cell = { ...made.id, row: stop.row, column: stop.column }
  const isDerived = level === 'cell' && derivation !== null && sameCell(derivation.cell, cell)
  return {
    subject,
    layer,
    sample: (level === 'sample' || level === 'cell') && made.bySample ? stop.row + 1 : null,
    tex: [
      isDerived ? `${cellLatex(cell, notation)} = ${cellFormula(derivation, model, notation)}` : write(made),
    ],
  }
}
