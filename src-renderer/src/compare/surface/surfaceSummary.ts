/** A surface in a few numbers. */
import type { CostSurface } from '../../../../src-worker/protocol/surface'
import { findLeast } from './costScale'
import { costAtPoint, valueAtLine, type GridPoint } from './surfaceGrid'

export interface PointSummary {
  x: number
  y: number
  cost: number
  /** Cost here less that of the moment. */
  difference: number
}

export interface SurfaceSummary {
  /** The least finite cost of the grid; null when none is finite. */
  least: PointSummary | null
  /** The moment lies beside the plane, by more than rounding. */
  isOff: boolean
}

export function summarizePoint(surface: CostSurface, point: GridPoint): PointSummary {
  const cost = costAtPoint(surface, point)
  return {
    x: valueAtLine(surface, 0, point.column),
    y: valueAtLine(surface, 1, point.row),
    cost,
    difference: cost - surface.here.cost,
  }
}

export function summarize(surface: CostSurface): SurfaceSummary {
  const at = findLeast(surface.values)
  const { resolution } = surface
  const point = { column: at % resolution, row: Math.floor(at / resolution) }
  return {
    least: at < 0 ? null : summarizePoint(surface, point),
    isOff: surface.here.distance > 1e-9,
  }
}
