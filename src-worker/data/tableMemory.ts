import type { TableOptions } from '../protocol/tables'
import type { Table } from './table'

/** A smaller table is read again sooner than it is compared. */
const leastBytes = 1024 * 1024

interface Known {
  bytes: Uint8Array
  options: string
  table: Table
}

/**
 * The large table that was read last: a preview and every look at what the data would be read the same one again.
 * It is known by its bytes, since each message brings a copy.
 */
export class TableMemory {
  private known: Known | null = null

  find(bytes: Uint8Array, options: TableOptions): Table | null {
    const { known } = this
    if (known === null || known.options !== nameOptions(options)) return null
    return isSameBytes(known.bytes, bytes) ? known.table : null
  }

  keep(bytes: Uint8Array, options: TableOptions, table: Table): void {
    if (bytes.length >= leastBytes) this.known = { bytes, options: nameOptions(options), table }
  }

  forget(): void {
    this.known = null
  }
}

const nameOptions = ({ header, delimiter, decimal, encoding, arrays, alsoMissing }: TableOptions): string =>
  JSON.stringify([header, delimiter, decimal, encoding, arrays?.inputs, arrays?.targets, alsoMissing])

function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false
  // Four bytes at a time where both are aligned, as the bytes of a message are.
  const words = one.byteOffset % 4 === 0 && other.byteOffset % 4 === 0 ? one.length >> 2 : 0
  const left = new Uint32Array(one.buffer, one.byteOffset - (one.byteOffset % 4), words)
  const right = new Uint32Array(other.buffer, other.byteOffset - (other.byteOffset % 4), words)
  for (let k = 0; k < words; k++) if (left[k] !== right[k]) return false
  for (let k = 4 * words; k < one.length; k++) if (one[k] !== other[k]) return false
  return true
}
