/** One worker of a sweep: what it is asked, and whether it still lives. A dead one answers every call. */
import type { LabErrorCode, Reply } from '../../../src-worker/protocol/errors'
import type { SweepApi } from '../../../src-worker/sweep/sweepApi'
import { guardCall } from './guardCall'

export interface SweepLink {
  api: SweepApi
  onFailure(listener: (message: string) => void): void
  terminate(): void
}

export interface SweepHand {
  /** A call of any length; `workerDied` or `workerSilent` when the worker is lost before it answers. */
  call<Value>(invoke: (api: SweepApi) => Promise<Reply<Value>>): Promise<Reply<Value>>
  /** Reading data is one piece of work: until it is done the heartbeat may wait. */
  expectSilence(isExpected: boolean): void
  end(): void
}

const beatMs = 1000
/** An update of a large network on a large batch takes long; nothing is answered meanwhile. */
const silentAfterMs = 60_000
const silentWhileReadingMs = 5 * 60_000

/** @param now milliseconds */
export function createSweepHand(createLink: () => SweepLink, now: () => number): SweepHand {
  const link = createLink()
  let loss: { code: LabErrorCode; message: string } | null = null
  let settleDied = (): void => undefined
  const died = new Promise<void>((settle) => (settleDied = settle))
  let pingSentAt: number | null = null
  let patienceMs = silentAfterMs
  const timer = setInterval(beat, beatMs)
  link.onFailure((message) => lose('workerDied', message))

  function lose(code: LabErrorCode, message: string): void {
    if (loss !== null) return
    loss = { code, message }
    clearInterval(timer)
    link.terminate()
    settleDied()
  }

  function beat(): void {
    if (pingSentAt !== null) {
      if (now() - pingSentAt >= patienceMs) lose('workerSilent', `no answer within ${patienceMs / 1000} s`)
      return
    }
    pingSentAt = now()
    link.api.ping().then(
      () => (pingSentAt = null),
      () => undefined,
    )
  }

  return {
    async call(invoke) {
      const reply = await guardCall(() => invoke(link.api), { died, deadlineMs: null })
      if (reply.ok || reply.error.code !== 'workerDied' || loss === null) return reply
      return { ok: false, error: { ...reply.error, ...loss } }
    },
    expectSilence: (isExpected) => (patienceMs = isExpected ? silentWhileReadingMs : silentAfterMs),
    end: () => lose('workerDied', 'the sweep was stopped'),
  }
}

/** A worker for one question. */
export async function askSweepWorker<Value>(
  createLink: () => SweepLink,
  now: () => number,
  invoke: (api: SweepApi) => Promise<Reply<Value>>,
): Promise<Reply<Value>> {
  const hand = createSweepHand(createLink, now)
  hand.expectSilence(true)
  const reply = await hand.call(invoke)
  hand.end()
  return reply
}
