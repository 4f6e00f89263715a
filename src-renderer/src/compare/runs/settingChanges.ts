/** Settings changed during a run, by the path of the setting. Pure. */
import type { RunEvent } from '../../../../src-worker/protocol/trainerApi'

/** All values a setting had in turn. */
export type SettingChanges = ReadonlyMap<string, readonly unknown[]>

const grouped: Partial<Record<RunEvent['field'], 'name' | 'kind'>> = { optimizer: 'name', schedule: 'kind' }

/** Weights set by hand are no setting. */
export function listChanges(events: readonly RunEvent[]): SettingChanges {
  const changes = new Map<string, unknown[]>()
  for (const { field, before, after } of events) {
    if (field === 'parameter') continue
    const [old, now] = [readSettings(field, before), readSettings(field, after)]
    for (const [path, value] of now) {
      if (!old.has(path) || old.get(path) === value) continue
      const values = changes.get(path) ?? [old.get(path)]
      changes.set(path, [...values, value])
    }
  }
  return changes
}

/** `sgd, learningRate 0.5` → training.optimizer.name sgd, training.optimizer.learningRate 0.5. */
function readSettings(field: string, text: string): Map<string, unknown> {
  const main = grouped[field as RunEvent['field']]
  const path = `training.${field}`
  if (main === undefined) return new Map([[path, readValue(text)]])
  return new Map(
    text.split(', ').map((part) => {
      const space = part.indexOf(' ')
      const name = space < 0 ? main : part.slice(0, space)
      return [`${path}.${name}`, readValue(part.slice(space + 1))]
    }),
  )
}

function readValue(text: string): unknown {
  if (text === 'null') return null
  if (text === 'true' || text === 'false') return text === 'true'
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}
