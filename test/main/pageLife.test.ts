import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PageFailure } from '../../src-main/contract/ipc'
import {
  initialPageState,
  stepPage,
  type GoneReason,
  type PageEffect,
  type PageEvent,
  type PageState,
} from '../../src-main/pageLife'

const minute = 60_000
const gone = (at: number, reason: GoneReason = 'crashed'): PageEvent => ({ kind: 'gone', reason, at })
const hung: PageEvent = { kind: 'hung' }
const answers: PageEvent = { kind: 'answers' }
const taken: PageEvent = { kind: 'taken' }
const chosen = (choice: 'again' | 'wait' | 'quit'): PageEvent => ({ kind: 'chosen', choice })

function run(events: PageEvent[]): { effects: PageEffect[]; state: PageState } {
  let state = initialPageState
  const effects: PageEffect[] = []
  for (const event of events) {
    const next = stepPage(state, event)
    state = next.state
    effects.push(next.effect)
  }
  return { effects: effects.filter((effect) => effect !== 'none'), state }
}

describe('the life of a page', () => {
  it.each([
    ['one end is mended unasked', [gone(0)], ['reload']],
    ['two in five minutes too', [gone(0), gone(minute)], ['reload', 'reload']],
    ['three are asked about', [gone(0), gone(minute), gone(2 * minute)], ['reload', 'reload', 'askGone']],
    [
      'three in six minutes are not',
      [gone(0), gone(3 * minute), gone(6 * minute)],
      ['reload', 'reload', 'reload'],
    ],
    [
      'load again, and the next end asks again',
      [gone(0), gone(1), gone(2), chosen('again'), gone(3)],
      ['reload', 'reload', 'askGone', 'reload', 'askGone'],
    ],
    ['quit', [gone(0), gone(1), gone(2), chosen('quit')], ['reload', 'reload', 'askGone', 'quit']],
    ['an end in order is none', [gone(0, 'clean-exit')], []],
    ['a page that hangs is asked about once', [hung, hung], ['askHung']],
    ['wait, and it hangs again', [hung, chosen('wait'), hung], ['askHung', 'askHung']],
    ['it answers before the person does', [hung, answers, chosen('again')], ['askHung']],
    [
      'load a page that hangs again',
      [hung, chosen('again'), gone(0, 'killed')],
      ['askHung', 'end', 'reload'],
    ],
    [
      'that end is not counted',
      [hung, chosen('again'), gone(0, 'killed'), gone(1), gone(2)],
      ['askHung', 'end', 'reload', 'reload', 'reload'],
    ],
    ['it ends by itself under the question', [hung, gone(0), chosen('again')], ['askHung', 'reload']],
    ['an answer to no question', [chosen('quit'), chosen('again')], []],
  ] as [string, PageEvent[], PageEffect[]][])('%s', (_name, events, effects) => {
    expect(run(events).effects).toStrictEqual(effects)
  })

  it.each([
    ['oom', 'outOfMemory'],
    ['memory-eviction', 'outOfMemory'],
    ['killed', 'killed'],
    ['crashed', 'crashed'],
    ['abnormal-exit', 'crashed'],
    ['launch-failed', 'notStarted'],
    ['integrity-failure', 'notStarted'],
  ] as [GoneReason, PageFailure][])('%s is %s to the next page, told once', (reason, failure) => {
    const { state } = run([gone(0, reason)])
    expect(state.failure).toBe(failure)
    expect(stepPage(state, taken).state.failure).toBeNull()
  })

  it('a reason that Electron does not have yet is a crash', () => {
    expect(run([gone(0, 'unheard-of' as GoneReason)]).state.failure).toBe('crashed')
  })

  it('a page that hung and was loaded again says that', () => {
    expect(run([hung, chosen('again'), gone(0, 'killed')]).state.failure).toBe('hung')
  })

  it('quits by the person alone', () => {
    const event = fc.constantFrom(
      gone(0),
      gone(1, 'oom'),
      hung,
      answers,
      taken,
      chosen('again'),
      chosen('wait'),
    )
    fc.assert(
      fc.property(fc.array(event), (events) => {
        expect(run(events).effects).not.toContain('quit')
      }),
      { numRuns: 300, seed: 7 },
    )
  })
})
