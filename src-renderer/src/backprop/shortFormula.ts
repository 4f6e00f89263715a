/** The formula under a matrix's name, short enough for a header; the side panel has it in full. */
import type { StepModel, TensorId } from '../../../src-worker/protocol/microscope'
import { tensorName, type Notation } from '../../../src-worker/notation/tensorNames'
import type { ActivationName, CostName } from '../../../src-worker/spec/names'

const outputs: Record<ActivationName, (i: string) => string> = {
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

const derivatives: Record<ActivationName, (i: string, o: string) => string> = {
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

/** The part of one output. */
const costs: Record<CostName, (o: string) => string> = {
  halfMeanSquaredError: (o) => `(${o}−Y)²/2m`,
  meanSquaredError: (o) => `(${o}−Y)²/mn`,
  meanAbsoluteError: (o) => `|${o}−Y|/mn`,
  huber: (o) => `huber(${o}−Y)/mn`,
  binaryCrossEntropy: (o) => `H(Y,${o})/m`,
  categoricalCrossEntropy: (o) => `−Y·ln ${o}/m`,
}

const costDerivatives: Record<CostName, (o: string) => string> = {
  halfMeanSquaredError: (o) => `(${o}−Y)/m`,
  meanSquaredError: (o) => `2(${o}−Y)/mn`,
  meanAbsoluteError: (o) => `sign(${o}−Y)/mn`,
  huber: (o) => `clip(${o}−Y)/mn`,
  binaryCrossEntropy: (o) => `(${o}−Y)/(${o}(1−${o})m)`,
  categoricalCrossEntropy: (o) => `−Y/(${o}·m)`,
}

function addUp(term: string, outputs: number): string {
  if (outputs === 1) return term
  return term.startsWith('−') ? `−Σₖ ${term.slice(1)}` : `Σₖ ${term}`
}

/** @param short leaves out the first factor, which stands beside the matrix */
export function shortFormula(id: TensorId, model: StepModel, notation: Notation, short = false): string {
  const { kind, layer } = id
  const last = model.layers.length
  const name = (other: TensorId['kind'], at = layer) => tensorName({ kind: other, layer: at }, notation)
  const spec = model.layers[layer - 1]
  switch (kind) {
    case 'i':
      return `${name('o', layer - 1)}·W${layer}${spec?.bias === true ? ` + b${layer}` : ''}`
    case 'o':
      return spec ? outputs[spec.activation](name('i')) : ''
    case 'cost':
      return addUp(costs[model.costName](name('o', last)), model.layers[last - 1]!.units)
    case 'dO':
      return layer === last
        ? costDerivatives[model.costName](name('o'))
        : `${name('dI', layer + 1)}·W${layer + 1}ᵀ`
    case 'dI':
      if (layer === last && model.fused) return `(${name('o')}−Y)/m`
      return spec
        ? `${short ? '' : `${name('dO')} `}⊙ ${derivatives[spec.activation](name('i'), name('o'))}`
        : ''
    case 'dW':
      return `${name('o', layer - 1)}ᵀ · ${name('dI')}`
    case 'db':
      return `Σₛ ${name('dI')}`
    default:
      return ''
  }
}
