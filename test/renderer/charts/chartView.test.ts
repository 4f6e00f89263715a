import { describe, expect, it } from 'vitest'
import {
  limitView,
  moveViewByKey,
  panBy,
  resolveView,
  zoomAt,
} from '../../../src-renderer/src/charts/chartView'

const whole = { from: 0, to: 100 }

describe('a view of the x axis', () => {
  it('stays while data come in; one that touches the end keeps its width and follows', () => {
    const inside = limitView({ from: 20, to: 40 }, 100)
    expect(resolveView(inside, 300)).toEqual({ from: 20, to: 40 })
    const atEnd = limitView({ from: 80, to: 100 }, 100)
    expect(atEnd).toEqual({ from: 80, to: 100, follows: true })
    expect(resolveView(atEnd, 300)).toEqual({ from: 280, to: 300 })
    expect(resolveView(null, 300)).toEqual({ from: 0, to: 300 })
    // Rows grow with the run: in 20 of 50,000 updates there would be none.
    expect(resolveView(atEnd, 50_000)).toEqual({ from: 49_900, to: 50_000 })
  })

  it('that is left of nothing shows all: a run that began anew is shorter', () => {
    expect(resolveView({ from: 20, to: 40, follows: false }, 5)).toEqual({ from: 0, to: 5 })
    expect(resolveView({ from: 80, to: 100, follows: true }, 5)).toEqual({ from: 0, to: 5 })
  })

  it('zooms around the pointer: what is under it stays there', () => {
    expect(zoomAt(whole, 100, 25, 0.5)).toEqual({ from: 12.5, to: 62.5, follows: false })
    expect(zoomAt({ from: 12.5, to: 62.5 }, 100, 25, 2)).toBeNull()
    expect(zoomAt(whole, 100, 100, 0.1)).toEqual({ from: 90, to: 100, follows: true })
  })

  it('is never narrower than a 500th of the axis, never beyond its ends', () => {
    const narrow = zoomAt(whole, 100, 50, 1e-9)!
    expect(narrow.to - narrow.from).toBeCloseTo(0.2, 12)
    expect(zoomAt(narrow, 100, narrow.from, 0.5)).toEqual(narrow)
    expect(limitView({ from: -10, to: 20 }, 100)).toEqual({ from: 0, to: 30, follows: false })
    expect(panBy({ from: 70, to: 90 }, 100, 5)).toEqual({ from: 80, to: 100, follows: true })
  })

  it('moves by keys: plus at the followed end, arrows by a quarter, 0 and Home back to all', () => {
    const zoomed = moveViewByKey('+', whole, 100)!
    expect([zoomed.from, zoomed.to, zoomed.follows]).toEqual([expect.closeTo(100 / 3, 9), 100, true])
    expect(moveViewByKey('ArrowLeft', { from: 60, to: 100 }, 100)).toEqual({
      from: 50,
      to: 90,
      follows: false,
    })
    expect(moveViewByKey('ArrowRight', { from: 50, to: 90 }, 100)).toEqual({
      from: 60,
      to: 100,
      follows: true,
    })
    expect(moveViewByKey('-', { from: 40, to: 60 }, 100)).toEqual({ from: 35, to: 65, follows: false })
    expect([moveViewByKey('0', zoomed, 100), moveViewByKey('Home', zoomed, 100)]).toEqual([null, null])
    expect(moveViewByKey('a', whole, 100)).toBeUndefined()
  })
})
