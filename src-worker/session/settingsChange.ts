import type { ParameterEdit } from '../protocol/trainerApi'
import type { TrainingSettings } from '../spec/experiment'

/** Settings in force from an update on. */
export interface SettingsChange {
  update: number
  training: TrainingSettings
  /** Set by hand at this update; the settings then are those of before. */
  parameter?: ParameterEdit | undefined
}
