/** The loop: updates, one after the other, all of each or nothing of it. */
import { advanceOrder, countBatchRows, gatherPanels, listChunk } from './batches'
import { Tensor } from './codes'
import { getCostDivisor } from './costs'
import { findFault, findFaultAfter } from './faults'
import { isNextFinite, joinSums, measureSmall } from './gradients'
import { recordUpdate } from './history'
import { adoptNext, applyOptimizer, prepareOptimizer } from './optimizers'
import { countPanels } from './passes'
import { chunk, getPlan } from './plan'
import { getLearningRate } from './schedules'
import { isSmall, passSmall } from './smallNetworks'
import { carryOut, Phase } from './threads'
import { isTiny, passTiny } from './tinyNetworks'

/**
 * Runs up to `updates` updates. Stops before one whose numbers are not finite, with its place in the plan.
 * @returns updates made
 */
export function run(updates: i32): i32 {
  const plan = getPlan()
  plan.faultTensor = Tensor.none
  plan.small = <i32>isSmall()
  plan.tiny = <i32>isTiny()
  for (let n = 0; n < updates; n++) {
    if (!makeUpdate()) return n
    adoptNext()
    plan.step += 1
    plan.update += 1
    plan.samples += <f64>plan.batchRows
    advanceOrder()
    recordUpdate()
  }
  return updates
}

function makeUpdate(): bool {
  const plan = getPlan()
  plan.batchRows = countBatchRows()
  plan.recordEpoch = <f64>plan.epoch
  plan.rate = getLearningRate()
  if (plan.small) return makeSmallUpdate()
  takeGradient()
  if (plan.clipNorm < Infinity) return applyClipped()
  prepareOptimizer(plan.rate)
  plan.clipFactor = 1
  carryOut(Phase.finish)
  joinSums()
  return isFiniteBefore() && isFiniteAfter()
}

function makeSmallUpdate(): bool {
  const plan = getPlan()
  setChunk(0)
  if (!plan.tiny) passSmall()
  else {
    if (!plan.gathered) gatherPanels(0, 1)
    passTiny()
  }
  takeCost()
  measureSmall()
  if (!isFiniteBefore()) return false
  prepareOptimizer(plan.rate)
  plan.clipFactor = plan.norm > plan.clipNorm ? <f32>(plan.clipNorm / plan.norm) : 1
  if (applyOptimizer(0, (<usize>plan.parameters) << 2) == 0) return true
  findFaultAfter()
  return false
}

/** The cost of a batch of one chunk, and whether its panels can stay. */
function takeCost(): void {
  const plan = getPlan()
  const panels = countPanels()
  let sum: f64 = 0
  for (let p = 0; p < panels; p++) sum += load<f64>(plan.costSums + ((<usize>p) << 3))
  plan.cost = sum / getCostDivisor()
  keepPanels()
}

function keepPanels(): void {
  const plan = getPlan()
  plan.gathered = <i32>(plan.batchRows == plan.trainingRows && plan.batchRows <= chunk && !plan.shuffle)
}

/** Gradients of the whole batch and its cost. */
function takeGradient(): void {
  const plan = getPlan()
  let sum: f64 = 0
  for (let start = 0; start < plan.batchRows; start += chunk) {
    setChunk(start)
    carryOut(Phase.pass)
    carryOut(Phase.gradients)
    const panels = countPanels()
    for (let p = 0; p < panels; p++) sum += load<f64>(plan.costSums + ((<usize>p) << 3))
  }
  plan.cost = sum / getCostDivisor()
  keepPanels()
}

/** The chunk of the batch that begins at `start`. */
export function setChunk(start: i32): void {
  const plan = getPlan()
  plan.chunkIndex = start / chunk
  plan.chunkSize = min(chunk, plan.batchRows - start)
  if (!plan.gathered) listChunk(start, plan.chunkSize)
}

/** Clipping needs the norm of all before the first parameter moves. */
function applyClipped(): bool {
  const plan = getPlan()
  carryOut(Phase.measure)
  joinSums()
  if (!isFiniteBefore()) return false
  prepareOptimizer(plan.rate)
  plan.clipFactor = plan.norm > plan.clipNorm ? <f32>(plan.clipNorm / plan.norm) : 1
  carryOut(Phase.apply)
  return isFiniteAfter()
}

function isFiniteBefore(): bool {
  const plan = getPlan()
  if (isFinite(plan.cost) && isFinite(plan.norm)) return true
  findFault()
  return false
}

function isFiniteAfter(): bool {
  if (isNextFinite()) return true
  findFaultAfter()
  return false
}
