/** Names and formulas of the matrices in both notations. Words stay out: a formula reads the same in every language. */
import type { ActivationName, CostName } from '../../../src-worker/spec/names'
import type { UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import type { TensorId } from './tensors'

export type Notation = 'io' | 'za'

const letters = { io: { i: 'i', o: 'o' }, za: { i: 'z', o: 'a' } } as const

export function tensorName({ kind, layer }: TensorId, notation: Notation): string {
  const { i, o } = letters[notation]
  switch (kind) {
    case 'inputs':
      return 'X'
    case 'targets':
      return 'Y'
    case 'cost':
      return 'cost'
    case 'weights':
      return `W${layer}`
    case 'bias':
      return `b${layer}`
    case 'i':
      return `${i}${layer}`
    case 'o':
      return layer === 0 ? 'X' : `${o}${layer}`
    case 'dO':
      return `∂cost/∂${o}${layer}`
    case 'dI':
      return `∂cost/∂${i}${layer}`
    case 'dW':
      return `ΔW${layer}`
    case 'db':
      return `Δb${layer}`
  }
}

/** f(i) as it stands above o. */
export const activationFormula: Record<ActivationName, (i: string) => string> = {
  linear: (i) => i,
  sigmoid: (i) => `σ(${i})`,
  tanh: (i) => `tanh(${i})`,
  relu: (i) => `max(0, ${i})`,
  leakyRelu: (i) => `leakyRelu(${i})`,
  elu: (i) => `elu(${i})`,
  softplus: (i) => `ln(1+e^${i})`,
  gelu: (i) => `gelu(${i})`,
  softmax: (i) => `softmax(${i})`,
}

/** f′ as the factor of ∂cost/∂o, in terms of i and o. */
export const derivativeFormula: Record<ActivationName, (i: string, o: string) => string> = {
  linear: () => '1',
  sigmoid: (_, o) => `${o}(1−${o})`,
  tanh: (_, o) => `(1−${o}²)`,
  relu: (i) => `[${i}>0]`,
  leakyRelu: (i) => `leakyRelu′(${i})`,
  elu: (i) => `elu′(${i})`,
  softplus: (i) => `σ(${i})`,
  gelu: (i) => `gelu′(${i})`,
  softmax: (i) => `softmax′(${i})`,
}

export const costFormula: Record<CostName, (o: string) => string> = {
  halfMeanSquaredError: (o) => `(${o}−Y)²/2m`,
  meanSquaredError: (o) => `(${o}−Y)²/mn`,
  meanAbsoluteError: (o) => `|${o}−Y|/mn`,
  huber: (o) => `huber(${o}−Y)/mn`,
  binaryCrossEntropy: (o) => `H(Y,${o})/m`,
  categoricalCrossEntropy: (o) => `−Y·ln ${o}/m`,
}

export const costDerivativeFormula: Record<CostName, (o: string) => string> = {
  halfMeanSquaredError: (o) => `(${o}−Y)/m`,
  meanSquaredError: (o) => `2(${o}−Y)/mn`,
  meanAbsoluteError: (o) => `sign(${o}−Y)/mn`,
  huber: (o) => `clip(${o}−Y)/mn`,
  binaryCrossEntropy: (o) => `(${o}−Y)/(${o}(1−${o})m)`,
  categoricalCrossEntropy: (o) => `−Y/(${o}·m)`,
}

/** True when cost and output activation are derived together: ∂cost/∂i = (o − Y)/m. */
export const derivesTogether = (trace: UpdateTrace, layer: number): boolean =>
  layer === trace.layers.length &&
  (trace.costName === 'categoricalCrossEntropy' || trace.costName === 'binaryCrossEntropy')

/** The formula under a matrix's name; `short` leaves out the first factor, which stands beside it. */
export function tensorFormula(trace: UpdateTrace, id: TensorId, notation: Notation, short = false): string {
  const { kind, layer } = id
  const name = (other: TensorId['kind'], at = layer) => tensorName({ kind: other, layer: at }, notation)
  const spec = trace.layers[layer - 1]
  switch (kind) {
    case 'i':
      return `${name('o', layer - 1)}·W${layer}${spec?.bias ? ` + b${layer}` : ''}`
    case 'o':
      return spec ? activationFormula[spec.activation](name('i')) : ''
    case 'cost':
      return costFormula[trace.costName](name('o', trace.layers.length))
    case 'dO':
      return layer === trace.layers.length
        ? costDerivativeFormula[trace.costName](name('o'))
        : `${name('dI', layer + 1)}·W${layer + 1}ᵀ`
    case 'dI':
      if (derivesTogether(trace, layer)) return `(${name('o')}−Y)/m`
      return spec
        ? `${short ? '' : `${name('dO')} `}⊙ ${derivativeFormula[spec.activation](name('i'), name('o'))}`
        : ''
    case 'dW':
      return `${name('o', layer - 1)}ᵀ · ${name('dI')}`
    case 'db':
      return `Σₛ ${name('dI')}`
    default:
      return ''
  }
}
