/** The formulas of what the walk has just made: of the cell, the matrix, the layer or the phase. */
import type { StepModel, StepPicture, TensorKind } from '../../../src-worker/protocol/microscope'
import {
  backwardOfAnyLayer,
  forwardOfAnyLayer,
  updateOfAnyLayer,
} from '../../../src-worker/notation/anyLayerFormulas'
import { cellFormula, matrixFormula } from '../../../src-worker/notation/formulas'
import { cellLatex, tensorLatex, type Notation } from '../../../src-worker/notation/tensorNames'
import { joinLine, leadingLines } from '../../../src-worker/notation/updateFormulas'
import { sameCell } from './trail'
import type { MadeTensor, Stop, WalkLevel, WalkPlan } from './walkPlan'

/** What the words of the line are about. */
export type StepSubject =
  | 'forward'
  | 'forwardPhase'
  | 'cost'
  | 'backward'
  | 'backwardPhase'
  | 'update'
  | 'i'
  | 'o'
  | 'batchCost'
  | 'dO'
  | 'dI'
  | 'dW'
  | 'db'
  | 'after'
  | 'afterOptimizer'

export interface StepLineContent {
  subject: StepSubject
  layer: number
  /** From 1; null where the line is about all samples. */
  sample: number | null
  tex: string[]
}

/** A phase of more formulas is written for any layer. */
const mostFormulas = 8

export function describeStop(
  { model, derivation }: StepPicture,
  plan: WalkPlan,
  level: WalkLevel,
  stop: Stop,
  notation: Notation,
): StepLineContent {
  const made = plan.made[stop.tensor]!
  if (level === 'phase' || level === 'layer') return describeGroup(model, plan, level, made, notation)
  const { kind, layer } = made.id
  const cell = { ...made.id, row: stop.row, column: stop.column }
  const isDerived = level === 'cell' && derivation !== null && sameCell(derivation.cell, cell)
  return {
    subject: subjectOf(kind, model),
    layer,
    sample: (level === 'sample' || level === 'cell') && made.bySample ? stop.row + 1 : null,
    tex: [
      ...leadingLines(isDerived ? cell : made.id, model, notation).map(joinLine),
      isDerived
        ? `${cellLatex(cell, notation)} = ${cellFormula(derivation, model, notation)}`
        : writeTensor(made, model, notation),
    ],
  }
}

function subjectOf(kind: TensorKind, { plain }: StepModel): StepSubject {
  if (kind === 'weightsAfter' || kind === 'biasAfter') return plain ? 'after' : 'afterOptimizer'
  return kind as StepSubject
}

const writeTensor = ({ id }: MadeTensor, model: StepModel, notation: Notation): string =>
  `${tensorLatex(id, notation)} = ${matrixFormula(id, model, notation)}`

/** The layer or the phase that a tensor belongs to. */
function describeGroup(
  model: StepModel,
  plan: WalkPlan,
  level: 'phase' | 'layer',
  made: MadeTensor,
  notation: Notation,
): StepLineContent {
  const { kind, layer } = plan.steps[made.step]!
  const content = { layer, sample: null }
  if (kind === 'update') return { ...content, subject: kind, tex: updateOfAnyLayer(model) }
  const isIn = (one: MadeTensor) =>
    level === 'layer' ? one.step === made.step : plan.steps[one.step]!.kind === kind
  const tex = plan.made
    .filter((one) => isIn(one) && one.id.kind !== 'cost')
    .map((one) => writeTensor(one, model, notation))
  if (kind === 'cost' || level === 'layer') return { ...content, subject: kind, tex }
  const ofAnyLayer = kind === 'forward' ? forwardOfAnyLayer : backwardOfAnyLayer
  return {
    ...content,
    subject: `${kind}Phase`,
    tex: tex.length > mostFormulas ? ofAnyLayer(model, notation) : tex,
  }
}
