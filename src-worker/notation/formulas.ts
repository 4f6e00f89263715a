/** The formula of a tensor and of a cell, as LaTeX: with names, and with the numbers of a derivation put in. */
import type { Derivation, StepModel, TensorId } from '../protocol/microscope'
import { activationLatex, costLatex, fusedLatex } from './elementLatex'
import { inBrackets } from './brackets'
import { formatLatex, type NumberStyle } from './numbers'
import { outputOf, tensor as id } from './tensorIds'
import { cellLatex, entryLatex, tensorLatex, type Notation } from './tensorNames'
import { writeUpdateLines } from './updateFormulas'

/** Right-hand side in matrices: what stands after `ΔW1 =`; empty for what is given. */
export function matrixFormula(tensor: TensorId, model: StepModel, notation: Notation): string {
  const { kind, layer } = tensor
  const last = model.layers.length
  const name = (of: TensorId['kind'], at = layer) => tensorLatex(id(of, at), notation)
  const spec = model.layers[layer - 1]
  switch (kind) {
    case 'i':
      return `${tensorLatex(outputOf(layer - 1), notation)}\\,${name('weights')}${spec?.bias === true ? ` + ${name('bias')}` : ''}`
    case 'o':
      return spec ? outputFormula(spec.activation, name('i')) : ''
    case 'cost':
      return costFormula(model, notation, '')
    case 'batchCost':
      return costFormula(model, notation, '\\sum_s')
    case 'dO':
      return layer === last
        ? costLatex[model.costName].derivative(name('o'), 'Y', 'm', 'n')
        : `${name('dI', layer + 1)}\\,${name('weights', layer + 1)}^{\\top}`
    case 'dI':
      if (layer === last && model.fused) return fusedLatex(name('o'), 'Y', 'm')
      if (spec?.activation === 'softmax')
        return `${name('o')} \\odot \\left(${name('dO')} - \\textstyle\\sum_k ${name('dO')} \\odot ${name('o')}\\right)`
      return spec
        ? `${name('dO')} \\odot ${activationLatex[spec.activation].derivative(name('i'), name('o'))}`
        : ''
    case 'dW':
      return `${tensorLatex(outputOf(layer - 1), notation)}^{\\top}\\,${name('dI')}`
    case 'db':
      return `\\sum_s ${name('dI')}[s]`
    case 'weightsAfter':
    case 'biasAfter':
      return writeUpdateLines(tensor, model, notation).at(-1)!.right
    default:
      return ''
  }
}

/** σ for sigmoid: in matrices the short name says more than the fraction. */
const outputFormula = (activation: StepModel['layers'][number]['activation'], i: string): string =>
  activation === 'sigmoid'
    ? `\\sigma(${i})`
    : activation === 'softmax'
      ? `\\operatorname{softmax}(${i})`
      : activationLatex[activation].output(i, '')

/** @param over the sum over the samples; empty for the cost of one */
function costFormula({ costName, layers }: StepModel, notation: Notation, over: string): string {
  const o = tensorLatex(id('o', layers.length), notation)
  const outputs = layers[layers.length - 1]!.units
  const sum = outputs === 1 ? over : `${over}\\sum_k`
  return addUp(sum, costLatex[costName].value(o, 'Y', 'm', 'n'))
}

/** The minus of a term stands before the sum. */
function addUp(sum: string, term: string): string {
  if (sum === '') return term
  return term.startsWith('-') ? `-${sum} ${term.slice(1)}` : `${sum} ${term}`
}

/** Right-hand side for one cell, with indices. */
export function cellFormula(derivation: Derivation, model: StepModel, notation: Notation): string {
  const { cell, rule } = derivation
  const { layer } = cell
  const row = cell.row + 1
  const column = cell.column + 1
  const at = (of: TensorId, r: number | string, c: number | string) => entryLatex(of, notation, r, c)
  const here = (kind: TensorId['kind']) => at(id(kind, layer), row, column)
  const target = at(id('targets'), row, column)
  switch (rule) {
    case 'given':
      return ''
    case 'preactivation': {
      const bias = model.layers[layer - 1]?.bias === true ? ` + ${at(id('bias', layer), 1, column)}` : ''
      return `\\sum_k ${at(outputOf(layer - 1), row, 'k')}\\,${at(id('weights', layer), 'k', column)}${bias}`
    }
    case 'outputGradient':
      return `\\sum_k ${at(id('dI', layer + 1), row, 'k')}\\,${at(id('weights', layer + 1), column, 'k')}`
    case 'weightGradient':
      return `\\sum_s ${at(outputOf(layer - 1), 's', row)}\\,${at(id('dI', layer), 's', column)}`
    case 'biasGradient':
      return `\\sum_s ${at(id('dI', layer), 's', column)}`
    case 'batchCost':
      return `\\sum_s ${at(id('cost'), 's', 1)}`
    case 'softmaxGradient':
      return `\\sum_k ${at(id('dO', layer), row, 'k')}\\,\\frac{\\partial ${at(id('o', layer), row, 'k')}}{\\partial ${here('i')}}`
    case 'sampleCost': {
      const outputs = model.layers[model.layers.length - 1]!.units
      const of = outputs === 1 ? 1 : 'k'
      const value = costLatex[model.costName].value(
        at(id('o', model.layers.length), row, of),
        at(id('targets'), row, of),
        'm',
        'n',
      )
      return addUp(outputs === 1 ? '' : '\\sum_k', value)
    }
    case 'parameterUpdate':
      return writeUpdateLines(cell, model, notation).at(-1)!.right
    default:
      return elementFormula(derivation, model, {
        i: here('i'),
        o: here('o'),
        y: target,
        dO: here('dO'),
        sum: `\\sum_k e^{${at(id('i', layer), row, 'k')}}`,
        m: 'm',
        n: 'n',
      })
  }
}

interface Letters {
  i: string
  o: string
  y: string
  dO: string
  /** Of eⁱ over the units of the sample. */
  sum: string
  m: string
  n: string
}

function elementFormula({ cell, rule }: Derivation, model: StepModel, letters: Letters): string {
  const { i, o, y, dO, sum, m, n } = letters
  const activation = model.layers[cell.layer - 1]?.activation
  switch (rule) {
    case 'activation':
      return activation ? activationLatex[activation].output(i, sum) : ''
    case 'costGradient':
      return costLatex[model.costName].derivative(o, y, m, n)
    case 'fusedGradient':
      return fusedLatex(o, y, m)
    case 'preactivationGradient':
      return activation ? `${dO} \\cdot ${activationLatex[activation].derivative(i, o)}` : ''
    case 'sampleCost':
      return costLatex[model.costName].value(o, y, m, n)
    default:
      return ''
  }
}

/**
 * The formula with the numbers put in, without the result: of an elementwise rule in one piece, of a sum its terms.
 * A sum of more than `most` terms breaks off with dots.
 */
export function numbersFormula(
  derivation: Derivation,
  model: StepModel,
  style: NumberStyle,
  most = 8,
): string {
  const { rule, values, terms } = derivation
  const write = (value: number | undefined) => inBrackets(value ?? NaN, style)
  const outputs = model.layers[model.layers.length - 1]!.units
  const isElement =
    rule === 'activation' ||
    rule === 'costGradient' ||
    rule === 'fusedGradient' ||
    rule === 'preactivationGradient' ||
    (rule === 'sampleCost' && outputs === 1)
  if (isElement) {
    return elementFormula(derivation, model, {
      i: write(values.i),
      o: write(values.o),
      y: write(values.y),
      dO: write(values.dO),
      sum: write(Math.exp(values.i ?? NaN) / (values.o ?? NaN)),
      m: String(model.samples),
      n: String(outputs),
    })
  }
  const shown = terms
    .slice(0, most)
    .map(({ factors, value }) =>
      (factors.length === 0 ? [value] : factors).map((factor) => inBrackets(factor, style)).join(' \\cdot '),
    )
  if (terms.length > most) shown.push('\\dots')
  return shown.join(' + ')
}

/** `ΔW1[1,2] = Σ … = numbers = value`, in one line of LaTeX without its surroundings. */
export function derivationLatex(
  derivation: Derivation,
  model: StepModel,
  notation: Notation,
  style: NumberStyle,
): string[] {
  const { cell, value } = derivation
  const formula = cellFormula(derivation, model, notation)
  const numbers = numbersFormula(derivation, model, style, 64)
  return [cellLatex(cell, notation), formula, numbers, formatLatex(value, style)].filter(
    (part) => part !== '',
  )
}
