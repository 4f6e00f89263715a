/** The engine's history in memory, as the columns that sessions and charts know. */
import { countFilled, mostRows, updateFields, type UpdateColumns } from '../core/updateHistory'
import type { EngineMemory } from './engineMemory'

const viewColumn = (memory: EngineMemory, column: number): Float64Array =>
  memory.viewFloat64(memory.getWord('history') + 8 * mostRows * column, mostRows)

/** Copies of exact size. */
export function readHistory(memory: EngineMemory, layers: number): UpdateColumns {
  const rows = memory.getWord('historyRows')
  const read = (column: number) => Float64Array.from(viewColumn(memory, column).subarray(0, rows))
  const plain = Object.fromEntries(updateFields.map((field, column) => [field, read(column)])) as Record<
    (typeof updateFields)[number],
    Float64Array<ArrayBuffer>
  >
  return {
    stride: memory.getFloat('historyStride'),
    ...plain,
    layerGradientNorms: Array.from({ length: layers }, (_, l) => read(updateFields.length + l)),
  }
}

export function writeHistory(memory: EngineMemory, history: UpdateColumns): void {
  memory.setWord('historyRows', history.update.length)
  memory.setFloat('historyStride', history.stride)
  memory.setFloat('historyFilled', countFilled(history))
  updateFields.forEach((field, column) => viewColumn(memory, column).set(history[field]))
  history.layerGradientNorms.forEach((norms, l) => viewColumn(memory, updateFields.length + l).set(norms))
}
