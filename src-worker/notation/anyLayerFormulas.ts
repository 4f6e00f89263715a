/** A whole phase in the formulas of any layer ℓ: what a network of many layers is described with in one line. */
import type { StepModel } from '../protocol/microscope'
import { matrixFormula } from './formulas'
import { tensor } from './tensorIds'
import { letterOf, tensorLatex, type Notation } from './tensorNames'
import { joinLine, nameUpdateLines } from './updateFormulas'

const layer = '\\ell'
const hasBias = ({ layers }: StepModel): boolean => layers.some(({ bias }) => bias)

export function forwardOfAnyLayer(model: StepModel, notation: Notation): string[] {
  const [i, o] = [letterOf('i', notation), letterOf('o', notation)]
  const bias = hasBias(model) ? ` + b_{${layer}}` : ''
  return [
    `${i}_{${layer}} = ${o}_{${layer}-1}\\,W_{${layer}}${bias}`,
    `${o}_{${layer}} = f_{${layer}}(${i}_{${layer}})`,
    `${layer} = 1, \\dots, ${model.layers.length},\\quad ${o}_{0} = X`,
  ]
}

/** The output first: what it begins with is of its own kind. */
export function backwardOfAnyLayer(model: StepModel, notation: Notation): string[] {
  const last = model.layers.length
  const gradient = (kind: 'i' | 'o', at: string): string =>
    `\\frac{\\partial \\mathrm{cost}}{\\partial ${letterOf(kind, notation)}_{${at}}}`
  const output = model.fused ? [tensor('dI', last)] : [tensor('dO', last), tensor('dI', last)]
  const [here, before] = [gradient('i', layer), `${letterOf('o', notation)}_{${layer}-1}`]
  return [
    ...output.map((id) => `${tensorLatex(id, notation)} = ${matrixFormula(id, model, notation)}`),
    `${gradient('o', layer)} = ${gradient('i', `${layer}+1`)}\\,W_{${layer}+1}^{\\top}`,
    `${here} = ${gradient('o', layer)} \\odot f_{${layer}}'(${letterOf('i', notation)}_{${layer}})`,
    `${layer} = ${last - 1}, \\dots, 1`,
    `\\Delta W_{${layer}} = ${before}^{\\top}\\,${here}`,
    ...(hasBias(model) ? [`\\Delta b_{${layer}} = \\sum_s ${here}[s]`] : []),
    `${layer} = ${last}, \\dots, 1,\\quad ${letterOf('o', notation)}_{0} = X`,
  ]
}

/** The biases too where they go another way or where it is one formula only. */
export function updateOfAnyLayer(model: StepModel): string[] {
  const write = (letter: 'W' | 'b'): string[] =>
    nameUpdateLines(model, {
      isWeight: letter === 'W',
      before: letter,
      gradient: `\\Delta ${letter}`,
      after: `${letter}'`,
      square: (g) => `${g} \\odot ${g}`,
    }).map(joinLine)
  const weights = write('W')
  const isApart = weights.length === 1 || model.l1 !== 0 || model.l2 !== 0
  return hasBias(model) && isApart ? [...weights, ...write('b')] : weights
}
