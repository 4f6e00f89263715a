import type { RunState } from '../protocol/trainerApi'

export type RunSignal = 'start' | 'stop' | 'ruleMet' | 'nonFinite' | 'rewind'

/** The states of a run and what moves it: idle → running ⇄ paused → finished | diverged, and back to idle. */
const transitions: Record<RunState, Partial<Record<RunSignal, RunState>>> = {
  idle: { start: 'running', rewind: 'idle' },
  running: { stop: 'paused', ruleMet: 'finished', nonFinite: 'diverged', rewind: 'idle' },
  paused: { start: 'running', ruleMet: 'finished', nonFinite: 'diverged', rewind: 'idle' },
  finished: { start: 'running', ruleMet: 'finished', nonFinite: 'diverged', rewind: 'idle' },
  diverged: { rewind: 'idle' },
}

/** The state after a signal; the same state when the signal means nothing there. */
export const advanceState = (state: RunState, signal: RunSignal): RunState =>
  transitions[state][signal] ?? state
