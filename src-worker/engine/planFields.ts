/** The fields of the plan and of a layer, in the order of assembly/plan.ts (a test compares); float64 come first. */

export const planFloats = [
  'update',
  'samples',
  'step',
  'learningRate',
  'momentum',
  'beta1',
  'beta2',
  'epsilon',
  'weightDecay',
  'l1',
  'l2',
  'clipNorm',
  'scheduleFactor',
  'scheduleEpochs',
  'scheduleMinimum',
  'scheduleUpdates',
  'recordEpoch',
  'cost',
  'penalty',
  'rate',
  'norm',
  'seconds',
  'historyStride',
  'historyFilled',
  'evaluatedCost',
] as const

export const planWords = [
  'layers',
  'inputs',
  'outputs',
  'trainingRows',
  'x',
  'y',
  'training',
  'permutation',
  'parameters',
  'weights',
  'nextWeights',
  'gradients',
  'mean',
  'nextMean',
  'square',
  'nextSquare',
  'inputPanels',
  'inputStride',
  'targetPanels',
  'targetStride',
  'inputRows',
  'inputRowStride',
  'costSums',
  'gradientSums',
  'penaltySums',
  'finiteSums',
  'batchSize',
  'shuffle',
  'costCode',
  'optimizer',
  'nesterov',
  'schedule',
  'cursor',
  'epoch',
  'batch',
  'random0',
  'random1',
  'random2',
  'random3',
  'historyRows',
  'history',
  'gathered',
  'small',
  'tiny',
  'faultTensor',
  'faultLayer',
  'chunkRows',
  'chunkSize',
  'batchRows',
  'chunkIndex',
  'evaluatedRight',
  'classification',
  'threads',
  'phase',
  'clipFactor',
  'rate32',
  'stepMean',
  'stepSquare',
  'signals',
] as const

export const layerFloats = ['norm'] as const

export const layerWords = [
  'inputs',
  'units',
  'activation',
  'bias',
  'columns',
  'weightsAt',
  'biasesAt',
  'x',
  'i',
  'o',
  'd',
  'dRows',
  'xRows',
  'xStride',
  'stride',
  'rowStride',
  'xRowStride',
  'firstBlock',
] as const

export type PlanFloat = (typeof planFloats)[number]
export type PlanWord = (typeof planWords)[number]
export type LayerWord = (typeof layerWords)[number]

/** Where the plan begins in memory, bytes; what the compiler keeps lies below. */
export const planAt = 65536
/** Samples of one pass; a larger batch is taken in chunks. */
export const chunk = 128
/** Numbers of one partial sum. */
export const block = 4096

const roundTo8 = (bytes: number): number => Math.ceil(bytes / 8) * 8

export const planBytes = roundTo8(8 * planFloats.length + 4 * planWords.length)
export const layerBytes = roundTo8(8 * layerFloats.length + 4 * layerWords.length)
