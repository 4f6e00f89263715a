/** What lies under and over the cells: soft grounds of the sub-step, rings of the selection, the transposed factor. */
import { outputOf } from '../../../src-worker/notation/tensorIds'
import type { CellId, Derivation } from '../../../src-worker/protocol/microscope'
import { boxOfCells, letterWidth, type Box, type LaneLayout } from './laneLayout'
import type { MatrixView } from './matrixView'
import { slotOf } from './tensors'
import type { LayerStep } from './walkPlan'

export interface Ring extends Box {
  kind: 'selected' | 'factor' | 'parameter'
}

export interface TransposedFactor extends Box {
  view: MatrixView
  cellWidth: number
  /** False where the numbers do not fit: tints only. */
  numbers: boolean
}

const margin = 12
/** Left of W and b stand their names. */
const nameWidth = 54
/** Right of Δb and ΔW stand theirs. */
const labelRoom = 118

export function createGrounds(step: LayerStep, layout: LaneLayout, layers: number): Box[] {
  const around = (
    keys: string[],
    extra: Partial<Record<'left' | 'right' | 'top' | 'bottom', number>> = {},
  ): Box[] => {
    const boxes = keys.flatMap((key) => layout.placed.get(key) ?? [])
    if (boxes.length === 0) return []
    const x = Math.min(...boxes.map((box) => box.x)) - margin - (extra.left ?? 0)
    const y = Math.min(...boxes.map((box) => box.y)) - margin - (extra.top ?? 0)
    const right = Math.max(...boxes.map((box) => box.x + box.width)) + margin + (extra.right ?? 0)
    const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + margin + (extra.bottom ?? 0)
    return [{ x, y, width: right - x, height: bottom - y }]
  }
  const header = 32 + layout.unitNumbers
  const { layer } = step
  switch (step.kind) {
    case 'forward':
      return [
        ...around([`weights${layer}`, `bias${layer}`], { left: nameWidth - margin }),
        ...around([`weights${layer}`, `i${layer}`, `o${layer}`]),
      ]
    case 'cost':
      return around(['targets0', 'cost0'], { top: header, bottom: layout.cell })
    case 'backward': {
      const inputs = layout.placed.get('inputs0')
      const first = layout.placed.get('dI1')
      const left = layer === 1 && inputs && first ? first.x - inputs.x + 12 : 0
      return around([`dI${layer}`, `dO${layer}`, `db${layer}`, `dW${layer}`], { top: header, left })
    }
    case 'update':
      return Array.from({ length: layers }, (_, k) => [
        ...around([`weights${k + 1}`, `bias${k + 1}`], { left: nameWidth - margin }),
        ...around([`db${k + 1}`, `dW${k + 1}`], { right: labelRoom }),
      ]).flat()
  }
}

export function createRings(derivation: Derivation | null, layout: LaneLayout): Ring[] {
  if (!derivation) return []
  const { cell, factors, owner } = derivation
  const ring = (
    key: string,
    rows: [number, number],
    columns: [number, number],
    kind: Ring['kind'],
  ): Ring[] => {
    const matrix = layout.placed.get(key)
    const box = matrix && boxOfCells(matrix, layout.cell, rows, columns)
    return box ? [{ ...box, width: box.width - 1, height: box.height - 1, kind }] : []
  }
  const one = ({ row, column }: CellId): [[number, number], [number, number]] => [
    [row, row],
    [column, column],
  ]
  return [
    ...factors.flatMap((region) => ring(slotOf(region.tensor), region.rows, region.columns, 'factor')),
    ...(owner === null ? [] : ring(slotOf(owner), ...one(owner), 'parameter')),
    ...ring(slotOf(cell), ...one(cell), 'selected'),
  ]
}

/** oᵀ (Xᵀ) left of the chosen ΔW, as wide as the room allows; null when there is none. */
export function placeTransposedFactor(
  derivation: Derivation | null,
  layout: LaneLayout,
): TransposedFactor | null {
  if (derivation?.cell.kind !== 'dW') return null
  const { layer } = derivation.cell
  const factor = layout.placed.get(slotOf(outputOf(layer - 1)))
  const change = layout.placed.get(`dW${layer}`)
  if (!factor || !change) return null
  const before = layout.placed.get(`dW${layer - 1}`)
  const left = before ? before.x + before.width + 122 : 12
  const right = change.x - 9
  const count = factor.view.rows.count
  const full = Math.max(20, Math.ceil(factor.view.letters * letterWidth) + 2)
  const numbers = full * count <= right - left
  const cellWidth = numbers ? full : Math.min(14, Math.floor((right - left) / count))
  if (cellWidth < 5) return null
  return {
    view: factor.view,
    cellWidth,
    numbers,
    x: right - cellWidth * count,
    y: change.y,
    width: cellWidth * count,
    height: change.height,
  }
}

/** From the ringed column of ∂cost/∂i down to the chosen cell. */
export function createLead(derivation: Derivation | null, layout: LaneLayout): string {
  if (derivation?.cell.kind !== 'dW') return ''
  const { layer, row, column } = derivation.cell
  const delta = layout.placed.get(`dI${layer}`)
  const change = layout.placed.get(`dW${layer}`)
  const cell = change && boxOfCells(change, layout.cell, [row, row], [column, column])
  if (!delta || !cell) return ''
  return `M${cell.x + cell.width / 2} ${delta.y + delta.height}V${cell.y}M${cell.x - 9} ${cell.y + cell.height / 2}h9`
}
