/** A figure as flat shapes in pixels: one layout, written as SVG or painted on a canvas. Types only. */

export type Place = readonly [x: number, y: number]

export type Shape =
  | {
      kind: 'line'
      places: readonly Place[]
      stroke: string
      width: number
      dash?: readonly number[]
      /** Not drawn outside the plot. */
      clipped?: boolean
    }
  | { kind: 'area'; places: readonly Place[]; fill: string }
  | { kind: 'circle'; at: Place; radius: number; fill: string; stroke: string; clipped?: boolean }
  | {
      kind: 'text'
      at: Place
      text: string
      size: number
      fill: string
      bold?: boolean
      anchor?: 'start' | 'middle' | 'end'
      /** Reads upwards, with a rim of the ground's colour, for it may lie over a curve. */
      turned?: boolean
    }

export interface Drawing {
  width: number
  height: number
  ground: string
  fonts: string
  title: string
  description: string
  plot: { left: number; right: number; top: number; bottom: number }
  shapes: readonly Shape[]
}
