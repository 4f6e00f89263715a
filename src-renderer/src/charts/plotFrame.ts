/** The frame of a drawn plot, in pixels, and the ticks of its axes. Pure. */
import type { Tick } from './ticks'

export interface PlotTick {
  at: number
  text: string
  /** Its text ends at the tick; else it is centred on it. */
  anchor?: 'end'
}

export interface PlotFrame {
  width: number
  height: number
  /** Edges of what is drawn between the axes. */
  left: number
  right: number
  top: number
  bottom: number
}

export interface FramedPlot extends PlotFrame {
  xTicks: PlotTick[]
  yTicks: PlotTick[]
}

const leastWidth = 80

/** Leaves the margins around a plot; a narrow one goes beyond its right margin. */
export function framePlot(
  { width, height }: Pick<PlotFrame, 'width' | 'height'>,
  margin: Pick<PlotFrame, 'left' | 'right' | 'top' | 'bottom'>,
): PlotFrame {
  const { left, top } = margin
  const right = Math.max(left + leastWidth, width - margin.right)
  return { width, height, left, right, top, bottom: height - margin.bottom }
}

/** Values from the bottom of a plot to its top. */
export const createPlaceY =
  ({ top, bottom }: Pick<PlotFrame, 'top' | 'bottom'>, from: number, to: number) =>
  (value: number): number =>
    bottom - ((value - from) / (to - from)) * (bottom - top)

export const placeTicks = (ticks: readonly Tick[], place: (value: number) => number): PlotTick[] =>
  ticks.map(({ value, label }) => ({ at: place(value), text: label }))

/** To tenths: short paths. */
export const roundPixel = (value: number): number => Math.round(value * 10) / 10
