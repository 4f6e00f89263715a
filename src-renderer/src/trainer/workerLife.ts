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
/** Behind a long call; a worker may hang in the middle of one. */
const silentWhileLongMs = 20_000
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
  ping: Ping | null
  /** Long calls under way, each by its place among all of them. */
  longCalls: Set<number>
}

interface Ping {
  sentAt: number
  /** Long calls that were asked before it: while one of them is under way, it may be what the worker is busy with. */
  behind: ReadonlySet<number>
}

export function createWorkerLife(options: WorkerLifeOptions): WorkerLife {
  const silent = ref(false)
  const deaths: number[] = []
  let calls = 0
  let living = give()
  const timer = setInterval(beat, beatMs)

  function give(): Living {
    let settleDied = (): void => undefined
    const died = new Promise<void>((settle) => (settleDied = settle))
    const link = options.createLink()
    const born: Living = { link, died, settleDied, ping: null, longCalls: new Set() }
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
    const asked = living
    if (asked.ping !== null) {
      const { sentAt, behind } = asked.ping
      const isWorking = [...behind].some((call) => asked.longCalls.has(call))
      silent.value = options.now() - sentAt >= (isWorking ? silentWhileLongMs : silentAfterMs)
      return
    }
    asked.ping = { sentAt: options.now(), behind: new Set(asked.longCalls) }
    asked.link.api.ping().then(
      () => {
        asked.ping = null
        if (asked === living) silent.value = false
      },
      () => undefined,
    )
  }

  return {
    silent: readonly(silent),
    async call(invoke, patience = 'short') {
      const target = living
      const place = ++calls
      if (patience === 'long') target.longCalls.add(place)
      const guard = { died: target.died, deadlineMs: deadlineMs[patience] }
      const reply = await guardCall(() => invoke(target.link.api), guard)
      target.longCalls.delete(place)
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
