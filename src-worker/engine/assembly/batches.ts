/** The order of samples, as core/batchOrder has it, and their way into panels. */
import { countVectors } from './activations'
import { getPlan } from './plan'
import { shuffle } from './random'

/** Rows of the batch that comes next. */
export function countBatchRows(): i32 {
  const plan = getPlan()
  return min(plan.batchSize, plan.trainingRows - plan.cursor)
}

/** Takes the batch: a new epoch's order is drawn with the last batch of the old one. */
export function advanceOrder(): void {
  const plan = getPlan()
  plan.cursor += plan.batchSize
  plan.batch++
  if (plan.cursor < plan.trainingRows) return
  plan.epoch++
  plan.cursor = 0
  plan.batch = 0
  if (plan.shuffle) shuffle(plan.permutation, plan.trainingRows)
}

/** The indices of the chunk's rows: positions in the training part, through its list, into `chunkRows`. */
export function listChunk(start: i32, size: i32): void {
  const plan = getPlan()
  for (let s = 0; s < size; s++) {
    const position = load<u32>(plan.permutation + ((<usize>(plan.cursor + start + s)) << 2))
    store<u32>(plan.chunkRows + ((<usize>s) << 2), load<u32>(plan.training + ((<usize>position) << 2)))
  }
}

/** Inputs and targets of the chunk's rows into the panels from `from` to `to`. */
export function gatherPanels(from: i32, to: i32): void {
  const plan = getPlan()
  for (let p = from; p < to; p++) {
    gatherPanel(plan.inputPanels + <usize>p * plan.inputStride, plan.x, plan.inputs, p << 3)
    copyRows(p << 3)
    gatherPanel(plan.targetPanels + <usize>p * plan.targetStride, plan.y, plan.outputs, p << 3)
  }
}

/** Four rows at a time through a transpose of four by four; samples that the chunk does not have are 0. */
function gatherPanel(out: usize, table: usize, columns: i32, first: i32): void {
  const plan = getPlan()
  const rowBytes = (<usize>columns) << 2
  for (let v = 0; v < 2; v++) {
    const s = first + (v << 2)
    const at = out + ((<usize>v) << 4)
    if (s >= plan.chunkSize) {
      for (let k = 0; k < columns; k++) v128.store(at + ((<usize>k) << 5), f32x4.splat(0))
      continue
    }
    const r0 = findRow(table, rowBytes, s)
    const r1 = findRow(table, rowBytes, s + 1)
    const r2 = findRow(table, rowBytes, s + 2)
    const r3 = findRow(table, rowBytes, s + 3)
    const whole = columns & ~3
    for (let k = 0; k < whole; k += 4) {
      const step = (<usize>k) << 2
      storeTransposed(
        at + ((<usize>k) << 5),
        32,
        v128.load(r0 + step),
        v128.load(r1 + step),
        v128.load(r2 + step),
        v128.load(r3 + step),
      )
    }
    for (let k = whole; k < columns; k++) {
      const step = (<usize>k) << 2
      const target = at + ((<usize>k) << 5)
      store<f32>(target, load<f32>(r0 + step))
      store<f32>(target, load<f32>(r1 + step), 4)
      store<f32>(target, load<f32>(r2 + step), 8)
      store<f32>(target, load<f32>(r3 + step), 12)
    }
  }
}

/** The inputs of eight samples, one row each. */
function copyRows(first: i32): void {
  const plan = getPlan()
  const rowBytes = (<usize>plan.inputs) << 2
  const end = min(first + 8, plan.chunkSize)
  for (let s = first; s < end; s++) {
    memory.copy(plan.inputRows + <usize>s * plan.inputRowStride, findRow(plan.x, rowBytes, s), rowBytes)
  }
}

/** A sample beyond the chunk takes the last one's row: its lane is masked out of every sum. */
function findRow(table: usize, rowBytes: usize, s: i32): usize {
  const plan = getPlan()
  const held = min(s, plan.chunkSize - 1)
  return table + <usize>load<u32>(plan.chunkRows + ((<usize>held) << 2)) * rowBytes
}

/** Four vectors stored as the columns of their matrix, `stride` bytes apart. */
export function storeTransposed(at: usize, stride: usize, a: v128, b: v128, c: v128, d: v128): void {
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5)
  const ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7)
  const cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5)
  const cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7)
  v128.store(at, v128.shuffle<f64>(ab0, cd0, 0, 2))
  v128.store(at + stride, v128.shuffle<f64>(ab0, cd0, 1, 3))
  v128.store(at + 2 * stride, v128.shuffle<f64>(ab1, cd1, 0, 2))
  v128.store(at + 3 * stride, v128.shuffle<f64>(ab1, cd1, 1, 3))
}

/** A tensor of `units` features from panels into rows, for the panels from `from` to `to`. */
export function transposePanels(
  rows: usize,
  rowStride: usize,
  panels: usize,
  stride: usize,
  units: i32,
  from: i32,
  to: i32,
): void {
  for (let p = from; p < to; p++) {
    const vectors = countVectors(p)
    for (let v = 0; v < vectors; v++) {
      let panel = panels + <usize>p * stride + ((<usize>v) << 4)
      const row = rows + <usize>((p << 3) + (v << 2)) * rowStride
      const end = row + ((<usize>units) << 2)
      for (let at = row; at < end; at += 16) {
        storeTransposed(
          at,
          rowStride,
          v128.load(panel),
          v128.load(panel, 32),
          v128.load(panel, 64),
          v128.load(panel, 96),
        )
        panel += 128
      }
    }
  }
}
