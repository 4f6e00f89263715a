/** One matrix as the lanes show it: the windowed cells with their texts and tints. */
import { isGradient } from '../../../src-worker/notation/tensorIds'
import type { TensorId, TensorWindow } from '../../../src-worker/protocol/microscope'
import { formatCost, formatStyledCell, type NumberStyle } from '../../../src-worker/notation/numbers'
import { tensorName, type Notation } from '../../../src-worker/notation/tensorNames'
import { isParameter, slotOf } from './tensors'
import type { Span } from './window'

export interface CellView {
  row: number
  column: number
  value: number
  text: string
  tint: 'positive' | 'negative' | 'gradient' | 'plain'
  /** Size against the matrix's largest, 0 to 1; −1 for an exact 0. */
  strength: number
}

export interface MatrixView {
  id: TensorId
  /** Its place in the lanes. */
  key: string
  name: string
  rows: Span
  columns: Span
  /** Written when first read: a matrix out of sight writes none. */
  readonly cells: CellView[][]
  /** Letters of the longest text; of a windowed matrix the most a cell can have, so that moving shifts nothing. */
  letters: number
}

export interface ViewSettings {
  notation: Notation
  style: NumberStyle
  /** Gradients are shown times 10^−exponent. */
  exponent: number
}

const mostLetters = 8

/** Every matrix by its place; W and b are those after the update where `updated` says so. */
export function createMatrixViews(
  tensors: readonly TensorWindow[],
  settings: ViewSettings,
  updated: boolean,
): Map<string, MatrixView> {
  const shown = tensors.filter(({ id: { kind } }) => {
    if (kind === 'weights' || kind === 'bias') return !updated
    return updated || (kind !== 'weightsAfter' && kind !== 'biasAfter')
  })
  return new Map(
    shown.map((window): [string, MatrixView] => [slotOf(window.id), createMatrixView(window, settings)]),
  )
}

export function createMatrixView(window: TensorWindow, settings: ViewSettings): MatrixView {
  const { id, shown, rowStart, columnStart } = window
  const windowed = shown.rows < window.rows || shown.columns < window.columns
  const isFixed = windowed && id.kind !== 'inputs' && id.kind !== 'targets'
  let written: CellView[][] | null = null
  const cells = (): CellView[][] => (written ??= writeCells(window, settings))
  return {
    id,
    key: slotOf(id),
    name: tensorName(id, settings.notation),
    rows: { start: rowStart, count: shown.rows, total: window.rows },
    columns: { start: columnStart, count: shown.columns, total: window.columns },
    get cells() {
      return cells()
    },
    letters: isFixed
      ? mostLetters
      : cells()
          .flat()
          .reduce((most, cell) => Math.max(most, cell.text.length), 1),
  }
}

function writeCells(window: TensorWindow, settings: ViewSettings): CellView[][] {
  const { id, shown, rowStart, columnStart, largest } = window
  const write = createWriter(window, settings)
  return Array.from({ length: shown.rows }, (_, r) =>
    Array.from({ length: shown.columns }, (_, c): CellView => {
      const value = shown.values[r * shown.columns + c]!
      return {
        row: rowStart + r,
        column: columnStart + c,
        value,
        text: write(value),
        tint: tintOf(id, value),
        strength: value === 0 ? -1 : largest === 0 ? 0 : Math.min(1, Math.abs(value) / largest),
      }
    }),
  )
}

function createWriter({ id, decimals: exact }: TensorWindow, { style, exponent }: ViewSettings) {
  const { digits } = style
  if (isGradient(id.kind)) {
    const scale = 10 ** -exponent
    return (value: number) => formatStyledCell(value * scale, Math.max(1, digits - 1), style)
  }
  const decimals = Math.max(leastDecimals(id, digits), Math.min(exact, digits))
  if ((id.kind === 'cost' || id.kind === 'batchCost') && style.kind === 'decimals')
    return (value: number) => formatCost(value, decimals)
  return (value: number) => formatStyledCell(value, decimals, style)
}

/** Inputs and targets are written as short as they are; parameters with two decimals at least; a cost in full. */
function leastDecimals({ kind }: TensorId, digits: number): number {
  if (kind === 'inputs' || kind === 'targets') return 0
  if (kind === 'cost' || kind === 'batchCost') return digits
  return isParameter(kind) || kind === 'i' || kind === 'o' ? Math.min(2, digits) : digits
}

function tintOf({ kind }: TensorId, value: number): CellView['tint'] {
  if (kind === 'inputs' || kind === 'targets' || kind === 'cost' || kind === 'batchCost') return 'plain'
  if (isGradient(kind)) return 'gradient'
  return value < 0 ? 'negative' : 'positive'
}
