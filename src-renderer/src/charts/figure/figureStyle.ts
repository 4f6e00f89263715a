/** Sizes and colours of a figure, which is read on paper: those of the light theme. */
import type { Drawing, Place, Shape } from './drawing'

export const figureSize = { width: 880, height: 500 }
export const figureColours = {
  ground: '#ffffff',
  grid: '#e3e6e9',
  axis: '#868e97',
  text: '#14171a',
  label: '#4a525b',
  tick: '#636b75',
  event: '#636b75',
  mark: '#b3261e',
}
export const figureFonts =
  "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', Arial, sans-serif"
export const figureEdges = { left: 92, right: 856, bottom: 434 }

export type Plot = Drawing['plot']
/** A value on an axis → its place in pixels. */
export type ToPixel = (value: number) => number

export const drawRule = (from: Place, to: Place, stroke: string): Shape => ({
  kind: 'line',
  places: [from, to],
  stroke,
  width: 1,
})

/** Chinese letters are as wide as they are high; others about half. */
export const estimateWidth = (text: string, fontSize: number): number =>
  Array.from(text).reduce((sum, letter) => sum + (letter > '\u2e7f' ? 1 : 0.54) * fontSize, 0)
