import type { RowCount } from '../protocol/tables'
import type { Column } from './readColumn'
import type { Table } from './table'
import type { Work } from './work'

const listedRows = 20

/**
 * Rows that repeat an earlier one in every column: `1.0` is 1, and what is missing equals what is missing. Rows are
 * grouped by a hash and then compared.
 */
export function* findDuplicates(
  columns: readonly Column[],
  { rows, firstRow }: Pick<Table, 'rows' | 'firstRow'>,
): Work<RowCount> {
  const hashes = new Uint32Array(rows).fill(0x811c9dc5)
  for (const [c, column] of columns.entries()) {
    mixColumn(hashes, column)
    yield (0.8 * (c + 1)) / columns.length
  }
  const groups = new Map<number, number[]>()
  const found: RowCount = { count: 0, rows: [] }
  for (let r = 0; r < rows; r++) {
    const group = groups.get(hashes[r]!)
    if (group === undefined) groups.set(hashes[r]!, [r])
    else if (!group.some((earlier) => columns.every((column) => isSame(column, r, earlier)))) group.push(r)
    else if (found.count++ < listedRows) found.rows.push(firstRow + r)
  }
  return found
}

const isSame = ({ values }: Column, one: number, other: number): boolean =>
  Object.is(values[one], values[other])

/** FNV-1a over 32-bit words. */
function mixColumn(hashes: Uint32Array, column: Column): void {
  if (column.type === 'number') {
    const words = new Uint32Array(column.values.buffer, column.values.byteOffset, 2 * column.values.length)
    for (let r = 0; r < hashes.length; r++) {
      hashes[r] = mix(mix(hashes[r]!, words[2 * r]!), words[2 * r + 1]!)
    }
    return
  }
  const places = new Map<string | null, number>()
  column.values.forEach((value, r) => {
    let place = places.get(value)
    if (place === undefined) places.set(value, (place = places.size))
    hashes[r] = mix(hashes[r]!, place)
  })
}

function mix(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x01000193)
  return product ^ (product >>> 15)
}
