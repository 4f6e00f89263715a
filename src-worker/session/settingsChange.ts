import type { ParameterEdit, StartEdit } from '../protocol/trainerApi'
import type { TrainingSettings } from '../spec/experiment'
import { nameParameter } from './setParameter'

/** Settings in force from an update on. */
export interface SettingsChange {
  update: number
  training: TrainingSettings
  /** Set by hand at this update; the settings then are those of before. */
  parameter?: ParameterEdit | undefined
}

/** Weights and biases set by hand before the first update, each once with its last value. */
export function listStartEdits(changes: readonly SettingsChange[]): StartEdit[] {
  const values = new Map<string, number>()
  for (const { update, parameter } of changes) {
    if (update > 0) break
    if (parameter !== undefined) values.set(nameParameter(parameter), parameter.value)
  }
  return [...values].map(([place, value]) => ({ place, value }))
}

/**
 * Settings that an update was made with.
 * @param update from 1; 0 for those of the update that comes next
 */
export function findSettingsMade(changes: readonly SettingsChange[], update: number): TrainingSettings {
  const isBefore = (change: SettingsChange): boolean => update === 0 || change.update < update
  return (changes.findLast(isBefore) ?? changes[0]!).training
}
