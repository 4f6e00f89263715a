import { createLabError, LabFailure, type Reply } from '../protocol/errors'

/** The edge: expected failures and bugs alike leave as data. */
export async function answer<Value>(work: () => Promise<Value>): Promise<Reply<Value>> {
  try {
    return { ok: true, value: await work() }
  } catch (caught) {
    if (caught instanceof LabFailure) return { ok: false, error: caught.detail }
    const message = caught instanceof Error ? `${caught.name}: ${caught.message}` : String(caught)
    return { ok: false, error: createLabError('internal', message) }
  }
}
