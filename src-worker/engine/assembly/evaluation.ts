/** Cost and right answers over any rows of the data, chunk by chunk: the sum's order never depends on who asks. */
import { gatherPanels } from './batches'
import { applyCost, countRight, getCostDivisor } from './costs'
import { forwardPanels } from './passes'
import { getPlan } from './plan'

/** Outputs and terms of the cost for a part of the chunk; right answers of each panel beside them. */
export function evaluatePanels(from: i32, to: i32): void {
  if (from >= to) return
  const plan = getPlan()
  gatherPanels(from, to)
  forwardPanels(from, to)
  applyCost(from, to, false)
  if (!plan.classification) return
  for (let p = from; p < to; p++) store<f64>(plan.finiteSums + ((<usize>p) << 3), <f64>countRight(p, p + 1))
}

/** Adds what the panels found: Σ cost × rows, and how many were right. */
export function joinEvaluation(panels: i32): void {
  const plan = getPlan()
  let sum: f64 = 0
  for (let p = 0; p < panels; p++) {
    sum += load<f64>(plan.costSums + ((<usize>p) << 3))
    if (plan.classification) plan.evaluatedRight += <i32>load<f64>(plan.finiteSums + ((<usize>p) << 3))
  }
  plan.evaluatedCost += (sum / getCostDivisor()) * <f64>plan.chunkSize
}
