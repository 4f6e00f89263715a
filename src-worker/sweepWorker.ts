/** Composition root of a browser's worker that makes runs of a sweep: one thread, its neighbours have the other cores. */
import { expose } from 'comlink'
import { SweepService } from './session/sweepService'
import { createYield } from './session/yieldToMessages'
import type { SweepApi } from './sweep/sweepApi'

const service: SweepApi = new SweepService({
  now: () => performance.now(),
  assistants: null,
  pause: createYield(),
})
expose(service)
