/** Where the graph's tiles and links lie: pure arithmetic. */

export interface UnitPlace {
  /** From 0: the inputs. */
  layer: number
  /** From 0. */
  unit: number
  /** Centre. */
  x: number
  y: number
  size: number
}

export interface Fold {
  layer: number
  x: number
  y: number
  hidden: number
}

export interface NetworkLayout {
  units: UnitPlace[]
  folds: Fold[]
  /** x of each layer's column. */
  columns: number[]
}

export const mostTiles = 12
const tile = 28
const outputTile = 44
const pitch = 32

/** Above the tiles stand the names of the layers. */
export const titleHeight = 22

export const graphHeightFor = (units: readonly number[]): number =>
  titleHeight + 12 + pitch * Math.max(2, ...units.map((count) => Math.min(count, mostTiles)))

/**
 * Units of a wide layer that get a tile: the first and the last ones, null for the fold between.
 * @param wanted a unit that has a tile too, between two folds
 */
export function foldUnits(units: number, most = mostTiles, wanted: number | null = null): (number | null)[] {
  if (units <= most) return Array.from({ length: units }, (_, unit) => unit)
  const split = (tiles: number): [number, number] => [Math.ceil(tiles / 2), Math.floor(tiles / 2)]
  const ends = ([first, last]: [number, number], between: (number | null)[]) => [
    ...Array.from({ length: first }, (_, unit) => unit),
    ...between,
    ...Array.from({ length: last }, (_, k) => units - last + k),
  ]
  const [first, last] = split(most - 1)
  const isHidden = wanted !== null && wanted >= first && wanted < units - last
  return isHidden ? ends(split(most - 3), [null, wanted, null]) : ends([first, last], [null])
}

/**
 * @param units of every layer, inputs first
 * @param wanted a unit of each layer that has a tile in any case; null for none
 */
export function createNetworkLayout(
  units: readonly number[],
  width: number,
  height: number,
  wanted: readonly (number | null)[] = [],
): NetworkLayout {
  const last = units.length - 1
  const left = tile / 2 + 1
  const right = width - outputTile / 2 - 1
  const columns = units.map((_, layer) => left + ((right - left) * layer) / Math.max(1, last))
  const layout: NetworkLayout = { units: [], folds: [], columns }
  units.forEach((count, layer) => {
    const shown = foldUnits(count, mostTiles, wanted[layer] ?? null)
    const step = Math.min(pitch, (height - 4) / shown.length)
    const size = layer === last && count === 1 ? Math.min(outputTile, height) : Math.min(tile, step - 3)
    shown.forEach((unit, row) => {
      const x = columns[layer]!
      const y = height / 2 + (row - (shown.length - 1) / 2) * step
      if (unit === null) layout.folds.push({ layer, x, y, hidden: shown[row + 1]! - shown[row - 1]! - 1 })
      else layout.units.push({ layer, unit, x, y, size })
    })
  })
  return layout
}

/** As wide as letters of 12 px come to, in px. */
const measureLetters = (text: string): number =>
  Array.from(text).reduce((width, letter) => width + (letter > '\u2e7f' ? 12.5 : 7), 0)

/**
 * Whether a name between two columns would touch one over a column. The first begins at the left edge, the last ends
 * at the right one, the others have their column in their middle.
 * @param titles over the columns, from left to right
 * @param between each around its x
 */
export function areTitlesCrowded(
  titles: readonly string[],
  between: readonly { x: number; text: string }[],
  columns: readonly number[],
  width: number,
): boolean {
  const spans = titles.map((title, k): [number, number] => {
    const wide = measureLetters(title)
    if (k === 0) return [0, wide]
    return k === titles.length - 1 ? [width - wide, width] : [columns[k]! - wide / 2, columns[k]! + wide / 2]
  })
  return between.some(({ x, text }) => {
    const half = measureLetters(text) / 2 + 4
    return spans.some(([from, to]) => x - half < to && x + half > from)
  })
}

export interface Link {
  /** Layer that the weight belongs to, from 1. */
  layer: number
  from: number
  to: number
  value: number
  /** Magnitude against the layer's largest. */
  share: number
  path: string
}

export interface LayerWeights {
  inputs: number
  units: number
  weights: Float64Array
}

/** Links between tiles, weakest first so that strong ones lie on top. */
export function createLinks(layout: NetworkLayout, layers: readonly LayerWeights[]): Link[] {
  const byLayer = layers.map((_, layer) => layout.units.filter((place) => place.layer === layer))
  const outputs = layout.units.filter((place) => place.layer === layers.length)
  return layers.flatMap(({ units, weights }, index) => {
    const largest = weights.reduce((most, w) => (Number.isFinite(w) ? Math.max(most, Math.abs(w)) : most), 0)
    const targets = byLayer[index + 1] ?? outputs
    const links = (byLayer[index] ?? []).flatMap((from) =>
      targets.map((to): Link => {
        const value = weights[from.unit * units + to.unit] ?? NaN
        const share = largest === 0 ? 0 : Math.abs(value) / largest
        return { layer: index + 1, from: from.unit, to: to.unit, value, share, path: drawLink(from, to) }
      }),
    )
    return links.sort((a, b) => a.share - b.share)
  })
}

function drawLink(from: UnitPlace, to: UnitPlace): string {
  const x0 = from.x + from.size / 2 + 1
  const x1 = to.x - to.size / 2 - 1
  const middle = (x0 + x1) / 2
  const round = (value: number) => Math.round(value * 10) / 10
  return `M${round(x0)} ${round(from.y)}C${round(middle)} ${round(from.y)} ${round(middle)} ${round(to.y)} ${round(x1)} ${round(to.y)}`
}

/** Width and opacity after the ramp: 0.6 + 4.4 share, 0.10 + 0.42 share, next to the selection 0.55 + 0.45 share. */
export function styleLink(
  { share }: Pick<Link, 'share'>,
  incident: boolean,
): { width: number; opacity: number } {
  const size = Number.isFinite(share) ? share : 0
  return { width: 0.6 + 4.4 * size, opacity: incident ? 0.55 + 0.45 * size : 0.1 + 0.42 * size }
}
