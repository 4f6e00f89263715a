/** Makes the trainer's Worker. */
import { proxy, wrap } from 'comlink'
import workerUrl from '../../../src-worker/worker.ts?worker&url'
import type { Frame, TrainerApi } from '../../../src-worker/protocol/trainerApi'
import { getScriptPolicy } from './scriptPolicy'
import type { WorkerLink } from './workerLife'

export function spawnWorker(): WorkerLink {
  const worker = new Worker(getScriptPolicy().createScriptURL(workerUrl), { type: 'module', name: 'trainer' })
  const remote = wrap<TrainerApi>(worker)
  return {
    api: remote as unknown as TrainerApi,
    subscribe: (listener: (frame: Frame) => void) => remote.subscribe(proxy(listener)),
    onFailure(listener) {
      worker.addEventListener('error', (event) => listener(event.message || 'the worker failed'))
      worker.addEventListener('messageerror', () => listener('a message could not be read'))
    },
    terminate: () => worker.terminate(),
  }
}
