import { describe, expect, it } from 'vitest'
import {
  createAxis,
  interpolate,
  mapView,
  placeUpdate,
  splitEvent,
} from '../../../src-renderer/src/runs/runSeries'
import { createHistory } from '../trainer/fakeTrainerApi'

describe('curves of a run', () => {
  it('counts epochs as samples over rows, so that updates within an epoch lie apart', () => {
    const curves = createAxis(createHistory(), 'epoch', 6)
    expect([...Array.from(curves.x)]).toEqual([0.5, 1, 1.5])
    expect(curves.xMaximum).toBe(1.5)
  })

  it('counts samples and seconds, evaluations among them by their epoch and their update', () => {
    const samples = createAxis(createHistory(), 'samples', 6)
    expect([Array.from(samples.x), Array.from(samples.xEvaluation)]).toEqual([
      [3, 6, 9],
      [0, 6],
    ])
    const seconds = createAxis(createHistory(), 'seconds', 6)
    expect([Array.from(seconds.x), Array.from(seconds.xEvaluation), seconds.xMaximum]).toEqual([
      [0.1, 0.2, 0.3],
      [0, 0.2],
      0.3,
    ])
  })

  it('interpolates from (0, 0) on and stays at the last value', () => {
    expect([0, 1, 2, 5, 9].map((at) => interpolate([2, 6], [10, 30], at))).toEqual([0, 5, 10, 25, 30])
  })

  it('places an update at the row that holds it', () => {
    const history = createHistory()
    const epochs = createAxis(history, 'epoch', 6)
    expect([0, 2, 7].map((at) => placeUpdate(at, history, epochs, 'epoch'))).toEqual([0, 1, 1.5])
    expect(placeUpdate(2, history, createAxis(history, 'update', 6), 'update')).toBe(2)
  })

  it('shows the same stretch on another axis, the end still followed', () => {
    const [updates, samples] = (['update', 'samples'] as const).map((axis) =>
      createAxis(createHistory(), axis, 6),
    )
    expect(mapView({ from: 1, to: 2, follows: false }, updates!, samples!)).toEqual({
      from: 3,
      to: 6,
      follows: false,
    })
    expect(mapView({ from: 2, to: 3, follows: true }, updates!, samples!)).toEqual({
      from: 6,
      to: 9,
      follows: true,
    })
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
