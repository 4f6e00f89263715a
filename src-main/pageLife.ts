/**
 * What becomes of the page when its process ends or hangs, as a pure state machine: `(state, event) → state and one
 * effect`. Fewer than three ends in five minutes are mended without a question.
 */
import type { RenderProcessGoneDetails } from 'electron'
import type { PageFailure } from './contract/ipc'

export type GoneReason = RenderProcessGoneDetails['reason']

export interface PageState {
  phase: 'well' | 'askingGone' | 'askingHung' | 'ending'
  /** What the page that is loaded next has to say; null when there is nothing. */
  failure: PageFailure | null
  /** Times of the latest ends, in milliseconds. */
  ends: readonly number[]
}

export type PageEvent =
  | { kind: 'gone'; reason: GoneReason; at: number }
  | { kind: 'hung' }
  | { kind: 'answers' }
  | { kind: 'chosen'; choice: 'again' | 'wait' | 'quit' }
  /** The page asked what happened before it. */
  | { kind: 'taken' }

/** `end` makes a process that hangs go; `gone` is heard after it. */
export type PageEffect = 'none' | 'reload' | 'askGone' | 'askHung' | 'end' | 'quit'

export interface PageStep {
  state: PageState
  effect: PageEffect
}

export const initialPageState: PageState = { phase: 'well', failure: null, ends: [] }

const windowMs = 5 * 60_000
const tolerated = 3

const failures: Record<Exclude<GoneReason, 'clean-exit'>, PageFailure> = {
  oom: 'outOfMemory',
  'memory-eviction': 'outOfMemory',
  killed: 'killed',
  'abnormal-exit': 'crashed',
  crashed: 'crashed',
  'launch-failed': 'notStarted',
  'integrity-failure': 'notStarted',
}

export function stepPage(state: PageState, event: PageEvent): PageStep {
  switch (event.kind) {
    case 'gone':
      return go(state, event.reason, event.at)
    case 'hung':
      if (state.phase !== 'well') return { state, effect: 'none' }
      return { state: { ...state, phase: 'askingHung' }, effect: 'askHung' }
    case 'answers':
      return { state: state.phase === 'askingHung' ? { ...state, phase: 'well' } : state, effect: 'none' }
    case 'chosen':
      return choose(state, event.choice)
    case 'taken':
      return { state: { ...state, failure: null }, effect: 'none' }
  }
}

function go(state: PageState, reason: GoneReason, at: number): PageStep {
  if (reason === 'clean-exit' || state.phase === 'askingGone') return { state, effect: 'none' }
  // The person made it go, so that it is no end to be counted.
  if (state.phase === 'ending')
    return { state: { ...state, phase: 'well', failure: 'hung' }, effect: 'reload' }
  const ends = [...state.ends.filter((end) => at - end < windowMs), at]
  const failure = failures[reason] ?? 'crashed'
  if (ends.length < tolerated) return { state: { phase: 'well', failure, ends }, effect: 'reload' }
  return { state: { phase: 'askingGone', failure, ends }, effect: 'askGone' }
}

function choose(state: PageState, choice: 'again' | 'wait' | 'quit'): PageStep {
  if (state.phase === 'askingGone') {
    const effect = choice === 'quit' ? 'quit' : 'reload'
    return { state: { ...state, phase: 'well' }, effect }
  }
  if (state.phase !== 'askingHung') return { state, effect: 'none' }
  return choice === 'again'
    ? { state: { ...state, phase: 'ending' }, effect: 'end' }
    : { state: { ...state, phase: 'well' }, effect: 'none' }
}
