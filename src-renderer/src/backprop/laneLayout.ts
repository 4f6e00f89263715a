/** Where everything of the two lanes lies, in px of the scrolled area: pure arithmetic on sizes. */
import { tensor } from '../../../src-worker/notation/tensorIds'
import type { MatrixView } from './matrixView'
import type { TensorId } from '../../../src-worker/protocol/microscope'
import { slotOf } from './tensors'

export interface Box {
  x: number
  y: number
  width: number
  height: number
}

export interface PlacedMatrix extends Box {
  view: MatrixView
  cellWidth: number
}

export interface Bracket {
  layer: number
  x: number
  width: number
}

export interface Arrow {
  x: number
  y: number
  /** Signed: gradients point left. */
  length: number
  /** The last output meets the target: a dash, no arrow. */
  plain: boolean
}

export interface Metrics {
  cell: number
  header: number
  parametersTop: number
  gap: number
  brackets: boolean
  /** Room for the numbers of the units between a header and its matrix; 0 shows none. */
  unitNumbers: number
}

export interface LaneLayout {
  width: number
  height: number
  cell: number
  unitNumbers: number
  placed: Map<string, PlacedMatrix>
  brackets: Bracket[]
  forwardArrows: Arrow[]
  backwardArrows: Arrow[]
  valuesTop: number
  gradientsTop: number
  sumTop: number
  divider: number
  backwardTop: number
  updatesTop: number
  /** Way of the cost from the sum to the last gradient, as points of a path. */
  costPath: string
}

export const wideMetrics: Metrics = {
  cell: 24,
  header: 48,
  parametersTop: 40,
  gap: 20,
  brackets: true,
  unitNumbers: 13,
}
export const compactMetrics: Metrics = {
  cell: 20,
  header: 33,
  parametersTop: 26,
  gap: 14,
  brackets: false,
  unitNumbers: 0,
}

export const indexWidth = 24
const columnGap = 24
const leftInset = 24
export const letterWidth = 6.4
/** An o between two layers leaves room below it for the name and formula of ΔW. */
const leastInnerWidth = 80

export function findCellWidth(view: MatrixView): number {
  const needed = Math.ceil(view.letters * letterWidth) + 9
  if (view.id.kind === 'inputs' || view.id.kind === 'targets') return Math.max(31, needed)
  if (view.id.kind === 'cost' || view.id.kind === 'batchCost') return Math.max(71, needed)
  return Math.max(view.columns.count === 1 ? 56 : 54, needed)
}

/** @param views every matrix by its key; @param titleWidths room that the header texts over a column need */
export function createLaneLayout(
  views: Map<string, MatrixView>,
  layers: number,
  metrics: Metrics,
  titleWidths: (id: TensorId) => number,
): LaneLayout {
  const columns = placeColumns(views, layers, titleWidths)
  const rows = placeRows(views, layers, metrics)
  const placed = new Map<string, PlacedMatrix>()
  const put = (id: TensorId, column: Column | undefined, y: number) => {
    const view = views.get(slotOf(id))
    if (!view || !column) return
    placed.set(view.key, {
      view,
      x: column.x,
      y,
      cellWidth: column.cellWidth,
      width: view.columns.count * column.cellWidth,
      height: view.rows.count * metrics.cell,
    })
  }
  put(tensor('inputs'), columns.get('inputs0'), rows.valuesTop)
  put(tensor('targets'), columns.get('targets0'), rows.valuesTop)
  put(tensor('cost'), columns.get('cost0'), rows.valuesTop)
  put(tensor('batchCost'), columns.get('cost0'), rows.sumTop)
  for (let layer = 1; layer <= layers; layer++) {
    const i = columns.get(`i${layer}`)
    const o = columns.get(`o${layer}`)
    const fanIn = views.get(`weights${layer}`)?.rows.count ?? 0
    put(tensor('weights', layer), i, rows.biasTop - 8 - fanIn * metrics.cell)
    put(tensor('bias', layer), i, rows.biasTop)
    put(tensor('i', layer), i, rows.valuesTop)
    put(tensor('o', layer), o, rows.valuesTop)
    put(tensor('dI', layer), i, rows.gradientsTop)
    put(tensor('dO', layer), o, rows.gradientsTop)
    put(tensor('db', layer), i, rows.sumsTop)
    put(tensor('dW', layer), i, rows.updatesTop)
  }
  return {
    ...rows,
    width: columns.width,
    cell: metrics.cell,
    unitNumbers: metrics.unitNumbers,
    placed,
    brackets: metrics.brackets ? createBrackets(placed, layers) : [],
    ...createArrows(placed, layers),
    costPath: createCostPath(placed, layers, rows.sumTop + metrics.cell),
  }
}

interface Column {
  x: number
  cellWidth: number
}

type Columns = Map<string, Column> & { width: number }

function placeColumns(
  views: Map<string, MatrixView>,
  layers: number,
  titleWidths: (id: TensorId) => number,
): Columns {
  const columns = new Map<string, Column>() as Columns
  let x = leftInset + indexWidth - 8
  const add = (ids: TensorId[], least = 0) => {
    const shown = ids.flatMap((id) => views.get(slotOf(id)) ?? [])
    const cellWidth = Math.max(...shown.map(findCellWidth))
    const count = shown[0]?.columns.count ?? 1
    columns.set(slotOf(ids[0]!), { x, cellWidth })
    const title = Math.max(...ids.map(titleWidths)) - columnGap + 8
    x += Math.max(count * cellWidth, title, least) + columnGap
  }
  add([tensor('inputs')])
  for (let layer = 1; layer <= layers; layer++) {
    add([
      tensor('i', layer),
      tensor('dI', layer),
      tensor('weights', layer),
      tensor('dW', layer),
      tensor('bias', layer),
      tensor('db', layer),
    ])
    add([tensor('o', layer), tensor('dO', layer)], layer < layers ? leastInnerWidth : 0)
  }
  add([tensor('targets')])
  add([tensor('cost'), tensor('batchCost')])
  columns.width = x - columnGap + leftInset
  return columns
}

function placeRows(views: Map<string, MatrixView>, layers: number, metrics: Metrics) {
  const { cell, header, parametersTop, gap } = metrics
  const fanIns = Array.from({ length: layers }, (_, k) => views.get(`weights${k + 1}`)?.rows.count ?? 0)
  const tallest = Math.max(...fanIns)
  const samples = views.get('inputs0')?.rows.count ?? 0
  const biasTop = parametersTop + tallest * cell + 8
  const valuesTop = biasTop + cell + gap / 2 + header
  const sumTop = valuesTop + samples * cell + 4
  const divider = sumTop + cell + gap / 2
  const backwardTop = divider + gap / 2
  const gradientsTop = backwardTop + 20 + gap / 3 + header
  const sumsTop = gradientsTop + samples * cell + 7
  const updatesTop = sumsTop + cell + gap
  return {
    biasTop,
    valuesTop,
    sumTop,
    divider,
    backwardTop,
    gradientsTop,
    sumsTop,
    updatesTop,
    height: updatesTop + tallest * cell + 18,
  }
}

function createBrackets(placed: Map<string, PlacedMatrix>, layers: number): Bracket[] {
  const between = (layer: number, first: string, last: string): Bracket[] => {
    const a = placed.get(first)
    const b = placed.get(last)
    return a && b ? [{ layer, x: a.x, width: b.x + b.width - a.x }] : []
  }
  return [
    ...Array.from({ length: layers }, (_, k) => between(k + 1, `i${k + 1}`, `o${k + 1}`)).flat(),
    ...between(0, 'targets0', 'cost0'),
  ]
}

function createArrows(placed: Map<string, PlacedMatrix>, layers: number) {
  const forward = ['inputs0']
  const backward: string[] = []
  for (let layer = 1; layer <= layers; layer++) {
    forward.push(`i${layer}`, `o${layer}`)
    backward.push(`dI${layer}`, `dO${layer}`)
  }
  forward.push('targets0', 'cost0')
  const between = (keys: string[], sign: 1 | -1): Arrow[] =>
    keys.slice(1).flatMap((key, index) => {
      const a = placed.get(keys[index]!)
      const b = placed.get(key)
      if (!a || !b) return []
      const from = a.x + a.width + 5
      const to = b.x - 5
      const y = a.y + a.height / 2
      return [{ x: sign > 0 ? from : to, y, length: sign * (to - from), plain: key === 'targets0' }]
    })
  return { forwardArrows: between(forward, 1), backwardArrows: between(backward, -1) }
}

function createCostPath(placed: Map<string, PlacedMatrix>, layers: number, fromY: number): string {
  const cost = placed.get('cost0')
  const last = placed.get(`dO${layers}`)
  if (!cost || !last) return ''
  const x = cost.x + cost.width / 2
  const y = last.y + last.height / 2
  const end = last.x + last.width + 6
  return `M${x} ${fromY + 4}V${y - 8}Q${x} ${y} ${x - 8} ${y}H${end}m5 -4l-5 4l5 4`
}

/** Cells of a region that are on screen, as a box; null when none is. */
export function boxOfCells(
  matrix: PlacedMatrix,
  cell: number,
  rows: [number, number],
  columns: [number, number],
): Box | null {
  const { view } = matrix
  const top = Math.max(rows[0], view.rows.start)
  const bottom = Math.min(rows[1], view.rows.start + view.rows.count - 1)
  const left = Math.max(columns[0], view.columns.start)
  const right = Math.min(columns[1], view.columns.start + view.columns.count - 1)
  if (top > bottom || left > right) return null
  return {
    x: matrix.x + (left - view.columns.start) * matrix.cellWidth,
    y: matrix.y + (top - view.rows.start) * cell,
    width: (right - left + 1) * matrix.cellWidth,
    height: (bottom - top + 1) * cell,
  }
}
