/** model.h: one function in C99, in the run's precision but for its inputs and the scaler, with nothing but <math.h>. */
import type { ActivationName, Precision } from '../../spec/names'
import { encodeText, type Bytes } from '../bytes'
import type { Model, ModelLayer } from './model'
import { listActivations, listRows, quoteC, snakeNames, writeNumber } from './programText'

/** How C calls the numbers of a precision, and what its constants and functions end in. */
const types: Record<Precision, { name: string; suffix: string }> = {
  float32: { name: 'float', suffix: 'f' },
  float64: { name: 'double', suffix: '' },
}

export function writeCHeader(model: Model): Bytes {
  const { layers, precision, inputNames, outputNames, classes } = model
  const { name: type, suffix } = types[precision]
  const lines = [
    ...writeHeading(model),
    '',
    `static const char *const chainrule_name = ${quoteC(model.name)};`,
    ...writeNames('input_names', 'CHAINRULE_INPUTS', inputNames),
    ...writeNames('output_names', 'CHAINRULE_OUTPUTS', outputNames),
    ...(classes === null ? [] : writeNames('classes', String(classes.length), classes)),
    '',
    ...writeScaler(model),
    ...layers.flatMap((layer, l) => writeArrays(layer, l, type, suffix)),
    '',
    ...listActivations(layers).map((name) => writeFunction(name, type, suffix)),
    ...writeLayer(type),
    '',
    ...writePredict(model),
    '',
    '#endif',
    '',
  ]
  return encodeText(lines.join('\n'))
}

const writeHeading = ({ appVersion, update, layers }: Model): string[] => [
  `/* A network trained with Chainrule ${appVersion}, after update ${update}. C99; link with -lm.`,
  ' *   #include "FILE.h"',
  ' *   chainrule_predict(x, y);',
  ' * Weights lie [in, out], row by row: o = f(x W + b). */',
  '#ifndef CHAINRULE_MODEL_H',
  '#define CHAINRULE_MODEL_H',
  '',
  '#include <math.h>',
  '#include <stddef.h>',
  '',
  `#define CHAINRULE_INPUTS ${layers[0]!.inputs}`,
  `#define CHAINRULE_OUTPUTS ${layers.at(-1)!.units}`,
]

const writeNames = (name: string, length: string, names: readonly string[]): string[] => [
  `static const char *const chainrule_${name}[${length}] = {${names.map(quoteC).join(', ')}};`,
]

function writeArray(
  name: string,
  values: ArrayLike<number>,
  columns: number,
  type: string,
  suffix: string,
): string[] {
  const rows = listRows(
    Array.from(values),
    columns,
    (row) => `  ${row},`,
    (value) => writeNumber(value) + suffix,
  )
  return [`static const ${type} chainrule_${name}[${values.length}] = {`, ...rows, '};']
}

const writeArrays = (
  { units, weights, biases }: ModelLayer,
  l: number,
  type: string,
  suffix: string,
): string[] => [
  ...writeArray(`W${l + 1}`, weights, units, type, suffix),
  ...(biases === null ? [] : writeArray(`b${l + 1}`, biases, units, type, suffix)),
]

/** In float64 always: inputs in their own units can be large and close to each other. */
const writeScaler = ({ scaler }: Model): string[] =>
  scaler === null
    ? []
    : [
        ...writeArray('offset', scaler.offset, scaler.offset.length, 'double', ''),
        ...writeArray('divisor', scaler.divisor, scaler.divisor.length, 'double', ''),
      ]

const writeLayer = (type: string): string[] => [
  '/* i = x W + b; b is NULL for none. */',
  `static inline void chainrule_layer(const ${type} *x, int inputs, const ${type} *W, const ${type} *b, int units, ${type} *i)`,
  '{',
  '  for (int j = 0; j < units; j++) i[j] = b == NULL ? 0 : b[j];',
  '  for (int k = 0; k < inputs; k++)',
  '    for (int j = 0; j < units; j++) i[j] += x[k] * W[k * units + j];',
  '}',
]

function writePredict({ layers, scaler, precision }: Model): string[] {
  const { name: type } = types[precision]
  const width = Math.max(layers[0]!.inputs, ...layers.map(({ units }) => units))
  const scaled = scaler === null ? 'x[k]' : '((x[k] - chainrule_offset[k]) / chainrule_divisor[k])'
  const last = layers.length % 2 === 0 ? 'p' : 'q'
  return [
    "/* x: one sample in the data's own units, CHAINRULE_INPUTS numbers; y: CHAINRULE_OUTPUTS numbers. */",
    `static inline void chainrule_predict(const double *x, ${type} *y)`,
    '{',
    `  ${type} p[${width}], q[${width}];`,
    `  for (int k = 0; k < CHAINRULE_INPUTS; k++) p[k] = (${type})${scaled};`,
    ...layers.map((layer, l) => writeCall(layer, l)),
    `  for (int j = 0; j < CHAINRULE_OUTPUTS; j++) y[j] = ${last}[j];`,
    '}',
  ]
}

function writeCall({ inputs, units, biases, activation }: ModelLayer, l: number): string {
  const [from, to] = l % 2 === 0 ? ['p', 'q'] : ['q', 'p']
  const bias = biases === null ? 'NULL' : `chainrule_b${l + 1}`
  return (
    `  chainrule_layer(${from}, ${inputs}, chainrule_W${l + 1}, ${bias}, ${units}, ${to});` +
    ` chainrule_${snakeNames[activation]}(${to}, ${units});`
  )
}

function writeFunction(name: ActivationName, type: string, suffix: string): string {
  const body = bodies[name].replace(/\b(exp|expm1|log1p|tanh|erfc|fabs)\(/g, `$1${suffix}(`)
  const constants = body.replace(/\b\d+\.\d+\b/g, (number) => number + suffix)
  return `static inline void chainrule_${snakeNames[name]}(${type} *o, int n)\n{\n${constants.replaceAll('REAL', type)}\n}`
}

const forEach = (value: string): string => `  for (int j = 0; j < n; j++) o[j] = ${value};`

/** Of functions of `o` in place. */
const bodies: Record<ActivationName, string> = {
  linear: '  (void)o;\n  (void)n;',
  sigmoid: forEach('1.0 / (1.0 + exp(-o[j]))'),
  tanh: forEach('tanh(o[j])'),
  relu: forEach('o[j] > 0.0 ? o[j] : 0.0'),
  leakyRelu: forEach('o[j] > 0.0 ? o[j] : 0.01 * o[j]'),
  elu: forEach('o[j] > 0.0 ? o[j] : expm1(o[j])'),
  softplus: forEach('(o[j] > 0.0 ? o[j] : 0.0) + log1p(exp(-fabs(o[j])))'),
  gelu: forEach('0.5 * o[j] * erfc(-o[j] * 0.70710678118654752440)'),
  softmax: [
    '  REAL largest = o[0], sum = 0.0;',
    '  for (int j = 1; j < n; j++) if (o[j] > largest) largest = o[j];',
    '  for (int j = 0; j < n; j++) sum += o[j] = exp(o[j] - largest);',
    '  for (int j = 0; j < n; j++) o[j] /= sum;',
  ].join('\n'),
}
