/**
 * A run as it lies in memory, where all threads see it. The adapter (engine/planFields.ts) lays the arrays out and
 * fills these fields in; a test compares the two lists. Addresses are bytes; an arena holds the parameters of all
 * layers, each block beginning at a multiple of four numbers, so that every number is part of one vector.
 */

/** Where the plan begins; below it is what the compiler keeps. */
export const planAt: usize = 65536

/** Samples of one pass; a larger batch is taken in chunks whose gradients add up. */
export const chunk: i32 = 128

/** Numbers between two partial sums, so that a sum's order depends on neither slices nor threads. */
export const block: i32 = 4096

@unmanaged
export class Plan {
  update: f64
  samples: f64
  /** Updates since the optimizer was replaced. */
  step: f64
  learningRate: f64
  momentum: f64
  beta1: f64
  beta2: f64
  epsilon: f64
  weightDecay: f64
  l1: f64
  l2: f64
  /** Infinity when nothing is clipped. */
  clipNorm: f64
  scheduleFactor: f64
  scheduleEpochs: f64
  scheduleMinimum: f64
  scheduleUpdates: f64
  recordEpoch: f64
  cost: f64
  penalty: f64
  rate: f64
  norm: f64
  seconds: f64
  historyStride: f64
  historyFilled: f64
  evaluatedCost: f64
  layers: i32
  inputs: i32
  outputs: i32
  trainingRows: i32
  x: usize
  y: usize
  training: usize
  permutation: usize
  /** Numbers of an arena. */
  parameters: i32
  weights: usize
  nextWeights: usize
  gradients: usize
  mean: usize
  nextMean: usize
  square: usize
  nextSquare: usize
  inputPanels: usize
  inputStride: usize
  targetPanels: usize
  targetStride: usize
  inputRows: usize
  inputRowStride: usize
  /** Float64 sums of one panel or block each. */
  costSums: usize
  gradientSums: usize
  penaltySums: usize
  finiteSums: usize
  batchSize: i32
  shuffle: i32
  costCode: i32
  optimizer: i32
  nesterov: i32
  schedule: i32
  cursor: i32
  epoch: i32
  batch: i32
  random0: u32
  random1: u32
  random2: u32
  random3: u32
  historyRows: i32
  history: usize
  /** Whether the panels hold the whole of the training rows in order, so that nothing has to be gathered. */
  gathered: i32
  /** Whether updates take the way of small networks, or of tiny ones. */
  small: i32
  tiny: i32
  faultTensor: i32
  faultLayer: i32
  /** The rows of the chunk in hand: their indices, how many, and the size of the batch they belong to. */
  chunkRows: usize
  chunkSize: i32
  batchRows: i32
  chunkIndex: i32
  evaluatedRight: i32
  classification: i32
  threads: i32
  phase: i32
  clipFactor: f32
  rate32: f32
  stepMean: f32
  stepSquare: f32
  /** Words that threads wait on, each on a line of its own. */
  signals: usize
}

@unmanaged
export class Layer {
  norm: f64
  inputs: i32
  units: i32
  activation: i32
  bias: i32
  /** Numbers from one row of W to the next: a multiple of four, what is beyond the units stays 0. */
  columns: i32
  /** Where W and b begin in an arena, in numbers. */
  weightsAt: i32
  biasesAt: i32
  /** Panels of eight samples: inputs, preactivations, outputs, and ∂cost/∂o which becomes ∂cost/∂i. */
  x: usize
  i: usize
  o: usize
  d: usize
  /** ∂cost/∂i once more, one row a sample. */
  dRows: usize
  /** The inputs once more, one row a sample. */
  xRows: usize
  /** Bytes from one panel, or one row, to the next. */
  xStride: usize
  stride: usize
  rowStride: usize
  xRowStride: usize
  /** The first block of this layer's partial sums. */
  firstBlock: i32
}

const planBytes: usize = (offsetof<Plan>() + 7) & ~7

export function getPlan(): Plan {
  return changetype<Plan>(planAt)
}

export function getLayer(l: i32): Layer {
  return changetype<Layer>(planAt + planBytes + <usize>l * offsetof<Layer>())
}

/** Sizes for the adapter's test of its own lists. */
export function getPlanSize(): i32 {
  return <i32>planBytes
}

export function getLayerSize(): i32 {
  return <i32>offsetof<Layer>()
}
