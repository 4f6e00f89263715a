/** Formulas by the names that an experiment uses: what has none does not compile. As core computes them. */
import type {
  ActivationName,
  CostName,
  InitializationKind,
  OptimizerName,
  ScheduleKind,
} from '../../../../src-worker/spec/names'
import type { FormulaRow, Tex } from './article'

const bySign = (letter: string, above: string, otherwise: string): string =>
  `\\begin{cases} ${above} & ${letter} > 0 \\\\ ${otherwise} & ${letter} \\le 0 \\end{cases}`

export const activationFormulas: Record<ActivationName, Tex> = {
  linear: ({ i, o }) => `${o} = ${i} \\qquad ${o}' = 1`,
  sigmoid: ({ i, o }) => `${o} = \\frac{1}{1 + e^{-${i}}} \\qquad ${o}' = ${o}\\,(1 - ${o})`,
  tanh: ({ i, o }) => `${o} = \\tanh ${i} \\qquad ${o}' = 1 - ${o}^2`,
  relu: ({ i, o }) => `${o} = \\max(0, ${i}) \\qquad ${o}' = [\\,${i} > 0\\,]`,
  leakyRelu: ({ i, o }) => `${o} = \\max(0.01\\,${i},\\ ${i}) \\qquad ${o}' = ${bySign(i, '1', '0.01')}`,
  elu: ({ i, o }) => `${o} = ${bySign(i, i, `e^{${i}} - 1`)} \\qquad ${o}' = ${bySign(i, '1', `${o} + 1`)}`,
  softplus: ({ i, o }) => `${o} = \\ln(1 + e^{${i}}) \\qquad ${o}' = \\frac{1}{1 + e^{-${i}}}`,
  gelu: ({ i, o }) => `${o} = ${i}\\,\\Phi(${i}) \\qquad ${o}' = \\Phi(${i}) + ${i}\\,\\varphi(${i})`,
  softmax: ({ i, o }) => `${o}_j = \\frac{e^{${i}_j}}{\\sum_k e^{${i}_k}}`,
}

const over = (factor: string, term: Tex): Tex => {
  return (letters) => `${factor} \\sum_{s} \\sum_{j} ${typeof term === 'string' ? term : term(letters)}`
}

export const costFormulas: Record<CostName, Tex> = {
  halfMeanSquaredError: over('\\frac{1}{2m}', ({ o }) => `(${o} - Y)^2`),
  meanSquaredError: over('\\frac{1}{mn}', ({ o }) => `(${o} - Y)^2`),
  meanAbsoluteError: over('\\frac{1}{mn}', ({ o }) => `|${o} - Y|`),
  huber: over(
    '\\frac{1}{mn}',
    ({ o }) =>
      `\\begin{cases} \\tfrac12 (${o} - Y)^2 & |${o} - Y| \\le 1 \\\\ |${o} - Y| - \\tfrac12 & |${o} - Y| > 1 \\end{cases}`,
  ),
  binaryCrossEntropy: over(
    '-\\frac{1}{m}',
    ({ o }) => `\\left[ Y \\ln ${o} + (1 - Y) \\ln (1 - ${o}) \\right]`,
  ),
  categoricalCrossEntropy: over('-\\frac{1}{m}', ({ o }) => `Y \\ln ${o}`),
}

export const optimizerFormulas: Record<OptimizerName, string> = {
  sgd: 'v \\leftarrow \\beta v + g, \\qquad w \\leftarrow w - \\eta v',
  rmsprop:
    'v \\leftarrow \\rho v + (1 - \\rho) g^2, \\qquad w \\leftarrow w - \\eta \\frac{g}{\\sqrt{v} + \\varepsilon}',
  adam: '\\begin{aligned} \\mu &\\leftarrow \\beta_1 \\mu + (1 - \\beta_1) g, \\qquad v \\leftarrow \\beta_2 v + (1 - \\beta_2) g^2 \\\\ w &\\leftarrow w - \\eta \\frac{\\mu / (1 - \\beta_1^t)}{\\sqrt{v / (1 - \\beta_2^t)} + \\varepsilon} \\end{aligned}',
  adamw: 'w \\leftarrow (1 - \\eta \\lambda)\\, w',
}

export const nesterovFormula = 'w \\leftarrow w - \\eta\\,(g + \\beta v)'

export const scheduleFormulas: Record<ScheduleKind, string> = {
  constant: '\\eta = \\eta_0',
  step: '\\eta = \\eta_0\\, f^{\\lfloor e / E \\rfloor}',
  exponential: '\\eta = \\eta_0\\, f^{e}',
  cosine:
    '\\eta = \\eta_{\\min} + \\tfrac12 (\\eta_0 - \\eta_{\\min}) \\left( 1 + \\cos \\frac{\\pi \\min(e, E)}{E} \\right)',
  warmUp: '\\eta = \\eta_0 \\frac{\\min(t + 1, T)}{T}',
}

const uniform = (limit: string): string => `W \\sim U(-a, a), \\quad a = \\sqrt{${limit}}`
const normal = (variance: string): string => `W \\sim N(0, \\sigma^2), \\quad \\sigma^2 = ${variance}`

export const initializationFormulas: Record<Exclude<InitializationKind, 'explicit'>, string> = {
  xavierUniform: uniform('\\frac{6}{\\text{in} + \\text{out}}'),
  xavierNormal: normal('\\frac{2}{\\text{in} + \\text{out}}'),
  heUniform: uniform('\\frac{6}{\\text{in}}'),
  heNormal: normal('\\frac{2}{\\text{in}}'),
  lecunNormal: normal('\\frac{1}{\\text{in}}'),
  uniform: 'W \\sim U(\\text{min}, \\text{max})',
  normal: 'W \\sim N(\\mu, \\sigma^2)',
  constant: 'W = c',
}

/** A table of formulas, each under the name that the rail has for it: `training.PART.NAME`. */
export const nameRows = (part: string, formulas: Readonly<Record<string, Tex>>): FormulaRow[] =>
  Object.entries(formulas).map(([name, tex]) => ({ label: `training.${part}.${name}`, tex }))
