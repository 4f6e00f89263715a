import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advanceState, type RunSignal } from '../../../src-worker/session/runMachine'

describe('the state machine of a run', () => {
  it('goes idle → running → paused → running → finished → running', () => {
    const signals: RunSignal[] = ['start', 'stop', 'start', 'ruleMet', 'start']
    expect(signals.reduce(advanceState, 'idle')).toBe('running')
  })

  it('leaves diverged only by going back to the start', () => {
    expect(advanceState('diverged', 'start')).toBe('diverged')
    expect(advanceState('diverged', 'rewind')).toBe('idle')
  })

  it('never reaches finished or diverged from idle without running', () => {
    const signals = fc.array(fc.constantFrom<RunSignal>('stop', 'ruleMet', 'nonFinite', 'rewind'))
    fc.assert(fc.property(signals, (list) => list.reduce(advanceState, 'idle') === 'idle'))
  })
})
