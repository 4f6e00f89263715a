import type { Dataset } from '../core/dataset'

/**
 * Position of each row's class: the column of its 1, or its one value of 0 and 1.
 * @returns null for a regression.
 */
export function getRowClasses({ rows, targets, y, classes }: Dataset): Uint32Array<ArrayBuffer> | null {
  if (classes === null) return null
  if (targets === 1) return Uint32Array.from(y)
  return Uint32Array.from({ length: rows }, (_, r) => {
    let highest = 0
    for (let c = 1; c < targets; c++) {
      if (y[r * targets + c]! > y[r * targets + highest]!) highest = c
    }
    return highest
  })
}
