import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { AssistantHost } from '../../src-worker/engine/threadTeam'

/** Helper threads of Node. @param file the built `assistantThread` */
export const createNodeAssistants = (file: URL): AssistantHost => ({
  cores: availableParallelism(),
  start(order, ready) {
    const thread = new Worker(file)
    thread.unref()
    thread.once('message', ready)
    thread.postMessage(order)
    return () => void thread.terminate()
  },
})
