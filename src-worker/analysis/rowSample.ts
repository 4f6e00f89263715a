/** Rows that stand for a large part of the data. */
import { Random } from '../core/random'

/**
 * The same `count` of them for the same rows, in their order; all when there are no more. Drawn, not every n-th: classes
 * may alternate.
 */
export function sampleRows(rows: Uint32Array<ArrayBuffer>, count: number): Uint32Array<ArrayBuffer> {
  if (rows.length <= count) return rows
  const order = rows.slice()
  const random = Random.fromSeed(1, 'searching')
  drawFirst(order, count, random)
  return order.slice(0, count).sort()
}

/** Puts `count` drawn without replacement first: the first steps of Fisher and Yates. */
export function drawFirst(values: Uint32Array<ArrayBuffer>, count: number, random: Random): void {
  for (let k = 0; k < count; k++) {
    const other = k + random.nextBelow(values.length - k)
    const held = values[k]!
    values[k] = values[other]!
    values[other] = held
  }
}
