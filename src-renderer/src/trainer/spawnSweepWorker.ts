/** Makes a Worker for runs of a sweep. */
import { proxy, wrap } from 'comlink'
import workerUrl from '../../../src-worker/sweepWorker.ts?worker&url'
import type { SweepApi } from '../../../src-worker/sweep/sweepApi'
import { getScriptPolicy } from './scriptPolicy'
import type { SweepLink } from './sweepHand'

export function spawnSweepWorker(): SweepLink {
  const worker = new Worker(getScriptPolicy().createScriptURL(workerUrl), { type: 'module', name: 'sweep' })
  const remote = wrap<SweepApi>(worker)
  const api = remote as unknown as SweepApi
  return {
    api: {
      plan: (sweep) => api.plan(sweep),
      prepare: (sweep, data) => api.prepare(sweep, data),
      hashRows: (session) => api.hashRows(session),
      make: (orders, tell) => api.make(orders, proxy(tell)),
      exportSweep: (saved, format, target) => api.exportSweep(saved, format, target),
      ping: () => api.ping(),
    },
    onFailure(listener) {
      worker.addEventListener('error', (event) => listener(event.message || 'the worker failed'))
      worker.addEventListener('messageerror', () => listener('a message could not be read'))
    },
    terminate: () => worker.terminate(),
  }
}
