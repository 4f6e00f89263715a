import { describe, expect, it } from 'vitest'
import { createTicks } from '../../../src-renderer/src/network/axisTicks'
import { choosePlane } from '../../../src-renderer/src/network/choosePlane'
import { parseColour, type Palette } from '../../../src-renderer/src/network/colours'
import { findContour } from '../../../src-renderer/src/network/contour'
import { findDecision, paintSurface } from '../../../src-renderer/src/network/decision'
import type { DataRows } from '../../../src-worker/protocol/tables'
import type { SurfaceMap } from '../../../src-worker/protocol/trainerApi'

const palette: Palette = {
  dark: false,
  stage: [255, 255, 255],
  positive: [0, 114, 178],
  negative: [213, 94, 0],
  ink: '#000',
  stageText: '#fff',
  pointPositive: '#005f96',
  pointNegative: '#b04c00',
  classes: [
    [10, 0, 0],
    [0, 20, 0],
    [0, 0, 30],
  ],
  classTexts: ['#a00', '#0b0', '#00c'],
}

const rowsOf = (targets: number[], columns = 1): DataRows => ({
  inputs: { rows: targets.length / columns, columns: 1, values: new Float64Array(targets.length / columns) },
  targets: { rows: targets.length / columns, columns, values: Float64Array.from(targets) },
  part: new Uint8Array(targets.length / columns),
  sourceRows: null,
  rows: targets.length / columns,
})

const surfaceOf = (values: number[], resolution: number, outputs = 1): SurfaceMap => ({
  resolution,
  minimum: [0, 0],
  maximum: [1, 1],
  inputX: 0,
  inputY: 1,
  values: Float32Array.from(values),
  outputs,
})

describe('decision', () => {
  it('lies at 0.5 for targets 0 and 1, at 0 for −1 and 1, also when the task is numbers', () => {
    const one = { task: 'classification' as const, targets: 1 }
    expect(findDecision(one, rowsOf([0, 1, 1]), 0)).toEqual({ kind: 'level', level: 0.5, half: 0.5 })
    expect(findDecision({ ...one, task: 'regression' }, rowsOf([-1, 1]), 0)).toEqual({
      kind: 'level',
      level: 0,
      half: 1,
    })
  })

  it('is the likeliest class for several targets, a surface for numbers', () => {
    expect(findDecision({ task: 'classification', targets: 3 }, null, 0)).toEqual({ kind: 'argmax' })
    expect(findDecision({ task: 'regression', targets: 1 }, rowsOf([0.1, -4, 2]), 0)).toEqual({
      kind: 'surface',
      output: 0,
      centre: 0,
      half: 4,
    })
  })

  it('paints the top row first, negative below the level, full strength at the target', () => {
    const pixels = new Uint8ClampedArray(16)
    paintSurface(pixels, surfaceOf([0, 0.5, 1, 1], 2), { kind: 'level', level: 0.5, half: 0.5 }, palette)
    expect([...pixels.slice(0, 3)]).toEqual([148, 196, 223])
    expect([...pixels.slice(8, 11)]).toEqual([237, 187, 148])
    expect([...pixels.slice(12, 15)]).toEqual([255, 255, 255])
  })
})

describe('contour', () => {
  it('of x − 0.25 over 5 × 5 points is the vertical line at step 1', () => {
    const values = Array.from({ length: 25 }, (_, at) => (at % 5) / 4)
    const pieces = findContour(values, 5, 0.25 + 1e-9)
    expect(pieces.length).toBe(4 * 4)
    for (let at = 0; at < pieces.length; at += 2) expect(pieces[at]).toBeCloseTo(1, 6)
  })

  it('of a saddle has two pieces that do not cross', () => {
    expect(findContour([1, -1, -1, 1], 2, 0).length).toBe(8)
  })

  it('of a field on one side of the level is empty', () => {
    expect(findContour([1, 2, 3, 4], 2, 0).length).toBe(0)
  })
})

it.each([
  [-1.2, 1.2, [-1, -0.5, 0, 0.5, 1]],
  [0, 17, [0, 5, 10, 15]],
  [2700, 6300, [3000, 4000, 5000, 6000]],
  [1, 1, []],
])('ticks from %d to %d', (minimum, maximum, ticks) => {
  expect(createTicks(minimum, maximum)).toEqual(ticks)
})

it('the plane leaves out a constant input', () => {
  const values = Float64Array.from([0, 1, 5, 0, 2, 6, 0, 3, 7])
  expect(choosePlane({ inputs: { rows: 3, columns: 3, values } })).toEqual({ inputX: 1, inputY: 2 })
})

it.each([
  ['#fff', [255, 255, 255]],
  ['#0072b2', [0, 114, 178]],
  ['rgb(1 2 3)', [1, 2, 3]],
])('reads the colour %s', (text, rgb) => {
  expect(parseColour(text)).toEqual(rgb)
})
