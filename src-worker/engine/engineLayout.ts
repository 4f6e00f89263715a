/** Where everything of a run lies in the engine's memory: computed once, since nothing grows while it trains. */
import type { NetworkShape } from '../core/network'
import { mostRows, updateFields } from '../core/updateHistory'
import { activationNames } from '../spec/names'
import { block, chunk, layerBytes, planAt, planBytes, type LayerWord, type PlanWord } from './planFields'

export interface EngineLayout {
  /** Bytes of memory in all. */
  bytes: number
  plan: Partial<Record<PlanWord, number>>
  layers: Record<LayerWord, number>[]
  /** Where a list of row indices to evaluate may stand: `chunkRows` long. */
  evaluationRows: number
}

/** Room behind a tensor for vectors that reach beyond its end, bytes. */
const slack = 128

/**
 * Rows of eight samples that a panel of `width` features takes: whole fours, whose surplus stays 0, and two more, so
 * that panels do not begin at the same places of the cache.
 */
const countPanelRows = (width: number): number => roundTo4(width) + 2

/** Numbers from one row of W to the next; a multiple of 256 would put a column into few sets of the cache. */
const countColumns = (units: number): number => (units % 256 === 0 ? units + 16 : roundTo4(units))

/** Bytes of a row of samples' features: an odd number of cache lines, for the same reason. */
const countRowBytes = (width: number): number => 64 * (Math.ceil(width / 16) | 1)

const roundTo4 = (numbers: number): number => Math.ceil(numbers / 4) * 4

/** @param rows of the whole data; @param trainingRows of the training part */
export function layOut(shape: NetworkShape, rows: number, trainingRows: number): EngineLayout {
  let at = planAt + planBytes + shape.layers.length * layerBytes
  const take = (bytes: number): number => {
    const start = Math.ceil(at / 128) * 128
    at = start + bytes + slack
    return start
  }
  const panels = chunk / 8
  const takePanels = (width: number) => take(panels * countPanelRows(width) * 32)
  const signals = take(256)
  const inputPanels = takePanels(shape.inputs)
  const targetPanels = takePanels(shape.outputs)
  const inputRowStride = countRowBytes(shape.inputs)
  const inputRows = take(chunk * inputRowStride)
  const layers: EngineLayout['layers'] = []
  let numbers = 0
  let blocks = 0
  let x = inputPanels
  let xRows = inputRows
  for (const { inputs, units, activation, bias } of shape.layers) {
    const columns = countColumns(units)
    const weightsAt = numbers
    const biasesAt = weightsAt + inputs * columns
    numbers = biasesAt + (bias ? roundTo4(units) : 0)
    const o = takePanels(units)
    const rowStride = countRowBytes(units)
    const oRows = take(chunk * rowStride)
    layers.push({
      inputs,
      units,
      activation: activationNames.indexOf(activation),
      bias: bias ? 1 : 0,
      columns,
      weightsAt,
      biasesAt,
      x,
      i: takePanels(units),
      o,
      d: takePanels(units),
      dRows: take(chunk * rowStride),
      xRows,
      xStride: countPanelRows(inputs) * 32,
      stride: countPanelRows(units) * 32,
      rowStride,
      xRowStride: countRowBytes(inputs),
      firstBlock: blocks,
    })
    blocks += Math.ceil((numbers - weightsAt) / block)
    x = o
    xRows = oRows
  }
  const takeArena = () => take(4 * numbers)
  const takeSums = (count: number) => take(8 * count)
  const plan = {
    layers: shape.layers.length,
    inputs: shape.inputs,
    outputs: shape.outputs,
    trainingRows,
    parameters: numbers,
    weights: takeArena(),
    nextWeights: takeArena(),
    gradients: takeArena(),
    mean: takeArena(),
    nextMean: takeArena(),
    square: takeArena(),
    nextSquare: takeArena(),
    inputPanels,
    inputStride: countPanelRows(shape.inputs) * 32,
    targetPanels,
    targetStride: countPanelRows(shape.outputs) * 32,
    inputRows,
    inputRowStride,
    costSums: takeSums(panels),
    gradientSums: takeSums(blocks),
    penaltySums: takeSums(blocks),
    finiteSums: takeSums(Math.max(blocks, panels)),
    chunkRows: take(4 * chunk),
    history: take(8 * mostRows * (updateFields.length + shape.layers.length)),
    signals,
    permutation: take(4 * trainingRows),
    training: take(4 * trainingRows),
    x: take(4 * rows * shape.inputs),
    y: take(4 * rows * shape.outputs),
  }
  const evaluationRows = take(4 * rows)
  return { bytes: at, plan, layers, evaluationRows }
}
