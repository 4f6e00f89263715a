/** Composition root of a thread that makes runs of a sweep. */
import { setImmediate } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { SweepRunner } from '../../src-worker/session/sweepRunner'
import type { Experiment } from '../../src-worker/spec/experiment'
import { createNodeAssistants } from './nodeAssistants'
import type { SweepThreadData, SweepThreadMessage } from './sweepThreads'

if (parentPort === null) throw new Error('Runs of a sweep are made in a thread.')
const port = parentPort
const { attachments, helpers } = workerData as SweepThreadData
const send = (message: SweepThreadMessage): void => port.postMessage(message)
const runner = new SweepRunner(attachments, {
  now: () => performance.now(),
  assistants: helpers ? createNodeAssistants(new URL('./assistantThread.js', import.meta.url)) : null,
  pause: () => setImmediate(),
})
port.on('message', (experiment: Experiment) => {
  void runner
    .run(experiment, (share) => send({ kind: 'share', share }))
    .then((reply) => send({ kind: 'reply', reply }))
})
