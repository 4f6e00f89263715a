/** What the microscope is asked and answers: one update's tensors, windowed, and how a cell of them came about. */
import type { OptimizerSettings } from '../spec/experiment'
import type { Fault } from '../spec/fault'
import type { ActivationName, CostName } from '../spec/names'
import type { Matrix } from './tables'

/** Tensors of one update; `cost` is a column per sample, `batchCost` their sum; `…After` what the update makes. */
export const tensorKinds = [
  'inputs',
  'targets',
  'weights',
  'bias',
  'i',
  'o',
  'cost',
  'batchCost',
  'dO',
  'dI',
  'dW',
  'db',
  'weightsAfter',
  'biasAfter',
] as const
export type TensorKind = (typeof tensorKinds)[number]

export interface TensorId {
  kind: TensorKind
  /** From 1; 0 for inputs, targets and the costs, which belong to no layer. */
  layer: number
}

export interface CellId extends TensorId {
  /** From 0. */
  row: number
  /** From 0. */
  column: number
}

/** Cells of a tensor, both ends included, from 0. */
export interface Region {
  tensor: TensorId
  rows: [number, number]
  columns: [number, number]
}

export type TermLabel =
  | { kind: 'sample'; index: number }
  | { kind: 'unit'; layer: number; index: number }
  | { kind: 'bias' }
  /** The one value of an elementwise rule. */
  | { kind: 'value' }
  /** Parts of a parameter's update. */
  | { kind: 'before' }
  | { kind: 'gradient' }
  | { kind: 'penalty' }
  /** What the optimizer remembers of earlier gradients. */
  | { kind: 'memory' }
  | { kind: 'decay' }
  /** Smaller terms in one, when there are too many to send. */
  | { kind: 'others'; count: number }

export interface Term {
  label: TermLabel
  /** Factors of the product; one when nothing is multiplied; none for `others`. */
  factors: number[]
  value: number
}

/** How a cell is made; `given` is read from the data or carried over from the update before. */
export type Rule =
  | 'given'
  | 'preactivation'
  | 'activation'
  | 'sampleCost'
  | 'batchCost'
  | 'costGradient'
  | 'outputGradient'
  | 'preactivationGradient'
  | 'softmaxGradient'
  /** Cost and output activation derived together: ∂cost/∂i = (o − Y)/m. */
  | 'fusedGradient'
  | 'weightGradient'
  | 'biasGradient'
  | 'parameterUpdate'

/** What the update does to one parameter. */
export interface ParameterChange {
  before: number
  gradient: number
  learningRate: number
  after: number
  /** True when it is before − η · gradient, nothing else. */
  plain: boolean
  numbers: UpdateNumbers
}

/** Between a gradient and its parameter's step; what this update's optimizer, penalty and clipping do not have is missing. */
export interface UpdateNumbers {
  /** λ₁ sign W + λ₂ W. */
  penalty?: number
  /** ΔW with the penalty. */
  penalized?: number
  /** ‖g‖ over all parameters, penalty included. */
  norm?: number
  /** What clipping multiplies the gradient by. */
  clip?: number
  /** The gradient that the optimizer gets. */
  clipped?: number
  velocity?: number
  velocityAfter?: number
  mean?: number
  meanAfter?: number
  meanCorrected?: number
  meanSquare?: number
  meanSquareAfter?: number
  meanSquareCorrected?: number
}

/** How one cell came about: the one thing that panel, LaTeX, worksheet and NumPy are views of. */
export interface Derivation {
  cell: CellId
  rule: Rule
  value: number
  /** Values of an elementwise rule, by the letter that stands for them in its formula. */
  values: { i?: number; o?: number; y?: number; dO?: number; slope?: number }
  /** What the formula reads. */
  factors: Region[]
  terms: Term[]
  /** The terms added up: `value` but for rounding, unless a planted fault made it. */
  sum: number
  /** Of a gradient: what it is the gradient of. */
  owner: CellId | null
  /** Where the value goes next, in the order of the update. */
  next: Region[]
  /** Of a parameter and its gradient. */
  change: ParameterChange | null
}

/** First and number of the rows or units wanted. */
export interface Span {
  start: number
  count: number
}

export interface InspectRequest {
  /** A mistake planted into the backward pass; null shows the update itself. */
  fault: Fault | null
  samples: Span
  /** Of each layer, inputs first. */
  units: Span[]
  /** The cell to derive; null for none. */
  cell: CellId | null
}

/** The visible part of one tensor. */
export interface TensorWindow {
  id: TensorId
  /** Of the whole tensor. */
  rows: number
  columns: number
  rowStart: number
  columnStart: number
  shown: Matrix
  /** Largest finite magnitude of the whole tensor. */
  largest: number
  /** Decimals that write its values exactly, at most 6; of up to 4,096 of them, evenly spread. */
  decimals: number
}

export interface StepLayer {
  activation: ActivationName
  units: number
  bias: boolean
}

/** What formulas need to know of an update. */
export interface StepModel {
  /** The update these tensors belong to: one more than those done. */
  update: number
  samples: number
  inputs: number
  layers: StepLayer[]
  costName: CostName
  /** Cost and output activation are derived together. */
  fused: boolean
  optimizer: OptimizerSettings
  /** Updates of the optimizer, this one counted: t of the bias correction. */
  optimizerStep: number
  /** Of this update, after the schedule. */
  learningRate: number
  l1: number
  l2: number
  clipNorm: number | null
  /** The update is W − η ΔW and nothing else: plain sgd, no penalty, no clipping. */
  plain: boolean
}

/** −η‖g‖² against what the update really does to cost and penalty of its own batch. */
export interface UpdateEffect {
  costBefore: number
  costAfter: number
  /** Cost and penalty together, as the gradient below is of both. */
  objectiveBefore: number
  objectiveAfter: number
  /** ‖g‖ over all parameters, penalty included, before clipping. */
  gradientNorm: number
  /** Σ g · (θ′ − θ): for plain sgd −η‖g‖². */
  promised: number
  real: number
}

/** Units that something is the matter with. `units` from 0. */
export interface UnitNotice {
  /**
   * symmetry: same weights in and out, so that their gradients are the same for ever;
   * dead: f′ is 0 for every sample, nothing reaches the unit's weights;
   * saturated: f′ is below a hundredth of its largest possible for every sample;
   * cutOff: all weights out of the layer are 0, so that nothing reaches the layer.
   */
  kind: 'symmetry' | 'dead' | 'saturated' | 'cutOff'
  layer: number
  units: number[]
}

export interface StepPicture {
  runId: number
  model: StepModel
  /** Position in the data of each sample shown, from 0. */
  rowIndices: number[]
  /** Of the batch, without the penalty. */
  cost: number
  penalty: number
  fault: Fault | null
  /** Faults that would change a number here. */
  possibleFaults: Fault[]
  /** Middle of the largest magnitudes of the gradient tensors. */
  typicalGradient: number
  tensors: TensorWindow[]
  derivation: Derivation | null
  effect: UpdateEffect
  notices: UnitNotice[]
}

/** f′ of every unit for up to 256 samples of the batch, layer by layer: `[samples][units]`. */
export interface SaturationMap {
  samples: number
  layers: { activation: ActivationName; units: number; largest: number; slopes: Float32Array<ArrayBuffer> }[]
}

export const stepFormats = ['latex', 'numpy', 'csv'] as const
export type StepFormat = (typeof stepFormats)[number]

/** A cell, a matrix, or with null the whole update. */
export type StepScope = { cell: CellId } | { tensor: TensorId } | null

export interface StepExportRequest {
  fault: Fault | null
  scope: StepScope
  format: StepFormat
  notation: 'io' | 'za'
  /** Significant digits of LaTeX; NumPy and CSV give every digit. */
  digits: number
}
