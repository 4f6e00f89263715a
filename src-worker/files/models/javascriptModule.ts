/** model.mjs: one function, no dependency, for Node and for browsers. */
import type { ActivationName } from '../../spec/names'
import { encodeText, type Bytes } from '../bytes'
import type { Model, ModelLayer } from './model'
import { listActivations, listRows, quoteJavaScript } from './programText'

export function writeJavaScript(model: Model): Bytes {
  const { layers, scaler } = model
  return encodeText(
    [
      `// A network trained with Chainrule ${model.appVersion}, after update ${model.update}. No dependency.`,
      "//   import { predict } from './FILE.mjs'",
      '// Weights lie [in, out]: o = f(x W + b).',
      `export const name = ${quoteJavaScript(model.name)}`,
      `export const inputNames = ${listNames(model.inputNames)}`,
      `export const outputNames = ${listNames(model.outputNames)}`,
      `/** In the order of the outputs, or of 0 and 1 of the one output; null for a regression. */`,
      `export const classes = ${model.classes === null ? 'null' : listNames(model.classes)}`,
      '',
      ...(scaler === null
        ? []
        : [...writeRow('offset', scaler.offset), ...writeRow('divisor', scaler.divisor)]),
      ...layers.flatMap(writeArrays),
      '',
      ...listActivations(layers).map((name) => functions[name]),
      '/** x W + b; W has a row an input, b is null for none. */',
      'const layer = (x, W, b) => {',
      '  const i = b === null ? W[0].map(() => 0) : b.slice()',
      '  x.forEach((value, k) => W[k].forEach((weight, j) => (i[j] += value * weight)))',
      '  return i',
      '}',
      '',
      ...writePredict(model),
      '',
    ].join('\n'),
  )
}

const listNames = (names: readonly string[]): string => `[${names.map(quoteJavaScript).join(', ')}]`

const writeRow = (name: string, values: ArrayLike<number>): string[] => [
  `const ${name} = [`,
  ...listRows(Array.from(values), values.length, (row) => `  ${row},`),
  ']',
]

const writeArrays = ({ units, weights, biases }: ModelLayer, l: number): string[] => [
  `const W${l + 1} = [`,
  ...listRows(weights, units, (row) => `  [${row}],`),
  ']',
  ...(biases === null ? [] : writeRow(`b${l + 1}`, biases)),
]

const writePredict = ({ layers, scaler }: Model): string[] => [
  '/**',
  ' * @param {ArrayLike<number>} x one sample in the units of the data, a number an input',
  ' * @returns {number[]} a number an output',
  ' */',
  'export function predict(x) {',
  `  if (x.length !== ${layers[0]!.inputs}) throw new RangeError(\`expected ${layers[0]!.inputs} inputs, found \${x.length}\`)`,
  scaler === null
    ? '  let o = Array.from(x)'
    : '  let o = Array.from(x, (value, k) => (value - offset[k]) / divisor[k])',
  ...layers.map(
    ({ biases, activation }, l) =>
      `  o = ${activation}(layer(o, W${l + 1}, ${biases === null ? 'null' : `b${l + 1}`}))`,
  ),
  '  return o',
  '}',
]

const functions: Record<ActivationName, string> = {
  linear: 'const linear = (i) => i',
  sigmoid: 'const sigmoid = (i) => i.map((v) => 1 / (1 + Math.exp(-v)))',
  tanh: 'const tanh = (i) => i.map(Math.tanh)',
  relu: 'const relu = (i) => i.map((v) => Math.max(v, 0))',
  leakyRelu: 'const leakyRelu = (i) => i.map((v) => (v > 0 ? v : 0.01 * v))',
  elu: 'const elu = (i) => i.map((v) => (v > 0 ? v : Math.expm1(v)))',
  softplus: 'const softplus = (i) => i.map((v) => Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))))',
  gelu: `// 1 - erf(x): by a series whose terms have one sign up to 3, by a continued fraction beyond. NIST DLMF 7.6.2, 7.9.1.
const erfc = (x) => {
  if (x < 0) return 2 - erfc(-x)
  if (x >= 3) {
    let tail = x
    for (let n = 60; n > 0; n--) tail = x + n / 2 / tail
    return Math.exp(-x * x) / (Math.sqrt(Math.PI) * tail)
  }
  let [term, sum] = [x, x]
  for (let n = 1; n < 80; n++) sum += term *= (x * x) / (n + 0.5)
  return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}
const gelu = (i) => i.map((v) => 0.5 * v * erfc(-v * Math.SQRT1_2))`,
  softmax: `const softmax = (i) => {
  const largest = i.reduce((a, b) => Math.max(a, b))
  const powers = i.map((v) => Math.exp(v - largest))
  const sum = powers.reduce((a, b) => a + b)
  return powers.map((v) => v / sum)
}`,
}
