/**
 * The same update for networks and batches so small that calls and tiles would cost more than the arithmetic: few
 * units, at most sixteen samples. One pass of plain loops, four samples in a vector; W and b of a row of units are
 * whole vectors, since what is beyond the units is 0. Which way an update takes depends on sizes alone.
 */
import { activate, backwardActivation } from './activations'
import { gatherPanels } from './batches'
import { applyCost, isOverPreactivation, maskSamples } from './costs'
import { getLayer, getPlan, Layer } from './plan'

const mostSamples: i32 = 16
const mostUnits: i32 = 32

/** Whether all updates of the run, as it is set now, are small. */
export function isSmall(): bool {
  const plan = getPlan()
  if (plan.batchSize > mostSamples || plan.inputs > mostUnits) return false
  for (let l = 0; l < plan.layers; l++) if (getLayer(l).units > mostUnits) return false
  return true
}

/** Forward and back; leaves the cost's terms in `costSums` and the gradients in their arena. */
export function passSmall(): void {
  const plan = getPlan()
  const panels = (plan.chunkSize + 7) >> 3
  const vectors = (plan.chunkSize + 3) >> 2
  if (!plan.gathered) gatherPanels(0, panels)
  const last = plan.layers - 1
  for (let l = 0; l <= last; l++) forwardSmall(getLayer(l), vectors, panels)
  applyCost(0, panels, true)
  for (let l = last; l >= 0; l--) {
    const layer = getLayer(l)
    if (l < last || !isOverPreactivation()) backwardActivation(layer, 0, panels)
    gradientSmall(layer, vectors)
    if (l > 0) backwardSmall(layer, getLayer(l - 1).d, vectors)
  }
}

/** Where the vector `v` of samples lies in panels. */
function getOffset(v: i32, stride: usize): usize {
  return <usize>(v >> 1) * stride + ((<usize>(v & 1)) << 4)
}

function forwardSmall(layer: Layer, vectors: i32, panels: i32): void {
  const weights = getPlan().weights
  const w = weights + ((<usize>layer.weightsAt) << 2)
  const b = weights + ((<usize>layer.biasesAt) << 2)
  const columns = (<usize>layer.columns) << 2
  const size = (<usize>layer.units) << 2
  const inputs = layer.inputs
  const bias = layer.bias
  for (let v = 0; v < vectors; v++) {
    const x = layer.x + getOffset(v, layer.xStride)
    let i = layer.i + getOffset(v, layer.stride)
    for (let j: usize = 0; j < size; j += 4) {
      let sum = f32x4.splat(0)
      if (bias) sum = v128.load_splat<f32>(b + j)
      v128.store(i, addProducts(sum, w + j, columns, x, inputs))
      i += 32
    }
  }
  activate(layer, 0, panels)
}

/** sum + Σ a b: numbers `aStride` bytes apart against vectors 32 bytes apart, by fours, then two, then one. */
function addProducts(sum: v128, a: usize, aStride: usize, b: usize, count: i32): v128 {
  for (let n = count >> 2; n > 0; n--) {
    const a2 = a + 2 * aStride
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(a), v128.load(b)))
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(a + aStride), v128.load(b, 32)))
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(a2), v128.load(b, 64)))
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(a2 + aStride), v128.load(b, 96)))
    a = a2 + 2 * aStride
    b += 128
  }
  if (count & 2) {
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(a), v128.load(b)))
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(a + aStride), v128.load(b, 32)))
    a += 2 * aStride
    b += 64
  }
  if (count & 1) sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(a), v128.load(b)))
  return sum
}

/** ΔW and Δb: four units at a time, their ∂cost/∂i turned so that a sample's four lie in a vector. */
function gradientSmall(layer: Layer, vectors: i32): void {
  const plan = getPlan()
  const inputs = (<usize>layer.inputs) << 5
  const columns = (<usize>layer.columns) << 2
  const g = plan.gradients + ((<usize>layer.weightsAt) << 2)
  const b = plan.gradients + ((<usize>layer.biasesAt) << 2)
  for (let j = 0; j < layer.units; j += 4) {
    const unit = (<usize>j) << 2
    for (let v = 0; v < vectors; v++) {
      const d = layer.d + getOffset(v, layer.stride) + ((<usize>j) << 5)
      const mask = maskSamples(v >> 1, v & 1)
      const a0 = v128.and(mask, v128.load(d))
      const a1 = v128.and(mask, v128.load(d, 32))
      const a2 = v128.and(mask, v128.load(d, 64))
      const a3 = v128.and(mask, v128.load(d, 96))
      const low = v128.shuffle<f32>(a0, a1, 0, 4, 1, 5)
      const high = v128.shuffle<f32>(a2, a3, 0, 4, 1, 5)
      const lowRest = v128.shuffle<f32>(a0, a1, 2, 6, 3, 7)
      const highRest = v128.shuffle<f32>(a2, a3, 2, 6, 3, 7)
      const s0 = v128.shuffle<f64>(low, high, 0, 2)
      const s1 = v128.shuffle<f64>(low, high, 1, 3)
      const s2 = v128.shuffle<f64>(lowRest, highRest, 0, 2)
      const s3 = v128.shuffle<f64>(lowRest, highRest, 1, 3)
      const x = layer.x + getOffset(v, layer.xStride)
      let out = g + unit
      for (let k = x; k < x + inputs; k += 32) {
        let sum = f32x4.mul(v128.load_splat<f32>(k), s0)
        sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(k, 4), s1))
        let rest = f32x4.mul(v128.load_splat<f32>(k, 8), s2)
        rest = f32x4.add(rest, f32x4.mul(v128.load_splat<f32>(k, 12), s3))
        sum = f32x4.add(sum, rest)
        v128.store(out, v == 0 ? sum : f32x4.add(v128.load(out), sum))
        out += columns
      }
      if (!layer.bias) continue
      const sum = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3))
      v128.store(b + unit, v == 0 ? sum : f32x4.add(v128.load(b + unit), sum))
    }
  }
}

/** ∂cost/∂o of the layer before. */
function backwardSmall(layer: Layer, before: usize, vectors: i32): void {
  const plan = getPlan()
  const w = plan.weights + ((<usize>layer.weightsAt) << 2)
  const columns = (<usize>layer.columns) << 2
  for (let v = 0; v < vectors; v++) {
    const d = layer.d + getOffset(v, layer.stride)
    let out = before + getOffset(v, layer.xStride)
    const end = w + <usize>layer.inputs * columns
    for (let row = w; row < end; row += columns) {
      v128.store(out, addProducts(f32x4.splat(0), row, 4, d, layer.units))
      out += 32
    }
  }
}
