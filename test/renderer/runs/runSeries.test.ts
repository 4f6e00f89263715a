import { describe, expect, it } from 'vitest'
import { createAxis, placeEvent, splitEvent } from '../../../src-renderer/src/runs/runSeries'
import { createHistory } from '../trainer/fakeTrainerApi'

describe('curves of a run', () => {
  it('counts epochs as samples over rows, so that updates within an epoch lie apart', () => {
    const curves = createAxis(createHistory(), 'epoch', 6)
    expect([...Array.from(curves.x)]).toEqual([0.5, 1, 1.5])
    expect(curves.xMaximum).toBe(1.5)
  })

  it('places an event at the row that holds its update', () => {
    const history = createHistory()
    const event = { update: 2, field: 'l2' as const, before: '0', after: '0.1' }
    expect(placeEvent(event, history, createAxis(history, 'epoch', 6), 'epoch')).toBe(1)
    expect(placeEvent(event, history, createAxis(history, 'update', 6), 'update')).toBe(2)
    expect(placeEvent({ ...event, update: 0 }, history, createAxis(history, 'epoch', 6), 'epoch')).toBe(0)
  })

  it('names the part of a setting that changed', () => {
    const event = {
      update: 3,
      field: 'optimizer' as const,
      before: 'sgd, learningRate 0.5, momentum 0, nesterov false',
      after: 'sgd, learningRate 0.1, momentum 0, nesterov false',
    }
    expect(splitEvent(event)).toEqual([{ name: 'learningRate', before: '0.5', after: '0.1' }])
    expect(splitEvent({ ...event, after: 'adam, learningRate 0.01, beta1 0.9' })).toEqual([
      { name: 'optimizer', before: 'sgd', after: 'adam' },
    ])
    expect(splitEvent({ update: 3, field: 'batchSize', before: '4', after: 'full' })).toEqual([
      { name: 'batchSize', before: '4', after: 'full' },
    ])
  })
})
