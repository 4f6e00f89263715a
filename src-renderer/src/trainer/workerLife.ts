/**
 * Birth, heartbeat and death of the worker. A silent worker is reported, never killed: that is the person's choice.
 * A dead one is replaced by itself unless it died three times within five minutes.
 */
import { readonly, ref, type Ref } from 'vue'
import type { Reply } from '../../../src-worker/protocol/errors'
import type { Frame, TrainerApi } from '../../../src-worker/protocol/trainerApi'
import { guardCall } from './guardCall'

export interface WorkerLink {
  api: TrainerApi
  subscribe(listener: (frame: Frame) => void): Promise<void>
  onFailure(listener: (message: string) => void): void
  terminate(): void
}

export interface WorkerLifeOptions {
  createLink(): WorkerLink
  now(): number
  onFrame(frame: Frame): void
  /** A worker died; a new one is there when `replaced`. */
  onDeath(message: string, replaced: boolean): void
}

export interface WorkerLife {
  readonly silent: Readonly<Ref<boolean>>
  call<Value>(invoke: (api: TrainerApi) => Promise<Reply<Value>>, patience?: Patience): Promise<Reply<Value>>
  /** Ends the worker and makes a new one, whatever its state. */
  replace(): void
  dispose(): void
}

/** How long an answer may take; `work` tells how far it is and answers the heartbeat meanwhile. */
export type Patience = 'short' | 'long' | 'work'

const beatMs = 1000
const silentAfterMs = 5000
const deadlineMs: Record<Patience, number | null> = { short: 10_000, long: 60_000, work: null }
const deathsWindowMs = 5 * 60_000
const deathsAllowed = 3

/** Whether a worker may be replaced without asking: fewer than three deaths in five minutes, this one counted. */
export function mayReplace(deathTimesMs: readonly number[], nowMs: number): boolean {
  return deathTimesMs.filter((time) => nowMs - time < deathsWindowMs).length < deathsAllowed
}

interface Living {
  link: WorkerLink
  died: Promise<void>
  settleDied(): void
  pingSentAt: number | null
  longCalls: number
}

export function createWorkerLife(options: WorkerLifeOptions): WorkerLife {
  const silent = ref(false)
  const deaths: number[] = []
  let living = give()
  const timer = setInterval(beat, beatMs)

  function give(): Living {
    let settleDied = (): void => undefined
    const died = new Promise<void>((settle) => (settleDied = settle))
    const link = options.createLink()
    const born: Living = { link, died, settleDied, pingSentAt: null, longCalls: 0 }
    link.onFailure((message) => born === living && end(message))
    link.subscribe(options.onFrame).catch(() => undefined)
    return born
  }

  function end(message: string): void {
    deaths.push(options.now())
    living.link.terminate()
    living.settleDied()
    silent.value = false
    const replaced = mayReplace(deaths, options.now())
    if (replaced) living = give()
    options.onDeath(message, replaced)
  }

  function beat(): void {
    const { link, pingSentAt, longCalls } = living
    if (pingSentAt !== null) {
      silent.value = longCalls === 0 && options.now() - pingSentAt >= silentAfterMs
      return
    }
    const asked = living
    asked.pingSentAt = options.now()
    link.api.ping().then(
      () => {
        asked.pingSentAt = null
        if (asked === living) silent.value = false
      },
      () => undefined,
    )
  }

  return {
    silent: readonly(silent),
    async call(invoke, patience = 'short') {
      const target = living
      if (patience === 'long') target.longCalls++
      const guard = { died: target.died, deadlineMs: deadlineMs[patience] }
      const reply = await guardCall(() => invoke(target.link.api), guard)
      if (patience === 'long') target.longCalls--
      return reply
    },
    replace() {
      living.link.terminate()
      living.settleDied()
      silent.value = false
      living = give()
    },
    dispose() {
      clearInterval(timer)
      living.link.terminate()
      living.settleDied()
    },
  }
}
