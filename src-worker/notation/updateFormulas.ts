/** The lines of an update with the names of its tensors or cells, and with the numbers put in. */
import type { CellId, ParameterChange, StepModel, TensorId } from '../protocol/microscope'
import { inBrackets, squared } from './brackets'
import { formatLatex, type NumberStyle } from './numbers'
import { findParameter } from './tensorIds'
import { cellLatex, tensorLatex, type Notation } from './tensorNames'
import { listUpdateLines, updateLetters, type UpdateLetters, type UpdateLine } from './updateLatex'

/** A parameter, its gradient, and what the update makes of it, as they are written. */
export interface UpdateNames {
  isWeight: boolean
  before: string
  gradient: string
  after: string
  square: (factor: string) => string
}

export interface WrittenLine {
  left: string
  sign: UpdateLine['sign']
  right: string
}

export const joinLine = ({ left, sign, right }: WrittenLine): string => `${left} ${sign} ${right}`

export const nameUpdateLines = (model: StepModel, { isWeight, after, ...own }: UpdateNames): WrittenLine[] =>
  listUpdateLines(model, isWeight, { ...updateLetters, ...own }).map(({ of, sign, right }) => ({
    left: of === 'after' ? after : updateLetters[of],
    sign,
    right,
  }))

/** `g = …`, `v' = …`, `W' = …` of a parameter that the update has made, of a whole matrix or of one cell. */
export function writeUpdateLines(id: TensorId | CellId, model: StepModel, notation: Notation): WrittenLine[] {
  const { before, gradient, after } = findParameter(id)!
  const isCell = 'row' in id
  const write = (of: TensorId): string =>
    isCell ? cellLatex({ ...id, ...of }, notation) : tensorLatex(of, notation)
  return nameUpdateLines(model, {
    isWeight: before.kind === 'weights',
    before: write(before),
    gradient: write(gradient),
    after: write(after),
    square: isCell ? squared : (g) => `${g} \\odot ${g}`,
  })
}

/**
 * The lines before the formula of a parameter after the update, which name what it reads: penalty, clipping, what the
 * optimizer remembers. None for every other tensor.
 */
export const leadingLines = (id: TensorId | CellId, model: StepModel, notation: Notation): WrittenLine[] =>
  id.kind === 'weightsAfter' || id.kind === 'biasAfter'
    ? writeUpdateLines(id, model, notation).slice(0, -1)
    : []

/** The right-hand sides of the same lines with the numbers of one parameter, and what they come to. */
export function fillUpdateLines(
  cell: CellId,
  change: ParameterChange,
  model: StepModel,
  style: NumberStyle,
): { numbers: string; value: number }[] {
  const isWeight = findParameter(cell)!.before.kind === 'weights'
  const values = { ...change.numbers, after: change.after }
  return listUpdateLines(model, isWeight, fillLetters(change, model, style)).map(({ of, right }) => ({
    numbers: right,
    value: values[of] ?? NaN,
  }))
}

/** Of the optimizers that do not have them. */
const noConstants = { momentum: NaN, rho: NaN, beta1: NaN, beta2: NaN, epsilon: NaN, weightDecay: NaN }

function fillLetters(change: ParameterChange, model: StepModel, style: NumberStyle): UpdateLetters {
  const write = (value: number | undefined) => inBrackets(value ?? NaN, style)
  const { optimizer, l1, l2, clipNorm, optimizerStep } = model
  const { momentum, rho, beta1, beta2, epsilon, weightDecay } = { ...noConstants, ...optimizer }
  const { numbers } = change
  return {
    before: write(change.before),
    gradient: write(change.gradient),
    penalized: write(numbers.penalized),
    clipped: write(numbers.clipped),
    norm: write(numbers.norm),
    velocity: write(numbers.velocity),
    velocityAfter: write(numbers.velocityAfter),
    mean: write(numbers.mean),
    meanAfter: write(numbers.meanAfter),
    meanCorrected: write(numbers.meanCorrected),
    meanSquare: write(numbers.meanSquare),
    meanSquareAfter: write(numbers.meanSquareAfter),
    meanSquareCorrected: write(numbers.meanSquareCorrected),
    eta: write(change.learningRate),
    momentum: write(momentum),
    rho: write(rho),
    beta1: write(beta1),
    beta2: write(beta2),
    epsilon: write(epsilon),
    decay: write(weightDecay),
    l1: write(l1),
    l2: write(l2),
    most: write(clipNorm ?? Infinity),
    t: String(optimizerStep),
    square: squared,
  }
}

/** `\eta = 0.01`, `\beta_1 = 0.9`, …: what the letters of the lines stand for. */
export function updateConstants(model: StepModel, style: NumberStyle): string[] {
  const { optimizer, l1, l2, clipNorm, optimizerStep, learningRate } = model
  const constants: [string, number][] = [[updateLetters.eta, learningRate]]
  if (optimizer.name === 'sgd' && optimizer.momentum !== 0)
    constants.push([updateLetters.momentum, optimizer.momentum])
  if (optimizer.name === 'rmsprop') constants.push([updateLetters.rho, optimizer.rho])
  if (optimizer.name === 'adam' || optimizer.name === 'adamw') {
    constants.push(
      [updateLetters.beta1, optimizer.beta1],
      [updateLetters.beta2, optimizer.beta2],
      [updateLetters.t, optimizerStep],
    )
  }
  if (optimizer.name !== 'sgd') constants.push([updateLetters.epsilon, optimizer.epsilon])
  if (optimizer.name === 'adamw' && optimizer.weightDecay !== 0)
    constants.push([updateLetters.decay, optimizer.weightDecay])
  if (l1 !== 0) constants.push([updateLetters.l1, l1])
  if (l2 !== 0) constants.push([updateLetters.l2, l2])
  if (clipNorm !== null) constants.push([updateLetters.most, clipNorm])
  return constants.map(([name, value]) => `${name} = ${formatLatex(value, style)}`)
}
