/** Composition root of a helper thread of Node. */
import { parentPort } from 'node:worker_threads'
import { assist } from '../../src-worker/engine/assistant'

if (parentPort === null) throw new Error('An assistant runs in a thread.')
const port = parentPort
port.once('message', (order: Parameters<typeof assist>[0]) => assist(order, () => port.postMessage('ready')))
