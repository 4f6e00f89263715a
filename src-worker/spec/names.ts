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

export const taskNames = ['classification', 'regression'] as const
export type TaskName = (typeof taskNames)[number]

export const columnTypes = ['number', 'category'] as const
export type ColumnType = (typeof columnTypes)[number]
