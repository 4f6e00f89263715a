/** Links to the real runner in this thread, its messages copied as a worker's are; and to ones that die. */
import { SweepService } from '../../../src-worker/session/sweepService'
import type { EndedRun } from '../../../src-worker/sweep/sweepApi'
import type { SweepLink } from '../../../src-renderer/src/trainer/sweepHand'

export interface CountedLinks {
  createLink(): SweepLink
  /** Workers that were made, and those that were ended. */
  born: number
  ended: number
  /** Runs at the same time, at most. */
  mostBusy: number
  made: string[]
  /** Runs of each call. */
  batches: number[]
}

/** What happens to the nth run that any of the workers begins, from 1. */
export type Fate = 'dies' | 'never answers' | null

/** @param fateOf runs are counted over all workers */
export function createLinks(fateOf: (nth: number) => Fate = () => null): CountedLinks {
  let begun = 0
  let busy = 0
  const links: CountedLinks = {
    born: 0,
    ended: 0,
    mostBusy: 0,
    made: [],
    batches: [],
    createLink() {
      links.born++
      const service = new SweepService({
        now: () => performance.now(),
        assistants: null,
        pause: () => new Promise((done) => setTimeout(done)),
      })
      let fail = (_message: string): void => undefined
      let isSilent = false
      return {
        api: {
          plan: async (sweep) => structuredClone(await service.plan(structuredClone(sweep))),
          prepare: (sweep, data) => service.prepare(structuredClone(sweep), structuredClone(data)),
          hashRows: (session) => service.hashRows(structuredClone(session)),
          async make(orders, tell) {
            links.batches.push(orders.length)
            links.mostBusy = Math.max(links.mostBusy, ++busy)
            await tell({ ended: [], going: { at: 0, key: orders[0]!.key, share: 0 } })
            const ended: EndedRun[] = []
            for (const [at, order] of structuredClone([...orders]).entries()) {
              const fate = fateOf(++begun)
              if (fate === 'dies') setTimeout(() => fail('out of memory'))
              if (fate !== null) {
                isSilent = fate === 'never answers'
                busy--
                return new Promise(() => undefined)
              }
              const reply = await service.make([order], ({ going }) =>
                tell({ ended: [], going: { ...going, at } }),
              )
              if (!reply.ok) return reply
              ended.push(...reply.value.map((one) => ({ ...one, at })))
              for (const one of reply.value) if (one.reply.ok) links.made.push(one.reply.value.name)
            }
            busy--
            return { ok: true, value: structuredClone(ended) }
          },
          exportSweep: (saved, format, target) =>
            service.exportSweep(structuredClone(saved), format, structuredClone(target)),
          ping: () => (isSilent ? new Promise(() => undefined) : service.ping()),
        },
        onFailure: (listener) => (fail = listener),
        terminate: () => links.ended++,
      }
    },
  }
  return links
}

/**
 * To the real runner, whose news about each run take a while of their own to arrive: late, out of order, after the reply.
 * @param delay turns of the event loop that the nth news takes
 */
export function createLateLink(delay: (nth: number) => number): SweepLink {
  let [atMs, told] = [0, 0]
  const pause = () => new Promise<void>((done) => setTimeout(done))
  // Each look at the clock is later than news may follow each other.
  const service = new SweepService({ now: () => (atMs += 200), assistants: null, pause })
  return {
    api: {
      plan: (sweep) => service.plan(sweep),
      prepare: (sweep, data) => service.prepare(structuredClone(sweep), structuredClone(data)),
      hashRows: (session) => service.hashRows(session),
      make: async (orders, tell) =>
        structuredClone(
          await service.make(structuredClone(orders), async (news) => {
            const copy = structuredClone(news)
            for (let turns = delay(++told); turns > 0; turns--) await pause()
            await tell(copy)
          }),
        ),
      exportSweep: (saved, format, target) => service.exportSweep(saved, format, target),
      ping: () => service.ping(),
    },
    onFailure: () => undefined,
    terminate: () => undefined,
  }
}
