/** One chunk through the network and back, for a part of its panels: no panel needs another one. */
import { activate, backwardActivation } from './activations'
import { gatherPanels, transposePanels } from './batches'
import { applyCost, isOverPreactivation } from './costs'
import { getLayer, getPlan } from './plan'
import { backwardProduct, forwardProduct } from './products'

/** Panels of the chunk in hand. */
export function countPanels(): i32 {
  return (getPlan().chunkSize + 7) >> 3
}

export function forwardPanels(from: i32, to: i32): void {
  const layers = getPlan().layers
  for (let l = 0; l < layers; l++) {
    const layer = getLayer(l)
    forwardProduct(layer, from, to)
    activate(layer, from, to)
  }
}

/** Outputs, terms of the cost, and ∂cost/∂i of every layer. */
export function passPanels(from: i32, to: i32): void {
  if (from >= to) return
  if (!getPlan().gathered) gatherPanels(from, to)
  forwardPanels(from, to)
  transposeOutputs(from, to)
  applyCost(from, to, true)
  backwardPanels(from, to)
}

/** What every layer but the last gives to the next, one row a sample. */
function transposeOutputs(from: i32, to: i32): void {
  const layers = getPlan().layers
  for (let l = 1; l < layers; l++) {
    const layer = getLayer(l)
    transposePanels(layer.xRows, layer.xRowStride, layer.x, layer.xStride, layer.inputs, from, to)
  }
}

function backwardPanels(from: i32, to: i32): void {
  const last = getPlan().layers - 1
  for (let l = last; l >= 0; l--) {
    const layer = getLayer(l)
    if (l < last || !isOverPreactivation()) backwardActivation(layer, from, to)
    transposePanels(layer.dRows, layer.rowStride, layer.d, layer.stride, layer.units, from, to)
    if (l > 0) backwardProduct(layer, getLayer(l - 1).d, from, to)
  }
}
