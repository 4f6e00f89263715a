/** What stands over the curves of a figure: changes made during the run, and places without a number. */
import type { Place, Shape } from './drawing'
import type { Figure } from './figure'
import { drawRule, figureColours, type Plot, type ToPixel } from './figureStyle'

/** Room between two markers' words, which stand upright. */
const wordsGap = 14
const mostLetters = 36

/** A marker keeps its line; its words are left out where they would cover those before. */
export function drawEvents({ events, range }: Figure, toX: ToPixel, plot: Plot): Shape[] {
  let free = -Infinity
  return events.flatMap(({ x: value, label }): Shape[] => {
    if (value < range.from || value > range.to) return []
    const x = toX(value)
    const mark = [drawRule([x, plot.top], [x, plot.bottom], figureColours.event), drawDiamond([x, plot.top])]
    if (x < free) return mark
    free = x + wordsGap
    const place: Place = [x < plot.left + wordsGap ? x + 12 : x - 4, plot.top + 8]
    const text = label.length > mostLetters ? `${label.slice(0, mostLetters - 1)}\u2026` : label
    return [
      ...mark,
      { kind: 'text', at: place, text, size: 11, fill: figureColours.label, anchor: 'end', turned: true },
    ]
  })
}

export const drawDiamond = ([x, y]: Place): Shape => ({
  kind: 'area',
  fill: figureColours.text,
  places: [
    [x, y - 4],
    [x + 4, y],
    [x, y + 4],
    [x - 4, y],
  ],
})

export function drawMarks({ marks, range }: Figure, toX: ToPixel, plot: Plot): Shape[] {
  return marks.flatMap(({ x: value, label }): Shape[] => {
    if (value < range.from || value > range.to) return []
    const x = toX(value)
    const nearEnd = x > plot.right - 30
    return [
      ...drawCross([x, plot.bottom - 8]),
      {
        kind: 'text',
        at: [nearEnd ? x - 8 : x + 8, plot.bottom - 4],
        text: label,
        size: 11,
        fill: figureColours.mark,
        anchor: nearEnd ? 'end' : 'start',
      },
    ]
  })
}

export const drawCross = ([x, y]: Place): Shape[] =>
  [-4, 4].map((rise) => ({
    kind: 'line',
    stroke: figureColours.mark,
    width: 1.75,
    places: [
      [x - 4, y - rise],
      [x + 4, y + rise],
    ],
  }))
