/** Sessions of earlier versions open for ever: one file of each, as that version wrote it. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { hashWeights } from '../../../src-worker/files/digest'
import { readSession } from '../../../src-worker/files/sessionReader'
import { createService, take } from './services'

const name = 'session-1.0.chainrule'
const bytes = new Uint8Array(readFileSync(new URL(`../../golden/${name}`, import.meta.url)))

it('1.0: a run of 70 updates with five changes opens, is looked back through, goes on, and is saved as 1.1', async () => {
  const read = await readSession(bytes, name)
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  expect(await hashWeights(read.value.current)).toBe(
    'aa647d3f70e9f15a6139f8737162c0d2912dd5a64c72eafe7e490bbedba85484',
  )
  const service = createService()
  const opened = take(await service.openSession(bytes, name))
  expect([opened.number, opened.update, opened.state, opened.events.length]).toEqual([1, 70, 'paused', 5])
  expect(take(await service.seek(opened.runId, 35))).toEqual({ update: 35, newest: 70 })
  expect(take(await service.seek(opened.runId, 70)).update).toBe(70)
  expect(await hashWeights(read.value.current)).toBe(await hashOf(service, opened.runId))
  take(await service.command(opened.runId, 'stepUpdate'))
  const again = createService()
  const saved = take(await service.exportRun(opened.runId, 'session')).bytes
  expect(take(await again.openSession(saved, name)).update).toBe(71)
})

async function hashOf(service: ReturnType<typeof createService>, runId: number): Promise<string> {
  const { bytes: saved } = take(await service.exportRun(runId, 'session'))
  const read = await readSession(saved, name)
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return hashWeights(read.value.current)
}
