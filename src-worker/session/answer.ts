import { createLabError, LabFailure, type LabError, type Reply } from '../protocol/errors'
import { isOutOfMemory } from '../protocol/outOfMemory'
import type { Result } from '../spec/problem'

/** The edge: expected failures and bugs alike leave as data. */
export async function answer<Value>(work: () => Promise<Value>): Promise<Reply<Value>> {
  try {
    return { ok: true, value: await work() }
  } catch (caught) {
    if (caught instanceof LabFailure) return { ok: false, error: caught.detail }
    const message = caught instanceof Error ? `${caught.name}: ${caught.message}` : String(caught)
    const code = isOutOfMemory(message) ? 'outOfMemory' : 'internal'
    return { ok: false, error: createLabError(code, message) }
  }
}

/** @throws LabFailure with the error that stands in the place of the value */
export function unwrap<Value>(result: Result<Value, LabError>): Value {
  if (!result.ok) throw new LabFailure(result.error)
  return result.value
}
