/** A file from anywhere is read in the worker, and nobody waits for it for ever. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTrainerClient } from '../../../src-renderer/src/trainer/trainerClient'
import { createExample, createFakeWorker, createRun } from '../trainer/fakeTrainerApi'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const createClient = (answers: Parameters<typeof createFakeWorker>[1]) =>
  createTrainerClient({
    createLink: () => createFakeWorker(1, answers),
    now: () => Date.now(),
    requestFrame: () => undefined,
  })

it('openSession of a file that never comes to an end answers workerSilent after 60 s', async () => {
  const client = createClient({ openSession: () => new Promise<never>(() => undefined) })
  await client.open(createExample(), [])
  let reply: unknown = null
  void client.openSession(new Uint8Array([1, 2, 3]), 'bomb.chainrule').then((value) => (reply = value))
  await vi.advanceTimersByTimeAsync(59_000)
  expect(reply).toBeNull()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(reply).toMatchObject({ ok: false, error: { code: 'workerSilent' } })
  client.dispose()
})

it('openSession of one that is read in time opens it', async () => {
  const openSession = vi.fn(async () => ({ ok: true as const, value: createRun(2) }))
  const client = createClient({ openSession })
  await client.open(createExample(), [])
  const reply = await client.openSession(new Uint8Array([1, 2, 3]), 'run.chainrule')
  expect(reply).toMatchObject({ ok: true, value: { runId: 2 } })
  expect(openSession).toHaveBeenCalledOnce()
  client.dispose()
})
