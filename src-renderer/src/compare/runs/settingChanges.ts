/** Settings changed during a run, by the path of the setting. Pure. */
import type { RunEvent } from '../../../../src-worker/protocol/trainerApi'
import { readSetting } from '../../runs/settingsMade'

/** All values a setting had in turn. */
export type SettingChanges = ReadonlyMap<string, readonly unknown[]>

/** Weights set by hand are no setting. */
export function listChanges(events: readonly RunEvent[]): SettingChanges {
  const changes = new Map<string, unknown[]>()
  for (const { field, before, after } of events) {
    if (field === 'parameter') continue
    const [old, now] = [listParts(field, before), listParts(field, after)]
    for (const [path, value] of now) {
      if (!old.has(path) || old.get(path) === value) continue
      const values = changes.get(path) ?? [old.get(path)]
      changes.set(path, [...values, value])
    }
  }
  return changes
}

/** `sgd, learningRate 0.5` → training.optimizer.name sgd, training.optimizer.learningRate 0.5. */
function listParts(field: RunEvent['field'], text: string): Map<string, unknown> {
  const path = `training.${field}`
  const value = readSetting(field, text)
  if (typeof value !== 'object' || value === null) return new Map([[path, value]])
  return new Map(Object.entries(value).map(([name, part]) => [`${path}.${name}`, part]))
}
