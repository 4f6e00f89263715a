/** Cells that the panel of another cell shows the numbers of. */
import { findParameter } from '../../../../src-worker/notation/tensorIds'
import type { CellId, Region } from '../../../../src-worker/protocol/microscope'

/** A parameter, its gradient and what the update makes of it: the three stand in one step. */
export const listChange = (cell: CellId): Region[] =>
  Object.values(findParameter(cell) ?? {}).map((tensor) => ({
    tensor,
    rows: [cell.row, cell.row],
    columns: [cell.column, cell.column],
  }))
