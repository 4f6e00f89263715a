import { checkEpsilon, createGradientCheck, type CheckedParameter } from '../core/gradientCheck'
import type { NetworkShape } from '../core/network'
import type { CheckedLayer } from '../protocol/checks'
import type { GradientCheckReport, GradientCheckRow } from '../protocol/checks'
import type { Fault } from '../spec/fault'
import type { TrainingRun } from './trainingRun'

/** Parameters between two pauses. */
const burst = 64

/**
 * Checks every parameter's gradient on the next batch.
 * @param fault a mistake planted into the backward pass
 * @param pause awaited in between, so that others get a turn; throwing ends the check
 */
export async function checkRun(
  { engine, shape, prepared, training }: TrainingRun,
  fault: Fault | null,
  pause: (checked: number, parameters: number) => Promise<void>,
): Promise<GradientCheckReport> {
  const check = createGradientCheck(
    shape,
    { x: prepared.x, y: prepared.dataset.y },
    engine.getNextBatch(),
    engine.getState().parameters,
    training,
    prepared.split.training,
    fault,
  )
  const worst = new Map<string, CheckedParameter>()
  const layers = createLayers(shape)
  let checked = 0
  let passed = true
  let maximumRelativeError = 0
  await pause(0, shape.parameters)
  for (let row = check.next(); row !== null; row = check.next()) {
    const key = `${row.kind}${row.layer}`
    if (row.excess >= (worst.get(key)?.excess ?? 0)) worst.set(key, row)
    store(layers[row.layer - 1]!, row)
    passed &&= row.passed
    maximumRelativeError = Math.max(maximumRelativeError, row.relativeError)
    if (++checked % burst === 0) await pause(checked, shape.parameters)
  }
  const rows: GradientCheckRow[] = [...worst.values()].map(({ excess: _excess, ...row }) => row)
  return {
    epsilon: checkEpsilon,
    parameters: shape.parameters,
    checked,
    samples: check.samples,
    samplesNearKink: check.samplesNearKink,
    passed: passed && checked === shape.parameters,
    maximumRelativeError,
    worst: rows,
    layers,
    fault,
  }
}

function createLayers(shape: NetworkShape): CheckedLayer[] {
  return shape.layers.map(({ inputs, units, bias }) => {
    const count = inputs * units + (bias ? units : 0)
    const numbers = () => new Float64Array(count).fill(NaN)
    return {
      inputs,
      units,
      bias,
      analytic: numbers(),
      numeric: numbers(),
      relativeError: numbers(),
      verdict: new Uint8Array(count).fill(2),
    }
  })
}

function store(layer: CheckedLayer, checked: CheckedParameter): void {
  const { kind, row, column } = checked
  const at = kind === 'W' ? row * layer.units + column : layer.inputs * layer.units + column
  layer.analytic[at] = checked.analytic
  layer.numeric[at] = checked.numeric
  layer.relativeError[at] = checked.relativeError
  layer.verdict[at] = checked.passed ? 1 : 0
}
