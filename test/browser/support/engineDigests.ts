/** Runs in the page: the digests of the cases of test/worker/engine, computed where the page is. */
import { prepareEngine, sharesMemory } from '../../../src-worker/engine/engineModule'
import { createFast, digestCases, readParameterBytes } from '../../worker/engine/cases'

export interface EngineDigests {
  sharesMemory: boolean
  digests: Record<string, string>
}

export async function compute(): Promise<EngineDigests> {
  await prepareEngine()
  const digests: Record<string, string> = {}
  for (const { name, updates, of } of digestCases) {
    const engine = createFast(of)
    engine.run(updates, 0)
    const hash = await crypto.subtle.digest('SHA-256', readParameterBytes(engine))
    digests[name] = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
  }
  return { sharesMemory, digests }
}
