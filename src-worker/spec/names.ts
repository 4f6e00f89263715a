/** The closed sets of names an experiment can use. Tables elsewhere are keyed by them, so what is missing does not compile. */

export const activationNames = [
  'linear',
  'sigmoid',
  'tanh',
  'relu',
  'leakyRelu',
  'elu',
  'softplus',
  'gelu',
  'softmax',
] as const
export type ActivationName = (typeof activationNames)[number]

export const costNames = [
  'halfMeanSquaredError',
  'meanSquaredError',
  'meanAbsoluteError',
  'huber',
  'binaryCrossEntropy',
  'categoricalCrossEntropy',
] as const
export type CostName = (typeof costNames)[number]

export const optimizerNames = ['sgd', 'rmsprop', 'adam', 'adamw'] as const
export type OptimizerName = (typeof optimizerNames)[number]

export const scheduleKinds = ['constant', 'step', 'exponential', 'cosine', 'warmUp'] as const
export type ScheduleKind = (typeof scheduleKinds)[number]

export const initializationKinds = [
  'xavierUniform',
  'xavierNormal',
  'heUniform',
  'heNormal',
  'lecunNormal',
  'uniform',
  'normal',
  'constant',
  'explicit',
] as const
export type InitializationKind = (typeof initializationKinds)[number]

export const generatorNames = [
  'xor',
  'and',
  'or',
  'parity',
  'gaussians',
  'circle',
  'moons',
  'spirals',
  'checkerboard',
  'line',
  'sine',
  'encoder',
] as const
export type GeneratorName = (typeof generatorNames)[number]

export const bundledNames = ['iris', 'wine', 'penguins', 'digits'] as const
export type BundledName = (typeof bundledNames)[number]

export const precisions = ['float32', 'float64'] as const
export type Precision = (typeof precisions)[number]

export const scalingKinds = ['none', 'standardize', 'minmax'] as const
export type ScalingKind = (typeof scalingKinds)[number]

export const missingRules = ['refuse', 'drop'] as const
export type MissingRule = (typeof missingRules)[number]

/** What is done about missing values of one column; what is filled in is found from the training rows alone. */
export const fillRules = ['refuse', 'drop', 'mean', 'median', 'mostFrequent'] as const
export type FillRule = (typeof fillRules)[number]

/** Of a text file, by the names that decoders know. */
export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'gb18030'] as const
export type TextEncoding = (typeof textEncodings)[number]

/** Words by which a column says the part of each row, in whatever case. */
export const partWords = {
  training: ['training', 'train', '训练', '训练集'],
  validation: ['validation', 'valid', 'val', 'dev', 'development', '验证', '验证集'],
  test: ['test', 'testing', 'holdout', 'hold-out', 'hold_out', '测试', '测试集'],
} as const

/**
 * Cells that say a value is missing, in whatever case. A lone point is the mark of SAS and Stata; the penguins' file has
 * one. An infinity is no missing value.
 */
export const missingMarks = [
  ...['', '?', '.', '-', '--', '–', '—'],
  ...['na', 'n/a', 'n.a.', 'n.a', '#n/a', '#na', '<na>'],
  ...['nan', '-nan', 'null', 'none', 'nil'],
] as const

export const taskNames = ['classification', 'regression'] as const
export type TaskName = (typeof taskNames)[number]

export const columnTypes = ['number', 'category'] as const
export type ColumnType = (typeof columnTypes)[number]
