/**
 * Activations and costs with their derivatives as LaTeX, side by side. Each takes what stands for its letters: names
 * make the formula, numbers the same formula with the numbers put in.
 */
import type { ActivationName, CostName } from '../spec/names'

interface ActivationLatex {
  /** @param sum of eⁱ over the units of a sample, which only softmax reads */
  output: (i: string, sum: string) => string
  /** f′, in o where that is shorter. */
  derivative: (i: string, o: string) => string
}

export const activationLatex: Record<ActivationName, ActivationLatex> = {
  linear: { output: (i) => i, derivative: () => '1' },
  sigmoid: {
    output: (i) => `\\frac{1}{1 + e^{-${i}}}`,
    derivative: (_, o) => `${o}\\,(1 - ${o})`,
  },
  tanh: { output: (i) => `\\tanh ${i}`, derivative: (_, o) => `(1 - ${o}^2)` },
  relu: { output: (i) => `\\max(0, ${i})`, derivative: (i) => `[${i} > 0]` },
  leakyRelu: {
    output: (i) => `\\max(0, ${i}) + 0.01\\min(0, ${i})`,
    derivative: (i) => `([${i} > 0] + 0.01\\,[${i} \\le 0])`,
  },
  elu: {
    output: (i) => `\\max(0, ${i}) + \\min(0, e^{${i}} - 1)`,
    derivative: (_, o) => `(1 + \\min(0, ${o}))`,
  },
  softplus: { output: (i) => `\\ln(1 + e^{${i}})`, derivative: (i) => `\\frac{1}{1 + e^{-${i}}}` },
  gelu: {
    output: (i) => `${i}\\,\\Phi(${i})`,
    derivative: (i) => `(\\Phi(${i}) + ${i}\\,\\varphi(${i}))`,
  },
  softmax: {
    output: (i, sum) => `\\frac{e^{${i}}}{${sum}}`,
    derivative: (_, o) => `${o}\\,(\\delta - ${o})`,
  },
}

interface CostLatex {
  /** One output's part of the cost, batch size and all. */
  value: (o: string, y: string, m: string, n: string) => string
  derivative: (o: string, y: string, m: string, n: string) => string
}

export const costLatex: Record<CostName, CostLatex> = {
  halfMeanSquaredError: {
    value: (o, y, m) => `\\frac{1}{2 ${dot(m)}}\\,(${o} - ${y})^2`,
    derivative: (o, y, m) => `\\frac{${o} - ${y}}{${m}}`,
  },
  meanSquaredError: {
    value: (o, y, m, n) => `\\frac{1}{${m} ${dot(n)}}\\,(${o} - ${y})^2`,
    derivative: (o, y, m, n) => `\\frac{2\\,(${o} - ${y})}{${m} ${dot(n)}}`,
  },
  meanAbsoluteError: {
    value: (o, y, m, n) => `\\frac{1}{${m} ${dot(n)}}\\,|${o} - ${y}|`,
    derivative: (o, y, m, n) => `\\frac{\\operatorname{sign}(${o} - ${y})}{${m} ${dot(n)}}`,
  },
  huber: {
    value: (o, y, m, n) => `\\frac{1}{${m} ${dot(n)}}\\,\\operatorname{huber}_1(${o} - ${y})`,
    derivative: (o, y, m, n) => `\\frac{\\max(-1, \\min(1, ${o} - ${y}))}{${m} ${dot(n)}}`,
  },
  binaryCrossEntropy: {
    value: (o, y, m) => `-\\frac{1}{${m}}\\left[${y} \\ln ${o} + (1 - ${y}) \\ln(1 - ${o})\\right]`,
    derivative: (o, y, m) => `\\frac{${o} - ${y}}{${m}\\,${o}\\,(1 - ${o})}`,
  },
  categoricalCrossEntropy: {
    value: (o, y, m) => `-\\frac{1}{${m}}\\,${y} \\ln ${o}`,
    derivative: (o, y, m) => `-\\frac{${y}}{${m}\\,${o}}`,
  },
}

/** A factor after another one: letters stand together, numbers need a sign. */
const dot = (factor: string): string => (/^[a-z]$/.test(factor) ? factor : `\\cdot ${factor}`)

export const fusedLatex = (o: string, y: string, m: string): string => `\\frac{${o} - ${y}}{${m}}`
