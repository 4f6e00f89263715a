/**
 * The costs, each with its derivative beside it. A batch has m samples of n outputs, row-major;
 * m is the true size of the batch, a short last one included.
 */
import type { CostName } from '../spec/names'
import { softplus } from './activations'

export interface BatchOutputs {
  i: Float64Array
  o: Float64Array
  y: Float64Array
  m: number
  n: number
}

export interface Cost {
  /** The cost of the batch, its factor included. */
  value: (batch: BatchOutputs) => number
  /** ∂cost/∂o into `dO`. */
  derivativeInto: (dO: Float64Array, batch: BatchOutputs) => void
  /**
   * ∂cost/∂i into `dI` where the cost and the output's activation cancel against each other and the way over
   * ∂cost/∂o would divide by numbers near zero; null where it goes over ∂cost/∂o.
   */
  preactivationDerivativeInto: ((dI: Float64Array, batch: BatchOutputs) => void) | null
  /**
   * How ∂cost/∂o, or ∂cost/∂i where that is derived at once, changes when `o` changes by `tangent`. `[m][n]`
   */
  derivativeTangentInto: (change: Float64Array, tangent: Float64Array, batch: BatchOutputs) => void
  /** The difference o − y where the derivative jumps; null when there is none. */
  kink: number | null
}

/** Beyond this distance the Huber cost is linear. */
export const huberDelta = 1

const sumOver = ({ o, y, m, n }: BatchOutputs, term: (difference: number) => number): number => {
  let sum = 0
  for (let p = 0; p < m * n; p++) sum += term(o[p]! - y[p]!)
  return sum
}

const eachInto = (
  dO: Float64Array,
  { o, y, m, n }: BatchOutputs,
  slope: (difference: number) => number,
): void => {
  for (let p = 0; p < m * n; p++) dO[p] = slope(o[p]! - y[p]!)
}

const huber = (d: number): number =>
  Math.abs(d) <= huberDelta ? (d * d) / 2 : huberDelta * (Math.abs(d) - huberDelta / 2)

export const costs: Record<CostName, Cost> = {
  halfMeanSquaredError: {
    value: (batch) => sumOver(batch, (d) => d * d) / (2 * batch.m),
    derivativeInto: (dO, batch) => eachInto(dO, batch, (d) => d / batch.m),
    preactivationDerivativeInto: null,
    derivativeTangentInto: (change, tangent, batch) => scaleTangentInto(change, tangent, batch, 1 / batch.m),
    kink: null,
  },
  meanSquaredError: {
    value: (batch) => sumOver(batch, (d) => d * d) / (batch.m * batch.n),
    derivativeInto: (dO, batch) => eachInto(dO, batch, (d) => (2 * d) / (batch.m * batch.n)),
    preactivationDerivativeInto: null,
    derivativeTangentInto: (change, tangent, batch) =>
      scaleTangentInto(change, tangent, batch, 2 / (batch.m * batch.n)),
    kink: null,
  },
  meanAbsoluteError: {
    value: (batch) => sumOver(batch, Math.abs) / (batch.m * batch.n),
    derivativeInto: (dO, batch) => eachInto(dO, batch, (d) => Math.sign(d) / (batch.m * batch.n)),
    preactivationDerivativeInto: null,
    derivativeTangentInto: (change, _tangent, { m, n }) => void change.fill(0, 0, m * n),
    kink: 0,
  },
  huber: {
    value: (batch) => sumOver(batch, huber) / (batch.m * batch.n),
    derivativeInto: (dO, batch) =>
      eachInto(dO, batch, (d) => Math.max(-huberDelta, Math.min(huberDelta, d)) / (batch.m * batch.n)),
    preactivationDerivativeInto: null,
    derivativeTangentInto: huberTangentInto,
    kink: null,
  },
  binaryCrossEntropy: {
    value: binaryCrossEntropyValue,
    derivativeInto: binaryCrossEntropyDerivativeInto,
    preactivationDerivativeInto: (dI, batch) => eachInto(dI, batch, (d) => d / batch.m),
    derivativeTangentInto: (change, tangent, batch) => scaleTangentInto(change, tangent, batch, 1 / batch.m),
    kink: null,
  },
  categoricalCrossEntropy: {
    value: categoricalCrossEntropyValue,
    derivativeInto: (dO, { o, y, m, n }) => {
      for (let p = 0; p < m * n; p++) dO[p] = y[p] === 0 ? 0 : -y[p]! / (m * o[p]!)
    },
    preactivationDerivativeInto: categoricalCrossEntropyPreactivationInto,
    derivativeTangentInto: categoricalCrossEntropyTangentInto,
    kink: null,
  },
}

function scaleTangentInto(
  change: Float64Array,
  tangent: Float64Array,
  { m, n }: BatchOutputs,
  factor: number,
): void {
  for (let p = 0; p < m * n; p++) change[p] = factor * tangent[p]!
}

function huberTangentInto(change: Float64Array, tangent: Float64Array, { o, y, m, n }: BatchOutputs): void {
  for (let p = 0; p < m * n; p++)
    change[p] = Math.abs(o[p]! - y[p]!) <= huberDelta ? tangent[p]! / (m * n) : 0
}

/** −ln σ(i) = softplus(−i) and −ln(1 − σ(i)) = softplus(i): finite for every finite i. */
function binaryCrossEntropyValue({ i, y, m, n }: BatchOutputs): number {
  let sum = 0
  for (let p = 0; p < m * n; p++) sum += y[p]! * softplus(-i[p]!) + (1 - y[p]!) * softplus(i[p]!)
  return sum / m
}

function binaryCrossEntropyDerivativeInto(dO: Float64Array, { o, y, m, n }: BatchOutputs): void {
  for (let p = 0; p < m * n; p++) {
    const one = y[p] === 0 ? 0 : -y[p]! / o[p]!
    const zero = y[p] === 1 ? 0 : (1 - y[p]!) / (1 - o[p]!)
    dO[p] = (one + zero) / m
  }
}

/** −Σ y ln softmax(i) = Σ y (ln Σ eⁱ − i), the logarithm of the sum taken around the largest i. */
function categoricalCrossEntropyValue({ i, y, m, n }: BatchOutputs): number {
  let sum = 0
  for (let s = 0; s < m; s++) {
    let largest = -Infinity
    for (let j = 0; j < n; j++) largest = Math.max(largest, i[s * n + j]!)
    let exponentials = 0
    for (let j = 0; j < n; j++) exponentials += Math.exp(i[s * n + j]! - largest)
    const logSum = largest + Math.log(exponentials)
    for (let j = 0; j < n; j++) sum += y[s * n + j]! * (logSum - i[s * n + j]!)
  }
  return sum / m
}

/** (o Σy − y)/m; Σy is 1 for one-hot targets. */
function categoricalCrossEntropyPreactivationInto(dI: Float64Array, { o, y, m, n }: BatchOutputs): void {
  for (let s = 0; s < m; s++) {
    let total = 0
    for (let j = 0; j < n; j++) total += y[s * n + j]!
    for (let j = 0; j < n; j++) dI[s * n + j] = (o[s * n + j]! * total - y[s * n + j]!) / m
  }
}

/** Of (o Σy − y)/m. */
function categoricalCrossEntropyTangentInto(
  change: Float64Array,
  tangent: Float64Array,
  { y, m, n }: BatchOutputs,
): void {
  for (let s = 0; s < m; s++) {
    let total = 0
    for (let j = 0; j < n; j++) total += y[s * n + j]!
    for (let j = 0; j < n; j++) change[s * n + j] = (tangent[s * n + j]! * total) / m
  }
}
