import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  initialCloseState,
  stepClose,
  type CloseEffect,
  type CloseEvent,
  type CloseState,
} from '../../src-main/closeGuard'

const ready: CloseEvent = { kind: 'pageReady' }
const edited: CloseEvent = { kind: 'titleState', unsaved: true }
const gone: CloseEvent = { kind: 'pageGone' }
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
    ['it crashed under the question', [ready, edited, close, gone, chosen('discard')], ['ask', 'leave']],
    [
      'it crashed under the question, then save',
      [ready, edited, close, gone, chosen('save')],
      ['ask', 'stay'],
    ],
    [
      'it crashed under the question and came again empty, then save',
      [ready, edited, close, gone, ready, chosen('save')],
      ['ask', 'stay'],
    ],
    [
      'it came again and was edited: the next wish is a question of its own',
      [ready, edited, close, gone, ready, edited, close, chosen('cancel'), close, chosen('save')],
      ['ask', 'stay', 'ask', 'requestSave'],
    ],
    [
      'it crashed while it saved',
      [ready, edited, close, chosen('save'), gone],
      ['ask', 'requestSave', 'stay'],
    ],
    ['it crashed while the window left', [ready, close, gone, close], ['leave']],
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
