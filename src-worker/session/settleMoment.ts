/** A kept state as the next update finds it: with the settings, and the weights set by hand, that came after it was kept. */
import type { EngineState } from '../core/engine'
import type { NetworkShape } from '../core/network'
import { listSlotNames } from '../core/optimizers'
import type { OptimizerState } from '../core/trainingState'
import type { TrainingSettings } from '../spec/experiment'
import type { Keyframe } from './keyframes'
import type { SettingsChange } from './settingsChange'

export interface Moment {
  state: EngineState
  /** Of the update that comes next. */
  settings: TrainingSettings
}

/** As the timeline does it with an engine. @param changes of the run, of which the keyframe knows the first ones */
export function settleMoment(
  { state: kept, changes: known }: Keyframe,
  changes: readonly SettingsChange[],
  shape: NetworkShape,
): Moment {
  let state = kept
  let applied = known
  for (; changes[applied] !== undefined && changes[applied]!.update <= kept.update; applied++) {
    const { training, parameter } = changes[applied]!
    if (parameter !== undefined) state = withParameter(state, parameter, shape)
    else
      state = {
        ...state,
        optimizer: changeOptimizer(state.optimizer, changes[applied - 1]!.training, training),
      }
  }
  return { state, settings: changes[applied - 1]!.training }
}

/** The last change that is in force after an update: it names the way by which the run came there. */
export const findLastChange = (changes: readonly SettingsChange[], update: number): SettingsChange =>
  changes.findLast((change) => change.update <= update) ?? changes[0]!

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
