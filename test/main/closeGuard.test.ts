import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  initialCloseState,
  stepClose,
  type CloseEffect,
  type CloseEvent,
  type CloseState,
} from '../../src-main/closeGuard'
import { createCrashCounter } from '../../src-main/crashPolicy'

const ready: CloseEvent = { kind: 'pageReady' }
const edited: CloseEvent = { kind: 'titleState', unsaved: true }
const close: CloseEvent = { kind: 'closeWanted' }
const chosen = (choice: 'save' | 'discard' | 'cancel'): CloseEvent => ({ kind: 'chosen', choice })
const answered = (answer: 'saved' | 'stay'): CloseEvent => ({ kind: 'answered', answer })

function run(events: CloseEvent[]): { effects: CloseEffect[]; state: CloseState } {
  let state = initialCloseState
  const effects: CloseEffect[] = []
  for (const event of events) {
    const next = stepClose(state, event)
    state = next.state
    effects.push(next.effect)
  }
  return { effects: effects.filter((effect) => effect !== 'none'), state }
}

describe('the way out', () => {
  it.each([
    ['nothing to save', [ready, close], ['leave']],
    ['don’t save', [ready, edited, close, chosen('discard')], ['ask', 'leave']],
    ['cancel', [ready, edited, close, chosen('cancel')], ['ask', 'stay']],
    ['save', [ready, edited, close, chosen('save'), answered('saved')], ['ask', 'requestSave', 'leave']],
    [
      'save, then not saved',
      [ready, edited, close, chosen('save'), answered('stay')],
      ['ask', 'requestSave', 'stay'],
    ],
    ['saved before', [ready, edited, { kind: 'titleState', unsaved: false }, close], ['leave']],
    ['asked once', [ready, edited, close, close, close], ['ask']],
    [
      'the page hangs while it saves',
      [ready, edited, close, chosen('save'), close, chosen('discard')],
      ['ask', 'requestSave', 'ask', 'leave'],
    ],
    ['the page never came', [edited, close, chosen('save')], ['ask', 'stay']],
    ['the page crashed', [ready, edited, { kind: 'pageGone' }, close], ['leave']],
    ['an answer to no question', [ready, edited, answered('saved'), chosen('discard')], []],
  ] as [string, CloseEvent[], CloseEffect[]][])('%s', (_name, events, effects) => {
    expect(run(events).effects).toStrictEqual(effects)
  })

  it('unsaved work is never left without “don’t save” or a save that was answered', () => {
    const event = fc.constantFrom(ready, edited, close, chosen('save'), chosen('cancel'), answered('stay'))
    fc.assert(
      fc.property(fc.array(event), (events) => {
        expect(run([edited, ...events]).effects).not.toContain('leave')
      }),
      { numRuns: 300, seed: 7 },
    )
  })
})

describe('a page that crashes', () => {
  it('is loaded again twice in five minutes, then the person is asked', () => {
    let now = 0
    const mustAsk = createCrashCounter(() => now)
    const answers = [0, 60_000, 120_000, 421_000].map((at) => {
      now = at
      return mustAsk()
    })
    expect(answers).toStrictEqual([false, false, true, false])
  })
})
