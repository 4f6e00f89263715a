/**
 * How an update makes W′ of W and ΔW, as the lines that lead to it: penalty, clipping, what the optimizer remembers,
 * W′ last. Every operation is elementwise; the letters without index belong to the parameter in hand. The running mean of
 * the gradients is μ, not m as in Kingma & Ba 2015: m is the batch size here.
 */
import type { StepModel, UpdateNumbers } from '../protocol/microscope'
import { bare, times } from './brackets'

/** What stands for each letter: its name or a number. */
export interface UpdateLetters extends Record<Exclude<keyof UpdateNumbers, 'penalty' | 'clip'>, string> {
  /** The parameter and its gradient. */
  before: string
  gradient: string
  eta: string
  momentum: string
  rho: string
  beta1: string
  beta2: string
  epsilon: string
  decay: string
  l1: string
  l2: string
  /** The norm that clipping allows. */
  most: string
  t: string
  square: (factor: string) => string
}

export interface UpdateLine {
  /** Whose value it is. */
  of: Exclude<keyof UpdateNumbers, 'penalty' | 'clip'> | 'after'
  sign: '=' | '\\leftarrow'
  right: string
}

const line = (of: UpdateLine['of'], right: string, sign: UpdateLine['sign'] = '='): UpdateLine => ({
  of,
  sign,
  right,
})

export const updateLetters: Omit<UpdateLetters, 'before' | 'gradient' | 'square'> = {
  penalized: 'g',
  clipped: 'g',
  norm: '\\lVert \\mathbf{g} \\rVert',
  velocity: 'v',
  velocityAfter: "v'",
  mean: '\\mu',
  meanAfter: "\\mu'",
  meanCorrected: '\\hat{\\mu}',
  meanSquare: 'v',
  meanSquareAfter: "v'",
  meanSquareCorrected: '\\hat{v}',
  eta: '\\eta',
  momentum: '\\beta',
  rho: '\\rho',
  beta1: '\\beta_1',
  beta2: '\\beta_2',
  epsilon: '\\varepsilon',
  decay: '\\lambda',
  l1: '\\lambda_1',
  l2: '\\lambda_2',
  most: 'c',
  t: 't',
}

/** @param isWeight penalties leave biases alone */
export function listUpdateLines(model: StepModel, isWeight: boolean, letters: UpdateLetters): UpdateLine[] {
  const { l1, l2, clipNorm, optimizer } = model
  const lines: UpdateLine[] = []
  let g = letters.gradient
  if (isWeight && (l1 !== 0 || l2 !== 0)) {
    const absolute = l1 === 0 ? '' : ` + ${letters.l1}\\,\\operatorname{sign}(${bare(letters.before)})`
    const square = l2 === 0 ? '' : ` + ${times(letters.l2, letters.before)}`
    lines.push(line('penalized', `${bare(g)}${absolute}${square}`))
    g = letters.penalized
  }
  if (clipNorm !== null) {
    const factor = `\\min\\left(1, \\frac{${bare(letters.most)}}{${bare(letters.norm)}}\\right)`
    lines.push(line('clipped', `${g} \\cdot ${factor}`, lines.length > 0 ? '\\leftarrow' : '='))
    g = letters.clipped
  }
  return [...lines, ...optimizerLines[optimizer.name](letters, g, model)]
}

const average = (share: string, held: string, fresh: string): string =>
  `${times(share, held)} + ${times(`(1 - ${share})`, fresh)}`

const step = ({ before, eta }: UpdateLetters, direction: string): string =>
  `${bare(before)} - ${times(eta, direction)}`

const optimizerLines: Record<
  StepModel['optimizer']['name'],
  (letters: UpdateLetters, g: string, model: StepModel) => UpdateLine[]
> = {
  sgd: (letters, g, { optimizer }) => {
    if (optimizer.name !== 'sgd' || optimizer.momentum === 0) return [line('after', step(letters, g))]
    const { momentum, velocity, velocityAfter } = letters
    const direction = optimizer.nesterov ? `(${bare(g)} + ${times(momentum, velocityAfter)})` : velocityAfter
    return [
      line('velocityAfter', `${times(momentum, velocity)} + ${g}`),
      line('after', step(letters, direction)),
    ]
  },
  rmsprop: (letters, g) => {
    const { rho, epsilon, meanSquare, meanSquareAfter, square } = letters
    return [
      line('meanSquareAfter', average(rho, meanSquare, square(g))),
      line('after', step(letters, `\\frac{${bare(g)}}{\\sqrt{${bare(meanSquareAfter)}} + ${bare(epsilon)}}`)),
    ]
  },
  adam: (letters, g) => [...adamLines(letters, g), line('after', step(letters, adamStep(letters)))],
  adamw: (letters, g, { optimizer }) => {
    const { before, eta, decay } = letters
    const isDecaying = optimizer.name === 'adamw' && optimizer.weightDecay !== 0
    const kept = isDecaying ? times(`(1 - ${times(eta, decay)})`, before) : before
    return [...adamLines(letters, g), line('after', step({ ...letters, before: kept }, adamStep(letters)))]
  },
}

function adamLines(letters: UpdateLetters, g: string): UpdateLine[] {
  const { beta1, beta2, mean, meanAfter, meanSquare, meanSquareAfter, square, t } = letters
  return [
    line('meanAfter', average(beta1, mean, g)),
    line('meanSquareAfter', average(beta2, meanSquare, square(g))),
    line('meanCorrected', `\\frac{${bare(meanAfter)}}{1 - ${power(beta1, t)}}`),
    line('meanSquareCorrected', `\\frac{${bare(meanSquareAfter)}}{1 - ${power(beta2, t)}}`),
  ]
}

const power = (base: string, t: string): string =>
  base.startsWith('\\tfrac') ? `\\left(${base}\\right)^{${t}}` : `${base}^{${t}}`

const adamStep = ({ meanCorrected, meanSquareCorrected, epsilon }: UpdateLetters): string =>
  `\\frac{${bare(meanCorrected)}}{\\sqrt{${bare(meanSquareCorrected)}} + ${bare(epsilon)}}`
