/** The three products of a layer over a part of its panels or of its inputs, tile by tile. */
import { getPlan, Layer } from './plan'
import { pickBackward, pickForward, pickGradient } from './tileTable'
import { storeLanes } from './tiles'

/** Rows of a full tile. */
const tileRows: i32 = 5

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
  const gradients = getPlan().gradients
  const chunkSize = getPlan().chunkSize
  const chunkIndex = getPlan().chunkIndex
  const units = layer.units
  const rowBytes = (<usize>layer.columns) << 2
  const g = gradients + ((<usize>layer.weightsAt) << 2)
  for (let j = 0; j < units; j += 8) {
    const lanes = min(8, units - j)
    for (let k = from; k < to; k += tileRows) {
      const rows = min(tileRows, to - k)
      const tile = pickGradient(rows, lanes > 4)
      tile(
        g + <usize>k * rowBytes + ((<usize>j) << 2),
        layer.x + ((<usize>k) << 5),
        layer.xStride,
        layer.dRows + ((<usize>j) << 2),
        layer.rowStride,
        chunkSize,
        rowBytes,
        lanes,
        chunkIndex,
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
    let sum = chunkIndex ? v128.load(out) : f32x4.splat(0)
    for (let d = layer.dRows + ((<usize>j) << 2); d < end; d += layer.rowStride) {
      sum = f32x4.add(sum, v128.load(d))
    }
    storeLanes(out, sum, layer.units - j)
  }
}
