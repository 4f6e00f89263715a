/** Where the first number that is not finite came from: the update's tensors in the order of their computation. */
import { countVectors } from './activations'
import { Optimizer, Tensor } from './codes'
import { maskSamples } from './costs'
import { countPanels } from './passes'
import { chunk, getLayer, getPlan, Layer } from './plan'
import { setChunk } from './training'
import { carryOut, Phase } from './threads'

function setFault(layer: i32, tensor: i32): void {
  const plan = getPlan()
  plan.faultLayer = layer
  plan.faultTensor = tensor
}

/** Goes through the chunks of the update once more, since each overwrites the one before. */
export function findFault(): void {
  const plan = getPlan()
  for (let start = 0; start < plan.batchRows; start += chunk) {
    setChunk(start)
    carryOut(Phase.pass)
    if (findInForward()) return
  }
  if (!isFinite(plan.cost)) {
    setFault(0, Tensor.cost)
    return
  }
  for (let start = 0; start < plan.batchRows; start += chunk) {
    setChunk(start)
    carryOut(Phase.pass)
    carryOut(Phase.gradients)
    if (findInBackward()) return
  }
  // The penalty comes last.
  carryOut(Phase.measure)
  if (findInBackward()) return
  // Another order of sums may be finite where the update's was not.
  setFault(0, Tensor.cost)
}

function findInForward(): bool {
  const layers = getPlan().layers
  for (let l = 0; l < layers; l++) {
    const layer = getLayer(l)
    if (!isFinitePanels(layer, layer.i)) {
      setFault(l + 1, Tensor.i)
      return true
    }
    if (!isFinitePanels(layer, layer.o)) {
      setFault(l + 1, Tensor.o)
      return true
    }
  }
  return false
}

function findInBackward(): bool {
  const plan = getPlan()
  for (let l = plan.layers - 1; l >= 0; l--) {
    const layer = getLayer(l)
    if (!isFinitePanels(layer, layer.d)) {
      setFault(l + 1, Tensor.dCost_dI)
      return true
    }
    const w = plan.gradients + ((<usize>layer.weightsAt) << 2)
    const b = plan.gradients + ((<usize>layer.biasesAt) << 2)
    if (!isFiniteRun(w, b)) {
      setFault(l + 1, Tensor.dW)
      return true
    }
    if (layer.bias && !isFiniteRun(b, b + ((<usize>layer.units) << 2))) {
      setFault(l + 1, Tensor.db)
      return true
    }
  }
  return false
}

/** Only the lanes of samples that are there. */
function isFinitePanels(layer: Layer, tensor: usize): bool {
  const panels = countPanels()
  let sum = f32x4.splat(0)
  for (let p = 0; p < panels; p++) {
    const vectors = countVectors(p)
    for (let v = 0; v < vectors; v++) {
      const mask = maskSamples(p, v)
      const at = tensor + <usize>p * layer.stride + ((<usize>v) << 4)
      for (let j = 0; j < layer.units; j++) {
        const x = v128.and(mask, v128.load(at + ((<usize>j) << 5)))
        sum = f32x4.add(sum, f32x4.sub(x, x))
      }
    }
  }
  return !v128.any_true(f32x4.ne(sum, f32x4.splat(0)))
}

function isFiniteRun(from: usize, to: usize): bool {
  for (let p = from; p < to; p += 4) if (!isFinite(load<f32>(p))) return false
  return true
}

/** The same for what the update made: what the optimizer remembers, then the parameters. */
export function findFaultAfter(): void {
  const plan = getPlan()
  const end = (<usize>plan.parameters) << 2
  const usesMean =
    plan.optimizer != Optimizer.rmsprop && (plan.optimizer != Optimizer.sgd || plan.momentum > 0)
  const mean = usesMean && !isFiniteRun(plan.nextMean, plan.nextMean + end)
  const square = plan.optimizer != Optimizer.sgd && !isFiniteRun(plan.nextSquare, plan.nextSquare + end)
  for (let l = 0; l < plan.layers; l++) {
    const layer = getLayer(l)
    const from = (<usize>layer.weightsAt) << 2
    const middle = (<usize>layer.biasesAt) << 2
    const to = middle + (layer.bias ? (<usize>layer.units) << 2 : 0)
    if (
      (mean && !isFiniteRun(plan.nextMean + from, plan.nextMean + to)) ||
      (square && !isFiniteRun(plan.nextSquare + from, plan.nextSquare + to))
    ) {
      setFault(l + 1, Tensor.optimizer)
      return
    }
    if (mean || square) continue
    if (!isFiniteRun(plan.nextWeights + from, plan.nextWeights + middle)) {
      setFault(l + 1, Tensor.W)
      return
    }
    if (!isFiniteRun(plan.nextWeights + middle, plan.nextWeights + to)) {
      setFault(l + 1, Tensor.b)
      return
    }
  }
}
