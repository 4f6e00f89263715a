/**
 * Activations and costs with their derivatives as LaTeX, side by side. Each takes what stands for its letters: names
 * make the formula, numbers the same formula with the numbers put in.
 */
import type { ActivationName, CostName } from '../spec/names'
import { bare, squared, times } from './brackets'

interface ActivationLatex {
  /** @param sum of eⁱ over the units of a sample, which only softmax reads */
  output: (i: string, sum: string) => string
  /** f′, in o where that is shorter. */
  derivative: (i: string, o: string) => string
}

export const activationLatex: Record<ActivationName, ActivationLatex> = {
  linear: { output: (i) => bare(i), derivative: () => '1' },
  sigmoid: {
    output: (i) => `\\frac{1}{1 + e^{-${i}}}`,
    derivative: (_, o) => `${o}\\,(1 - ${o})`,
  },
  tanh: { output: (i) => `\\tanh ${i}`, derivative: (_, o) => `(1 - ${squared(o)})` },
  relu: { output: (i) => `\\max(0, ${bare(i)})`, derivative: (i) => `[${bare(i)} > 0]` },
  leakyRelu: {
    output: (i) => `\\max(0, ${bare(i)}) + 0.01\\min(0, ${bare(i)})`,
    derivative: (i) => `([${bare(i)} > 0] + 0.01\\,[${bare(i)} \\le 0])`,
  },
  elu: {
    output: (i) => `\\max(0, ${bare(i)}) + \\min(0, e^{${bare(i)}} - 1)`,
    derivative: (_, o) => `(1 + \\min(0, ${bare(o)}))`,
  },
  softplus: { output: (i) => `\\ln(1 + e^{${bare(i)}})`, derivative: (i) => `\\frac{1}{1 + e^{-${i}}}` },
  gelu: {
    output: (i) => `${i}\\,\\Phi(${bare(i)})`,
    derivative: (i) => `(\\Phi(${bare(i)}) + ${i}\\,\\varphi(${bare(i)}))`,
  },
  softmax: {
    output: (i, sum) => `\\frac{e^{${bare(i)}}}{${bare(sum)}}`,
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
    value: (o, y, m) => `\\frac{1}{2 ${dot(m)}}\\,(${bare(o)} - ${y})^2`,
    derivative: (o, y, m) => `\\frac{${bare(o)} - ${y}}{${m}}`,
  },
  meanSquaredError: {
    value: (o, y, m, n) => `\\frac{1}{${m} ${dot(n)}}\\,(${bare(o)} - ${y})^2`,
    derivative: (o, y, m, n) => `\\frac{2\\,(${bare(o)} - ${y})}{${m} ${dot(n)}}`,
  },
  meanAbsoluteError: {
    value: (o, y, m, n) => `\\frac{1}{${m} ${dot(n)}}\\,|${bare(o)} - ${y}|`,
    derivative: (o, y, m, n) => `\\frac{\\operatorname{sign}(${bare(o)} - ${y})}{${m} ${dot(n)}}`,
  },
  huber: {
    value: (o, y, m, n) => `\\frac{1}{${m} ${dot(n)}}\\,\\operatorname{huber}_1(${bare(o)} - ${y})`,
    derivative: (o, y, m, n) => `\\frac{\\max(-1, \\min(1, ${bare(o)} - ${y}))}{${m} ${dot(n)}}`,
  },
  binaryCrossEntropy: {
    value: (o, y, m) => `-\\frac{1}{${m}}\\left[${y} \\ln ${o} + (1 - ${y}) \\ln(1 - ${o})\\right]`,
    derivative: (o, y, m) => `\\frac{${bare(o)} - ${y}}{${times(m, o)}\\,(1 - ${o})}`,
  },
  categoricalCrossEntropy: {
    value: (o, y, m) => `-\\frac{1}{${m}}\\,${y} \\ln ${o}`,
    derivative: (o, y, m) => `-\\frac{${bare(y)}}{${times(m, o)}}`,
  },
}

/** A factor after another one: letters stand together, numbers need a sign. */
const dot = (factor: string): string => (/^[a-z]$/.test(factor) ? factor : `\\cdot ${factor}`)

export const fusedLatex = (o: string, y: string, m: string): string => `\\frac{${bare(o)} - ${y}}{${m}}`
