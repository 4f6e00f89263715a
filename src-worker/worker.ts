/** Composition root of the browser's worker. */
import { expose, transfer } from 'comlink'
import type { AssistantHost } from './engine/threadTeam'
import type { TrainerApi } from './protocol/trainerApi'
import { listBuffers } from './session/frames'
import type { FrameListener } from './session/frameSender'
import { TrainerService } from './session/trainerService'
import { createYield } from './session/yieldToMessages'

declare const __APP_VERSION__: string

class WorkerTrainer extends TrainerService {
  override subscribe(listener: FrameListener): Promise<void> {
    return super.subscribe((frame) => listener(transfer(frame, listBuffers(frame))))
  }
}

const assistants: AssistantHost = {
  cores: navigator.hardwareConcurrency,
  start(order, ready) {
    const thread = new Worker(new URL('./assistant.ts', import.meta.url), {
      type: 'module',
      name: 'assistant',
    })
    thread.addEventListener('message', ready, { once: true })
    thread.postMessage(order)
    return () => thread.terminate()
  },
}

const trainer: TrainerApi = new WorkerTrainer({
  now: () => performance.now(),
  assistants,
  pause: createYield(),
  appVersion: __APP_VERSION__,
})
expose(trainer)
