import { expect, it } from 'vitest'
import type { FastEngine } from '../../../src-worker/engine/fastEngine'
import { digestCases, createFast } from './cases'

const countBytes = (engine: FastEngine): number =>
  (engine as unknown as { memory: { memory: WebAssembly.Memory } }).memory.memory.buffer.byteLength

it('10 million updates of 2-3-1 leave memory as it is, the heap within 8 MB, and at most 2,048 rows of history', () => {
  const engine = createFast(digestCases[0]!.of)
  const bytes = countBytes(engine)
  expect(engine.run(1_000_000, 0)).toBeNull()
  const heap = process.memoryUsage().heapUsed
  while (engine.update < 10_000_000) {
    expect(engine.run(10_000, 0)).toBeNull()
    expect(engine.record.update).toBe(engine.update)
  }
  expect(process.memoryUsage().heapUsed - heap).toBeLessThan(8 * 2 ** 20)
  expect(countBytes(engine)).toBe(bytes)
  const { update, stride } = engine.getHistory()
  expect(update.length).toBeLessThanOrEqual(2048)
  expect(update.length).toBeGreaterThan(1024)
  expect(update.at(-1)).toBe(10_000_000)
  expect(stride).toBe(8192)
}, 60_000)
