import type { Shape } from './drawing'
import type { Figure } from './figure'
import { drawCross, drawDiamond } from './figureMarks'
import { drawRule, estimateWidth, figureColours, figureEdges } from './figureStyle'

const lineHeight = 20

/** Entries side by side, on as many lines as they need. */
export function layOutLegend(
  { series, events, marks, eventsLabel, marksLabel, range }: Figure,
  top: number,
): { shapes: Shape[]; height: number } {
  const inRange = ({ x }: { x: number }): boolean => x >= range.from && x <= range.to
  const entries: { label: string; mark: (x: number, y: number) => Shape[] }[] = series.map((one) => ({
    label: one.label,
    mark: (x, y) => {
      const dash = one.dashed === true ? { dash: [6, 3] } : {}
      return [
        {
          kind: 'line',
          places: [
            [x, y],
            [x + 24, y],
          ],
          stroke: one.colour,
          width: 2,
          ...dash,
        },
      ]
    },
  }))
  if (events.some(inRange)) {
    entries.push({
      label: eventsLabel,
      mark: (x, y) => [
        drawRule([x + 12, y - 7], [x + 12, y + 7], figureColours.event),
        drawDiamond([x + 12, y - 3]),
      ],
    })
  }
  if (marks.some(inRange)) entries.push({ label: marksLabel, mark: (x, y) => drawCross([x + 12, y]) })
  const shapes: Shape[] = []
  const { left, right } = figureEdges
  let [x, line] = [left, 0]
  for (const { label, mark } of entries) {
    const width = 30 + estimateWidth(label, 12)
    if (x > left && x + width > right) [x, line] = [left, line + 1]
    const y = top + line * lineHeight
    shapes.push(...mark(x, y), {
      kind: 'text',
      at: [x + 30, y + 4],
      text: label,
      size: 12,
      fill: figureColours.label,
    })
    x += width + 22
  }
  return { shapes, height: (line + 1) * lineHeight }
}
