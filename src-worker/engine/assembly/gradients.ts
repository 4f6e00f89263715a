/** What happens to the gradients between the backward pass and the optimizer, block by block: penalties and norms. */
import { sumLanes } from './costs'
import { applyOptimizer } from './optimizers'
import { block, getLayer, getPlan, Layer } from './plan'

/** Blocks of a layer, whose W and b lie one after the other. */
export function countBlocks(layer: Layer): i32 {
  return (countNumbers(layer) + block - 1) / block
}

function countNumbers(layer: Layer): i32 {
  return layer.biasesAt - layer.weightsAt + (layer.bias ? (layer.units + 3) & ~3 : 0)
}

/** Blocks of the whole network. */
export function countAllBlocks(): i32 {
  const last = getLayer(getPlan().layers - 1)
  return last.firstBlock + countBlocks(last)
}

/**
 * The blocks from `from` to `to`: with `measures` adds the penalty to the gradients and takes the partial sums,
 * with `applies` lets the optimizer at them.
 */
export function finishBlocks(from: i32, to: i32, measures: bool, applies: bool): void {
  const plan = getPlan()
  for (let l = 0; l < plan.layers; l++) {
    const layer = getLayer(l)
    const last = min(to, layer.firstBlock + countBlocks(layer))
    const numbers = countNumbers(layer)
    const biases = (<usize>layer.biasesAt) << 2
    for (let b = max(from, layer.firstBlock); b < last; b++) {
      const first = (b - layer.firstBlock) * block
      const begin = (<usize>(layer.weightsAt + first)) << 2
      const end = (<usize>(layer.weightsAt + min(first + block, numbers))) << 2
      if (measures) measureBlock(b, begin, end, biases)
      if (applies) store<f64>(plan.finiteSums + ((<usize>b) << 3), applyOptimizer(begin, end))
    }
  }
}

/** Penalty and norms of a network of which no layer is larger than a block: what partial sums would give. */
export function measureSmall(): void {
  const plan = getPlan()
  const penalises = plan.l1 != 0 || plan.l2 != 0
  const gradients = plan.gradients
  let all: f64 = 0
  let penalty: f64 = 0
  for (let l = 0; l < plan.layers; l++) {
    const layer = getLayer(l)
    const begin = (<usize>layer.weightsAt) << 2
    if (penalises) penalty += addPenalty(begin, (<usize>layer.biasesAt) << 2)
    const square = sumSquares(gradients + begin, gradients + begin + ((<usize>countNumbers(layer)) << 2))
    layer.norm = Math.sqrt(square)
    all += square
  }
  plan.norm = Math.sqrt(all)
  plan.penalty = penalty
}

function measureBlock(b: i32, begin: usize, end: usize, biases: usize): void {
  const plan = getPlan()
  if (plan.l1 != 0 || plan.l2 != 0) {
    store<f64>(plan.penaltySums + ((<usize>b) << 3), addPenalty(begin, min(end, biases)))
  }
  store<f64>(plan.gradientSums + ((<usize>b) << 3), sumSquares(plan.gradients + begin, plan.gradients + end))
}

/** l1 Σ|W| + l2/2 ΣW²; adds l1 sign(W) + l2 W to the gradients. */
function addPenalty(begin: usize, end: usize): f64 {
  const plan = getPlan()
  const l1 = f32x4.splat(<f32>plan.l1)
  const l2 = f32x4.splat(<f32>plan.l2)
  const zero = f32x4.splat(0)
  let absolute: f64 = 0
  let square: f64 = 0
  for (let p = begin; p < end; p += 16) {
    const w = v128.load(plan.weights + p)
    const g = v128.load(plan.gradients + p)
    const sign = v128.or(v128.and(w, f32x4.splat(-0)), v128.and(f32x4.ne(w, zero), f32x4.splat(1)))
    v128.store(plan.gradients + p, f32x4.add(g, f32x4.add(f32x4.mul(l1, sign), f32x4.mul(l2, w))))
    absolute += sumLanes(f32x4.abs(w))
    square += sumLanesSquared(w)
  }
  return plan.l1 * absolute + (plan.l2 / 2) * square
}

/** Σ v² in float32 while that neither over- nor underflows, in float64 otherwise. */
function sumSquares(begin: usize, end: usize): f64 {
  let a = f32x4.splat(0)
  let b = a
  let p = begin
  for (; p + 16 < end; p += 32) {
    const v0 = v128.load(p)
    const v1 = v128.load(p, 16)
    a = f32x4.add(a, f32x4.mul(v0, v0))
    b = f32x4.add(b, f32x4.mul(v1, v1))
  }
  if (p < end) {
    const v0 = v128.load(p)
    a = f32x4.add(a, f32x4.mul(v0, v0))
  }
  const sum = sumLanes(f32x4.add(a, b))
  if (sum > 1e-25 && sum < Infinity) return sum
  let exact: f64 = 0
  for (p = begin; p < end; p += 16) exact += sumLanesSquared(v128.load(p))
  return exact
}

function sumLanesSquared(v: v128): f64 {
  const low = f64x2.promote_low_f32x4(v)
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3))
  const squares = f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high))
  return f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1)
}

/** The norms from the partial sums: of each layer, of all, and the penalty. */
export function joinSums(): void {
  const plan = getPlan()
  const penalises = plan.l1 != 0 || plan.l2 != 0
  let all: f64 = 0
  let penalty: f64 = 0
  for (let l = 0; l < plan.layers; l++) {
    const layer = getLayer(l)
    const last = layer.firstBlock + countBlocks(layer)
    let square: f64 = 0
    for (let b = layer.firstBlock; b < last; b++) {
      square += load<f64>(plan.gradientSums + ((<usize>b) << 3))
      if (penalises) penalty += load<f64>(plan.penaltySums + ((<usize>b) << 3))
    }
    layer.norm = Math.sqrt(square)
    all += square
  }
  plan.norm = Math.sqrt(all)
  plan.penalty = penalty
}

/** Whether every number the optimizer made is finite. */
export function isNextFinite(): bool {
  const plan = getPlan()
  const blocks = countAllBlocks()
  let sum: f64 = 0
  for (let b = 0; b < blocks; b++) sum += load<f64>(plan.finiteSums + ((<usize>b) << 3))
  return sum == 0
}
