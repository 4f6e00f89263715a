/** Links to the real runner in this thread, its messages copied as a worker's are; and to ones that die. */
import { SweepService } from '../../../src-worker/session/sweepService'
import type { SweepNews } from '../../../src-worker/sweep/sweepApi'
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
          async make(choices, tell) {
            links.batches.push(choices.length)
            links.mostBusy = Math.max(links.mostBusy, ++busy)
            tell({ ended: [], share: 0 })
            const ended: SweepNews['ended'] = []
            for (const choice of structuredClone([...choices])) {
              const fate = fateOf(++begun)
              if (fate === 'dies') setTimeout(() => fail('out of memory'))
              if (fate !== null) {
                isSilent = fate === 'never answers'
                busy--
                return new Promise(() => undefined)
              }
              const reply = await service.make([choice], (news) => tell({ ended: [], share: news.share }))
              if (!reply.ok) return reply
              ended.push(...reply.value)
              for (const one of reply.value) if (one.ok) links.made.push(one.value.name)
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
