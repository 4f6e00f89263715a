/** Composition root of the browser's worker. */
import { expose, transfer } from 'comlink'
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

const trainer: TrainerApi = new WorkerTrainer({
  now: () => performance.now(),
  startAssistant: null,
  pause: createYield(),
  appVersion: __APP_VERSION__,
})
expose(trainer)
