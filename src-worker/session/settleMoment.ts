/** A kept state as the next update finds it: with the settings, and the weights set by hand, that came after it was kept. */
import type { EngineState } from '../core/engine'
import type { NetworkShape } from '../core/network'
import { listSlotNames } from '../core/optimizers'
import type { OptimizerState } from '../core/trainingState'
import type { TrainingSettings } from '../spec/experiment'
import type { Keyframe } from './keyframes'
import type { SettingsChange } from './timeline'

export interface Moment {
  state: EngineState
  /** The state as it is kept: what is counted of a moment is remembered with it. */
  counted: EngineState
  settings: TrainingSettings
  /** Another one after another change. */
  key: object
}

/** As the timeline does it with an engine. @param changes of the run, of which the keyframe knows the first ones */
export function settleMoment(
  { state: kept, changes: known }: Keyframe,
  changes: readonly SettingsChange[],
  shape: NetworkShape,
): Moment {
  let state = kept
  let last = changes[known - 1]!
  for (const change of changes.slice(known)) {
    if (change.update > kept.update) break
    if (change.parameter !== undefined) state = withParameter(state, change.parameter, shape)
    else state = { ...state, optimizer: changeOptimizer(state.optimizer, last.training, change.training) }
    last = change
  }
  return { state, counted: kept, settings: last.training, key: last }
}

function changeOptimizer(
  { step, slots }: OptimizerState,
  { optimizer: before }: TrainingSettings,
  { optimizer: after }: TrainingSettings,
): OptimizerState {
  if (before.name !== after.name) return { step: 0, slots: [] }
  const names: string[] = listSlotNames(after)
  return { step, slots: slots.filter(({ name }) => names.includes(name)) }
}

function withParameter(
  state: EngineState,
  { layer, kind, row, column, value }: NonNullable<SettingsChange['parameter']>,
  shape: NetworkShape,
): EngineState {
  const parameters = [...state.parameters]
  const { weights, biases } = parameters[layer - 1]!
  const changed = { weights: weights.slice(), biases: biases.slice() }
  if (kind === 'W') changed.weights[row * shape.layers[layer - 1]!.units + column] = value
  else changed.biases[column] = value
  parameters[layer - 1] = changed
  return { ...state, parameters }
}
