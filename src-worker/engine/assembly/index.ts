/** What the adapter calls. One instance a thread over one memory. */
import { chunk, getPlan } from './plan'
import { countPanels } from './passes'
import { joinEvaluation } from './evaluation'
import { carryOut, Phase } from './threads'

export { getLayerSize, getPlanSize } from './plan'
export { getLearningRate } from './schedules'
export { assist, getGeneration } from './threads'
export { run } from './training'
export { applyFunction } from './functionProbe'
export { measurePeak } from './peak'

/** Evaluates `rows` row indices at `at`; adds to what the plan has of the evaluation. */
export function evaluate(at: usize, rows: i32): void {
  const plan = getPlan()
  const held = plan.chunkRows
  plan.gathered = 0
  for (let start = 0; start < rows; start += chunk) {
    plan.chunkRows = at + ((<usize>start) << 2)
    plan.chunkSize = plan.batchRows = min(chunk, rows - start)
    carryOut(Phase.evaluate)
    joinEvaluation(countPanels())
  }
  plan.chunkRows = held
}

/** Sends the other threads home. */
export function dismiss(): void {
  carryOut(Phase.leave)
}
