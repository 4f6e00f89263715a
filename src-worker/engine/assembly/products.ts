/** The three products of a layer over a part of its panels or of its inputs, tile by tile. */
import { getPlan, Layer } from './plan'
import { pickBackward, pickForward, pickGradient } from './tileTable'

/** Rows of a full tile. */
const tileRows: i32 = 5

/** Inputs of one strip of ΔW, a multiple of a tile's rows. */
const cachedInputs: i32 = 40

/** i = W x + b for the panels from `from` to `to`; the last panel of a batch may have four samples or less. */
export function forwardProduct(layer: Layer, from: i32, to: i32): void {
  const weights = getPlan().weights
  const chunkSize = getPlan().chunkSize
  const units = layer.units
  const full = min(to, (chunkSize + 3) >> 3)
  const rowBytes = (<usize>layer.columns) << 2
  const w = weights + ((<usize>layer.weightsAt) << 2)
  const b = layer.bias ? weights + ((<usize>layer.biasesAt) << 2) : 0
  for (let j = 0; j < units; j += tileRows) {
    const rows = min(tileRows, units - j)
    const bias: usize = b == 0 ? 0 : b + ((<usize>j) << 2)
    const wide = pickForward(rows, true)
    let x = layer.x + <usize>from * layer.xStride
    let out = layer.i + <usize>from * layer.stride + ((<usize>j) << 5)
    for (let p = from; p < full; p++) {
      wide(out, x, w + ((<usize>j) << 2), rowBytes, layer.inputs, bias)
      x += layer.xStride
      out += layer.stride
    }
    if (full < to) pickForward(rows, false)(out, x, w + ((<usize>j) << 2), rowBytes, layer.inputs, bias)
  }
}

/** ∂cost/∂o of the layer before, for the panels from `from` to `to`. */
export function backwardProduct(layer: Layer, out: usize, from: i32, to: i32): void {
  const weights = getPlan().weights
  const chunkSize = getPlan().chunkSize
  const inputs = layer.inputs
  const full = min(to, (chunkSize + 3) >> 3)
  const rowBytes = (<usize>layer.columns) << 2
  const w = weights + ((<usize>layer.weightsAt) << 2)
  for (let p = from; p < to; p++) {
    const d = layer.d + <usize>p * layer.stride
    const panel = out + <usize>p * layer.xStride
    for (let k = 0; k < inputs; k += tileRows) {
      const rows = min(tileRows, inputs - k)
      const tile = pickBackward(rows, p < full)
      tile(panel + ((<usize>k) << 5), d, w + <usize>k * rowBytes, rowBytes, layer.units, 0)
    }
  }
}

/** ΔW of the inputs from `from` to `to`, over all samples of the chunk. */
export function gradientProduct(layer: Layer, from: i32, to: i32): void {
  for (let k = from; k < to; k += cachedInputs) gradientStrip(layer, k, min(k + cachedInputs, to))
}

/** Few enough inputs that their rows stay in the first-level cache while all units pass. */
function gradientStrip(layer: Layer, from: i32, to: i32): void {
  const plan = getPlan()
  const rowBytes = (<usize>layer.columns) << 2
  const g = plan.gradients + ((<usize>layer.weightsAt) << 2)
  for (let j = 0; j < layer.units; j += 8) {
    const wide = layer.units - j > 4
    const full = pickGradient(tileRows, wide)
    for (let k = from; k < to; k += tileRows) {
      const tile = to - k < tileRows ? pickGradient(to - k, wide) : full
      tile(
        g + <usize>k * rowBytes + ((<usize>j) << 2),
        layer.xRows + ((<usize>k) << 2),
        layer.xRowStride,
        layer.dRows + ((<usize>j) << 2),
        layer.rowStride,
        plan.chunkSize,
        rowBytes,
        plan.chunkIndex,
      )
    }
  }
}

/** Δb: the column sums of ∂cost/∂i, sample after sample. */
export function biasGradient(layer: Layer): void {
  const gradients = getPlan().gradients
  const chunkSize = getPlan().chunkSize
  const chunkIndex = getPlan().chunkIndex
  const g = gradients + ((<usize>layer.biasesAt) << 2)
  const end = layer.dRows + layer.rowStride * <usize>chunkSize
  for (let j = 0; j < layer.units; j += 4) {
    const out = g + ((<usize>j) << 2)
    let sum = f32x4.splat(0)
    for (let d = layer.dRows + ((<usize>j) << 2); d < end; d += layer.rowStride) {
      sum = f32x4.add(sum, v128.load(d))
    }
    v128.store(out, chunkIndex ? f32x4.add(sum, v128.load(out)) : sum)
  }
}
