/** Composition root of the trainer in a thread of Node: the same session code as in the window. */
import { setImmediate } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import { expose } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { createNodeAssistants } from './nodeAssistants'
import { TrainerService } from '../../src-worker/session/trainerService'

declare const __APP_VERSION__: string

if (parentPort === null) throw new Error('The trainer runs in a thread.')
const trainer = new TrainerService({
  now: () => performance.now(),
  assistants: createNodeAssistants(new URL('./assistantThread.js', import.meta.url)),
  // A message to oneself would keep the thread's other messages waiting; a turn of the event loop does not.
  pause: () => setImmediate(),
  appVersion: __APP_VERSION__,
})
expose(trainer, nodeEndpoint(parentPort))
