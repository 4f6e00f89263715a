/** model.py: predicts with NumPy and nothing else, from a table or from arrays, and proves one update. */
import type { FilledColumn } from '../../protocol/tables'
import type { ActivationName } from '../../spec/names'
import { encodeText, type Bytes } from '../bytes'
import type { Model, ModelLayer } from './model'
import { numpyTable } from './numpyTable'
import { listActivations, listRows, quotePython, snakeNames, writeNumber } from './programText'

/**
 * @param proof a program that computes an update again and compares every tensor, to be run by `--prove`; null when
 * the update is too large for one
 */
export function writeNumpyProgram(model: Model, proof: string | null): Bytes {
  const { layers, scaler, classes } = model
  return encodeText(
    [
      ...writeHeading(model, proof !== null),
      'import csv',
      'import io',
      ...(layers.some(({ activation }) => activation === 'gelu') ? ['import math'] : []),
      'import re',
      'import sys',
      '',
      'import numpy as np',
      '',
      `NAME = ${quotePython(model.name)}`,
      `INPUTS = ${listNames(model.inputNames)}`,
      `OUTPUTS = ${listNames(model.outputNames)}`,
      '# In the order of the outputs, or of 0 and 1 of the one output; None for a regression.',
      `CLASSES = ${classes === null ? 'None' : listNames(classes)}`,
      '# What missing values of a column are filled in with: as in training, from the training rows.',
      `FILLED = {${model.filled.map(writeFilled).join(', ')}}`,
      '# Cells that say a value is missing, in whatever case.',
      `MISSING = ${listNames(model.missingMarks)}`,
      '',
      ...(scaler === null
        ? []
        : [...writeRow('offset', scaler.offset), ...writeRow('divisor', scaler.divisor)]),
      ...layers.flatMap(writeArrays),
      ...listActivations(layers).flatMap((name) => ['', '', ...functions[name]]),
      '',
      '',
      ...writePredict(model),
      numpyTable,
      ...(proof === null ? [] : writeProof(proof)),
      '',
      'if __name__ == "__main__":',
      ...(proof === null ? ['    main()'] : ['    prove() if sys.argv[1:] == ["--prove"] else main()']),
      '',
    ].join('\n'),
  )
}

const writeHeading = ({ appVersion, update }: Model, proves: boolean): string[] => [
  '#!/usr/bin/env python3',
  `"""A network trained with Chainrule ${appVersion}, after update ${update}. Needs NumPy and nothing else.`,
  '',
  '    python3 FILE data.csv      the outputs for each row of a table, as CSV on standard output',
  ...(proves
    ? ['    python3 FILE --prove       computes the next update again and compares every tensor of it']
    : []),
  '',
  'From Python: predict(x), x [m, inputs] in the units of the data. Weights lie [in, out]: o = f(x W + b).',
  'Any update as a program that checks it: chainrule trace SESSION --update N --as numpy',
  '"""',
]

const listNames = (names: readonly string[]): string => `[${names.map(quotePython).join(', ')}]`

const writeFilled = ({ column, value }: FilledColumn): string =>
  `${quotePython(column)}: ${typeof value === 'number' ? writeNumber(value) : quotePython(value)}`

const writeRow = (name: string, values: ArrayLike<number>): string[] => [
  `${name} = np.array([`,
  ...listRows(Array.from(values), values.length, (row) => `    ${row},`),
  '])',
]

const writeArrays = ({ units, weights, biases }: ModelLayer, l: number): string[] => [
  `W${l + 1} = np.array([`,
  ...listRows(weights, units, (row) => `    [${row}],`),
  '])',
  ...(biases === null ? [] : writeRow(`b${l + 1}`, biases)),
]

const writePredict = ({ layers, scaler }: Model): string[] => [
  'def predict(x):',
  '    """Outputs [m, outputs] of x [m, inputs], in the units of the data."""',
  '    o = np.asarray(x, dtype=float)',
  '    if o.ndim != 2 or o.shape[1] != len(INPUTS):',
  '        raise ValueError(f"expected rows of {len(INPUTS)} inputs, found an array of shape {o.shape}")',
  ...(scaler === null ? [] : ['    o = (o - offset) / divisor']),
  ...layers.map(
    ({ biases, activation }, l) =>
      `    o = ${snakeNames[activation]}(o @ W${l + 1}${biases === null ? '' : ` + b${l + 1}`})`,
  ),
  '    return o',
]

/** Inside a function, so that its names do not meet those of the model. */
const writeProof = (proof: string): string[] => [
  'def prove():',
  ...proof
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`)),
  '',
]

const define = (name: string, ...body: string[]): string[] => [
  `def ${name}(i):`,
  ...body.map((line) => `    ${line}`),
]

const functions: Record<ActivationName, string[]> = {
  linear: define('linear', 'return i'),
  sigmoid: define('sigmoid', 'e = np.exp(-np.abs(i))', 'return np.where(i >= 0, 1 / (1 + e), e / (1 + e))'),
  tanh: define('tanh', 'return np.tanh(i)'),
  relu: define('relu', 'return np.maximum(i, 0)'),
  leakyRelu: define('leaky_relu', 'return np.where(i > 0, i, 0.01 * i)'),
  elu: define('elu', 'return np.where(i > 0, i, np.expm1(np.minimum(i, 0)))'),
  softplus: define('softplus', 'return np.maximum(i, 0) + np.log1p(np.exp(-np.abs(i)))'),
  gelu: [
    'erfc = np.vectorize(math.erfc, otypes=[float])',
    '',
    '',
    ...define('gelu', 'return 0.5 * i * erfc(-i / math.sqrt(2))'),
  ],
  softmax: define(
    'softmax',
    'e = np.exp(i - i.max(axis=1, keepdims=True))',
    'return e / e.sum(axis=1, keepdims=True)',
  ),
}
