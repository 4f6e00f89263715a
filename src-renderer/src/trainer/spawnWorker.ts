/** The one place that makes a Worker. Under Trusted Types its address passes a policy that takes the own origin only. */
import { proxy, wrap } from 'comlink'
import workerUrl from '../../../src-worker/worker.ts?worker&url'
import type { Frame, TrainerApi } from '../../../src-worker/protocol/trainerApi'
import type { WorkerLink } from './workerLife'

interface ScriptUrlPolicy {
  createScriptURL(url: string): string
}
interface PolicyFactory {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy
}

/** Origins of custom schemes are `null` in places: protocol and host are compared. */
export function isOwnAddress(url: string, page: string): boolean {
  const [target, own] = [new URL(url, page), new URL(page)]
  return target.protocol === own.protocol && target.host === own.host
}

let policy: ScriptUrlPolicy | null = null

function getPolicy(): ScriptUrlPolicy {
  if (policy !== null) return policy
  const rules: ScriptUrlPolicy = {
    createScriptURL(url) {
      if (!isOwnAddress(url, location.href)) throw new TypeError(`${url}: not an address of this application`)
      return url
    },
  }
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
  return (policy = factory?.createPolicy('chainrule-worker', rules) ?? rules)
}

export function spawnWorker(): WorkerLink {
  const worker = new Worker(getPolicy().createScriptURL(workerUrl), { type: 'module', name: 'trainer' })
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
