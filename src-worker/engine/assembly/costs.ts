/**
 * The costs, each with its derivative beside it, over the panels of the output layer. Terms are summed in float64,
 * panel by panel; m is the true size of the batch. The formulas are those of core/costs.
 */
import { countVectors, findLargest } from './activations'
import { Cost } from './codes'
import { Constant, get } from './constants'
import * as functions from './functions'
import { getLayer, getPlan, Layer } from './plan'

const zero = f32x4.splat(0)

@unmanaged
class HalfSquare {
  /** 1/(2m) Σ d². */
  term(o: v128, _i: v128, y: v128): v128 {
    const d = f32x4.sub(o, y)
    return f32x4.mul(f32x4.mul(d, d), get(Constant.half))
  }
  slope(o: v128, y: v128): v128 {
    return f32x4.sub(o, y)
  }
}

@unmanaged
class Square {
  term(o: v128, _i: v128, y: v128): v128 {
    const d = f32x4.sub(o, y)
    return f32x4.mul(d, d)
  }
  slope(o: v128, y: v128): v128 {
    const d = f32x4.sub(o, y)
    return f32x4.add(d, d)
  }
}

@unmanaged
class Absolute {
  term(o: v128, _i: v128, y: v128): v128 {
    return f32x4.abs(f32x4.sub(o, y))
  }
  slope(o: v128, y: v128): v128 {
    const d = f32x4.sub(o, y)
    return v128.or(v128.and(d, get(Constant.sign)), v128.and(f32x4.ne(d, zero), get(Constant.one)))
  }
}

@unmanaged
class Huber {
  term(o: v128, _i: v128, y: v128): v128 {
    const d = f32x4.abs(f32x4.sub(o, y))
    const near = f32x4.mul(f32x4.mul(d, d), get(Constant.half))
    return v128.bitselect(near, f32x4.sub(d, get(Constant.half)), f32x4.le(d, get(Constant.one)))
  }
  slope(o: v128, y: v128): v128 {
    return f32x4.pmin(f32x4.pmax(f32x4.sub(o, y), get(Constant.minusOne)), get(Constant.one))
  }
}

@unmanaged
class BinaryCrossEntropy {
  /** y softplus(−i) + (1 − y) softplus(i). */
  term(_o: v128, i: v128, y: v128): v128 {
    const positive = f32x4.mul(y, functions.softplus(f32x4.neg(i)))
    return f32x4.add(positive, f32x4.mul(f32x4.sub(get(Constant.one), y), functions.softplus(i)))
  }
  /** Of cost over i: the division by o (1 − o) cancels against sigmoid's derivative. */
  slope(o: v128, y: v128): v128 {
    return f32x4.sub(o, y)
  }
}

/** Whether `slope` is ∂cost/∂i already. */
export function isOverPreactivation(): bool {
  const code = getPlan().costCode
  return code == Cost.binaryCrossEntropy || code == Cost.categoricalCrossEntropy
}

/** The factor before the sum. */
export function getCostDivisor(): f64 {
  const plan = getPlan()
  const code = plan.costCode
  const overOutputs = code == Cost.meanSquaredError || code == Cost.meanAbsoluteError || code == Cost.huber
  return <f64>plan.batchRows * (overOutputs ? <f64>plan.outputs : 1)
}

/** Terms of the panels from `from` to `to` into `costSums`; with `backward` the slopes into d as well. */
export function applyCost(from: i32, to: i32, backward: bool): void {
  switch (getPlan().costCode) {
    case Cost.halfMeanSquaredError:
      return applyWith<HalfSquare>(from, to, backward)
    case Cost.meanSquaredError:
      return applyWith<Square>(from, to, backward)
    case Cost.meanAbsoluteError:
      return applyWith<Absolute>(from, to, backward)
    case Cost.huber:
      return applyWith<Huber>(from, to, backward)
    case Cost.binaryCrossEntropy:
      return applyWith<BinaryCrossEntropy>(from, to, backward)
    default:
      return applyCategorical(from, to, backward)
  }
}

/** All ones in the lanes of samples that the chunk has. */
export function maskSamples(panel: i32, vector: i32): v128 {
  const first = (panel << 3) + (vector << 2)
  const lanes = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3))
  return i32x4.lt_s(lanes, i32x4.splat(getPlan().chunkSize))
}

/** Four float32 added up in float64. */
export function sumLanes(a: v128): f64 {
  const low = f64x2.promote_low_f32x4(a)
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(a, a, 2, 3, 2, 3))
  const sum = f64x2.add(low, high)
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)
}

function applyWith<C>(from: i32, to: i32, backward: bool): void {
  const cost = changetype<C>(0)
  const plan = getPlan()
  const layer = getLayer(plan.layers - 1)
  const scale = f32x4.splat(<f32>(1 / getCostDivisor()))
  const units = layer.units
  for (let p = from; p < to; p++) {
    const vectors = countVectors(p)
    let sum: f64 = 0
    for (let v = 0; v < vectors; v++) {
      const at = <usize>p * layer.stride + ((<usize>v) << 4)
      let y = plan.targetPanels + <usize>p * plan.targetStride + ((<usize>v) << 4)
      const mask = maskSamples(p, v)
      for (let j = 0; j < units; j++) {
        const step = at + ((<usize>j) << 5)
        const o = v128.load(layer.o + step)
        const target = v128.load(y)
        sum += sumLanes(v128.and(mask, cost.term(o, v128.load(layer.i + step), target)))
        if (backward) v128.store(layer.d + step, f32x4.mul(cost.slope(o, target), scale))
        y += 32
      }
    }
    store<f64>(plan.costSums + ((<usize>p) << 3), sum)
  }
}

/** Σ y (ln Σ eⁱ − i), the logarithm taken around the largest i; ∂cost/∂i = (o Σy − y)/m. */
function applyCategorical(from: i32, to: i32, backward: bool): void {
  const plan = getPlan()
  const layer = getLayer(plan.layers - 1)
  const scale = f32x4.splat(<f32>(1 / getCostDivisor()))
  for (let p = from; p < to; p++) {
    const vectors = countVectors(p)
    let sum: f64 = 0
    for (let v = 0; v < vectors; v++) {
      const at = <usize>p * layer.stride + ((<usize>v) << 4)
      const y = plan.targetPanels + <usize>p * plan.targetStride + ((<usize>v) << 4)
      sum += sumLanes(v128.and(maskSamples(p, v), sumCategorical(layer, at, y, scale, backward)))
    }
    store<f64>(plan.costSums + ((<usize>p) << 3), sum)
  }
}

function sumCategorical(layer: Layer, at: usize, y: usize, scale: v128, backward: bool): v128 {
  const size = (<usize>layer.units) << 5
  const largest = findLargest(layer.i + at, layer.units)
  let exponentials = zero
  let total = zero
  for (let step: usize = 0; step < size; step += 32) {
    const e = functions.exp(f32x4.sub(v128.load(layer.i + at + step), largest))
    exponentials = f32x4.add(exponentials, e)
    total = f32x4.add(total, v128.load(y + step))
  }
  const logSum = f32x4.add(largest, functions.log(exponentials))
  let terms = zero
  for (let step: usize = 0; step < size; step += 32) {
    const target = v128.load(y + step)
    const i = v128.load(layer.i + at + step)
    terms = f32x4.add(terms, f32x4.mul(target, f32x4.sub(logSum, i)))
    if (!backward) continue
    const d = f32x4.sub(f32x4.mul(v128.load(layer.o + at + step), total), target)
    v128.store(layer.d + at + step, f32x4.mul(d, scale))
  }
  return terms
}

/** Samples of the panels from `from` to `to` that are classified right: one output by its side of ½, several by the largest. */
export function countRight(from: i32, to: i32): i32 {
  const plan = getPlan()
  const layer = getLayer(plan.layers - 1)
  let right = 0
  for (let p = from; p < to; p++) {
    const samples = min(8, plan.chunkSize - (p << 3))
    for (let s = 0; s < samples; s++) {
      const o = layer.o + <usize>p * layer.stride + ((<usize>s) << 2)
      const y = plan.targetPanels + <usize>p * plan.targetStride + ((<usize>s) << 2)
      right += <i32>isRight(o, y, layer.units)
    }
  }
  return right
}

function isRight(o: usize, y: usize, units: i32): bool {
  if (units == 1) return load<f32>(o) >= 0.5 == load<f32>(y) >= 0.5
  return findPlace(o, units) == findPlace(y, units)
}

function findPlace(at: usize, units: i32): i32 {
  let place = 0
  let largest = load<f32>(at)
  for (let j = 1; j < units; j++) {
    const value = load<f32>(at + ((<usize>j) << 5))
    if (value > largest) {
      largest = value
      place = j
    }
  }
  return place
}
