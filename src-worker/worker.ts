/** Composition root of the browser's worker. */
import { expose, transfer } from 'comlink'
import assistantUrl from './assistant.ts?worker&url'
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

interface ScriptPolicy {
  createScriptURL(url: string): string
}

/** A worker has its own Trusted Types; the one address that its policy lets pass is that of its helper threads. */
function createScriptPolicy(): ScriptPolicy {
  const rules: ScriptPolicy = {
    createScriptURL(url) {
      if (url !== assistantUrl) throw new TypeError(`${url}: not an address of this application`)
      return url
    },
  }
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy }
  }
  return trustedTypes?.createPolicy('chainrule-worker', rules) ?? rules
}

const scripts = createScriptPolicy()

const assistants: AssistantHost = {
  cores: navigator.hardwareConcurrency,
  start(order, ready) {
    const thread = new Worker(scripts.createScriptURL(assistantUrl), { type: 'module', name: 'assistant' })
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
// What fails where nobody waits, such as a slice of training, would else stay in here: the window would see a run
// that goes on for ever.
globalThis.addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  reportError(event.reason)
})
expose(trainer)
