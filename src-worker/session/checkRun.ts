import { checkEpsilon, createGradientCheck, type CheckedParameter } from '../core/gradientCheck'
import type { GradientCheckReport, GradientCheckRow } from '../protocol/trainerApi'
import type { TrainingRun } from './trainingRun'

/** Parameters between two pauses. */
const burst = 64

/** Checks every parameter's gradient on the next batch; `pause` is awaited in between, so that others get a turn. */
export async function checkRun(
  { engine, shape, prepared, experiment }: TrainingRun,
  pause: () => Promise<void>,
  progress: (checked: number, parameters: number) => void = () => undefined,
): Promise<GradientCheckReport> {
  const data = { x: prepared.x, y: prepared.dataset.y }
  const check = createGradientCheck(
    shape,
    data,
    engine.getNextBatch(),
    engine.getState().parameters,
    experiment.training,
    prepared.split.training,
  )
  const worst = new Map<string, CheckedParameter>()
  let checked = 0
  let passed = true
  for (let row = check.next(); row !== null; row = check.next()) {
    const key = `${row.kind}${row.layer}`
    if (row.excess >= (worst.get(key)?.excess ?? 0)) worst.set(key, row)
    passed &&= row.passed
    if (++checked % burst !== 0) continue
    progress(checked, shape.parameters)
    await pause()
  }
  const rows: GradientCheckRow[] = [...worst.values()].map(
    ({ passed: _passed, excess: _excess, ...row }) => row,
  )
  return {
    epsilon: checkEpsilon,
    parameters: shape.parameters,
    checked,
    samples: check.samples,
    samplesNearKink: check.samplesNearKink,
    passed: passed && checked === shape.parameters,
    maximumRelativeError: Math.max(0, ...rows.map((row) => row.relativeError)),
    worst: rows,
  }
}
