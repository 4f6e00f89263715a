/**
 * Activations and costs with their derivatives as NumPy, in the stable forms of core, each with the formula that stands
 * beside it in a comment. Their arguments are names of two-dimensional arrays, samples in rows.
 */
import { huberDelta } from '../core/costs'
import { leakySlope } from '../core/activations'
import type { ActivationName, CostName } from '../spec/names'

/** Code, and the same as a person writes it. */
export interface NumpyLine {
  code: string
  formula: string
}

interface ActivationNumpy {
  output: (i: string) => NumpyLine
  /** ∂cost/∂i from ∂cost/∂o. */
  backward: (dO: string, i: string, o: string) => string
  /** The same as a formula. */
  backwardFormula: (dO: string, i: string, o: string) => string
}

const call = (name: string) => (i: string) => ({ code: `${name}(${i})`, formula: `${name}(${i})` })

export const activationNumpy: Record<ActivationName, ActivationNumpy> = {
  linear: {
    output: (i) => ({ code: i, formula: i }),
    backward: (dO) => dO,
    backwardFormula: (dO) => dO,
  },
  sigmoid: {
    output: call('sigmoid'),
    backward: (dO, _i, o) => `${dO} * ${o} * (1 - ${o})`,
    backwardFormula: (dO, _i, o) => `${dO} ⊙ ${o} ⊙ (1 − ${o})`,
  },
  tanh: {
    output: (i) => ({ code: `np.tanh(${i})`, formula: `tanh(${i})` }),
    backward: (dO, _i, o) => `${dO} * (1 - ${o} * ${o})`,
    backwardFormula: (dO, _i, o) => `${dO} ⊙ (1 − ${o}²)`,
  },
  relu: {
    output: (i) => ({ code: `np.maximum(${i}, 0)`, formula: `max(0, ${i})` }),
    backward: (dO, i) => `${dO} * (${i} > 0)`,
    backwardFormula: (dO, i) => `${dO} ⊙ [${i} > 0]`,
  },
  leakyRelu: {
    output: (i) => ({
      code: `np.where(${i} > 0, ${i}, ${leakySlope} * ${i})`,
      formula: `max(0, ${i}) + ${leakySlope} min(0, ${i})`,
    }),
    backward: (dO, i) => `${dO} * np.where(${i} > 0, 1, ${leakySlope})`,
    backwardFormula: (dO, i) => `${dO} ⊙ ([${i} > 0] + ${leakySlope} [${i} ≤ 0])`,
  },
  elu: {
    output: (i) => ({
      code: `np.where(${i} > 0, ${i}, np.expm1(${i}))`,
      formula: `max(0, ${i}) + min(0, exp(${i}) − 1)`,
    }),
    backward: (dO, _i, o) => `${dO} * np.where(${o} > 0, 1, ${o} + 1)`,
    backwardFormula: (dO, _i, o) => `${dO} ⊙ (1 + min(0, ${o}))`,
  },
  softplus: {
    output: (i) => ({ code: `softplus(${i})`, formula: `ln(1 + exp(${i}))` }),
    backward: (dO, i) => `${dO} * sigmoid(${i})`,
    backwardFormula: (dO, i) => `${dO} ⊙ sigmoid(${i})`,
  },
  gelu: {
    output: (i) => ({ code: `${i} * normal_distribution(${i})`, formula: `${i} ⊙ Φ(${i})` }),
    backward: (dO, i) => `${dO} * (normal_distribution(${i}) + ${i} * normal_density(${i}))`,
    backwardFormula: (dO, i) => `${dO} ⊙ (Φ(${i}) + ${i} ⊙ φ(${i}))`,
  },
  softmax: {
    output: call('softmax'),
    backward: (dO, _i, o) => `${o} * (${dO} - (${dO} * ${o}).sum(axis=1, keepdims=True))`,
    backwardFormula: (dO, _i, o) => `${o} ⊙ (${dO} − Σₖ ${dO} ⊙ ${o})`,
  },
}

interface CostNumpy {
  /** What is added up, `[m][n]`, and what the sum is divided by. */
  terms: (i: string, o: string) => string
  divisor: string
  /** One output's part of the cost. */
  formula: (o: string) => string
  derivative: (o: string) => NumpyLine
}

export const costNumpy: Record<CostName, CostNumpy> = {
  halfMeanSquaredError: {
    terms: (_i, o) => `((${o} - Y) ** 2)`,
    divisor: '(2 * m)',
    formula: (o) => `1/(2m) (${o} − Y)²`,
    derivative: (o) => ({ code: `(${o} - Y) / m`, formula: `(${o} − Y)/m` }),
  },
  meanSquaredError: {
    terms: (_i, o) => `((${o} - Y) ** 2)`,
    divisor: '(m * n)',
    formula: (o) => `1/(m n) (${o} − Y)²`,
    derivative: (o) => ({ code: `2 * (${o} - Y) / (m * n)`, formula: `2 (${o} − Y)/(m n)` }),
  },
  meanAbsoluteError: {
    terms: (_i, o) => `np.abs(${o} - Y)`,
    divisor: '(m * n)',
    formula: (o) => `1/(m n) |${o} − Y|`,
    derivative: (o) => ({ code: `np.sign(${o} - Y) / (m * n)`, formula: `sign(${o} − Y)/(m n)` }),
  },
  huber: {
    terms: (_i, o) => `huber(${o} - Y)`,
    divisor: '(m * n)',
    formula: (o) => `1/(m n) huber(${o} − Y)`,
    derivative: (o) => ({
      code: `np.clip(${o} - Y, -${huberDelta}, ${huberDelta}) / (m * n)`,
      formula: `max(−${huberDelta}, min(${huberDelta}, ${o} − Y))/(m n)`,
    }),
  },
  binaryCrossEntropy: {
    terms: (i) => `(Y * softplus(-${i}) + (1 - Y) * softplus(${i}))`,
    divisor: 'm',
    formula: (o) => `−1/m [Y ln ${o} + (1 − Y) ln(1 − ${o})]`,
    derivative: (o) => ({
      code: `(np.where(Y == 0, 0, -Y / ${o}) + np.where(Y == 1, 0, (1 - Y) / (1 - ${o}))) / m`,
      formula: `(${o} − Y)/(m ${o} (1 − ${o}))`,
    }),
  },
  categoricalCrossEntropy: {
    terms: (i) => `(Y * (log_sum_exp(${i}) - ${i}))`,
    divisor: 'm',
    formula: (o) => `−1/m Y ln ${o}`,
    derivative: (o) => ({ code: `np.where(Y == 0, 0, -Y / (m * ${o}))`, formula: `−Y/(m ${o})` }),
  },
}

/** ∂cost/∂i of an output whose cost and activation are derived together. */
export const fusedNumpy = (o: string, cost: CostName): NumpyLine =>
  cost === 'categoricalCrossEntropy'
    ? { code: `(${o} * Y.sum(axis=1, keepdims=True) - Y) / m`, formula: `(${o} − Y)/m` }
    : { code: `(${o} - Y) / m`, formula: `(${o} − Y)/m` }

const definitions: [name: string, text: string][] = [
  [
    'sigmoid',
    `def sigmoid(i):
    e = np.exp(-np.abs(i))
    return np.where(i >= 0, 1 / (1 + e), e / (1 + e))`,
  ],
  [
    'softplus',
    `def softplus(i):
    return np.maximum(i, 0) + np.log1p(np.exp(-np.abs(i)))`,
  ],
  [
    'softmax',
    `def softmax(i):
    e = np.exp(i - i.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)`,
  ],
  [
    'log_sum_exp',
    `def log_sum_exp(i):
    largest = i.max(axis=1, keepdims=True)
    return largest + np.log(np.exp(i - largest).sum(axis=1, keepdims=True))`,
  ],
  [
    'huber',
    `def huber(d):
    return np.where(np.abs(d) <= ${huberDelta}, d * d / 2, ${huberDelta} * (np.abs(d) - ${huberDelta / 2}))`,
  ],
  [
    'normal_distribution',
    `normal_distribution = np.vectorize(lambda x: 0.5 * math.erfc(-x / math.sqrt(2)), otypes=[float])`,
  ],
  [
    'normal_density',
    `def normal_density(x):
    return np.exp(-x * x / 2) / math.sqrt(2 * math.pi)`,
  ],
]

/** The definitions of the functions that the code calls. */
export const defineCalled = (code: string): string[] =>
  definitions.filter(([name]) => code.includes(`${name}(`)).map(([, text]) => text)
