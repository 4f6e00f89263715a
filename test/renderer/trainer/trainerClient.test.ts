import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTrainerClient } from '../../../src-renderer/src/trainer/trainerClient'
import { mayReplace } from '../../../src-renderer/src/trainer/workerLife'
import { createExample, createFakeWorker, createFrame, type FakeWorker } from './fakeTrainerApi'

/** A client whose n-th worker is `workers[n]`; frames are drawn when `draw` is called. */
function createClient(workers: FakeWorker[]) {
  let born = 0
  let waiting: (() => void)[] = []
  const client = createTrainerClient({
    createLink: () => workers[born++]!,
    now: () => Date.now(),
    requestFrame: (draw) => void waiting.push(draw),
  })
  const draw = (): void => {
    const due = waiting
    waiting = []
    for (const one of due) one()
  }
  return { client, draw, countWaiting: () => waiting.length, countBorn: () => born }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('frames', () => {
  it('draws one frame an animation frame, the newest', async () => {
    const worker = createFakeWorker(7)
    const { client, draw, countWaiting } = createClient([worker])
    await client.open(createExample(), [])
    for (const update of [1, 2, 3]) worker.send(createFrame(7, update))
    expect(countWaiting()).toBe(1)
    draw()
    expect(client.frame.value?.update).toBe(3)
    client.dispose()
  })

  it('drops a frame of a run that is no longer open, also one that waits to be drawn', async () => {
    let runId = 7
    const worker = createFakeWorker(7, {
      open: async () => ({ ok: true, value: { ...(await openRun()), runId: runId++ } }),
    })
    const openRun = async () => {
      const { createRun } = await import('./fakeTrainerApi')
      return createRun(0)
    }
    const { client, draw } = createClient([worker])
    await client.open(createExample(), [])
    worker.send(createFrame(7, 5))
    await client.open(createExample(), [])
    draw()
    expect(client.frame.value).toBeNull()
    worker.send(createFrame(7, 6))
    draw()
    expect(client.frame.value).toBeNull()
    client.dispose()
  })
})

describe('a run that a step has ended', () => {
  const command = async () => {
    const { createRun } = await import('./fakeTrainerApi')
    const { experiment, number, branchOf } = createRun(7)
    return { ok: true as const, value: { ...stands, experiment, number, branchOf, update: 1 } }
  }
  let stands: { state: 'paused' | 'running' }

  it.each(['paused', 'running'] as const)(
    'is shown as %s by a frame sampled on its way and drawn after the answer',
    async (state) => {
      stands = { state }
      const worker = createFakeWorker(7, { command })
      const { client, draw } = createClient([worker])
      await client.open(createExample(), [])
      worker.send({ ...createFrame(7, 1), state: 'running' })
      await client.command('stepUpdate')
      draw()
      expect([client.frame.value?.update, client.frame.value?.state]).toEqual([1, state])
      client.dispose()
    },
  )

  it('is over when its picture is shown: a step back goes from there', async () => {
    stands = { state: 'paused' }
    const worker = createFakeWorker(7, { command })
    const { client, draw } = createClient([worker])
    await client.open(createExample(), [])
    worker.send(createFrame(7, 0))
    draw()
    let shown: number | null = null
    const step = client.command('stepUpdate').then(() => (shown = client.frame.value!.update))
    await vi.advanceTimersByTimeAsync(0)
    worker.send(createFrame(7, 1))
    await vi.advanceTimersByTimeAsync(0)
    expect(shown).toBeNull()
    for (let turn = 0; turn < 2; turn++) {
      draw()
      await vi.advanceTimersByTimeAsync(0)
    }
    await step
    expect(shown).toBe(1)
    client.dispose()
  })

  it('runs again from the next command on', async () => {
    stands = { state: 'paused' }
    const worker = createFakeWorker(7, { command })
    const { client, draw } = createClient([worker])
    await client.open(createExample(), [])
    await client.command('stepUpdate')
    stands = { state: 'running' }
    await client.command('run')
    worker.send({ ...createFrame(7, 2), state: 'running' })
    draw()
    expect(client.frame.value?.state).toBe('running')
    client.dispose()
  })
})

describe('a worker that fails', () => {
  it('answers workerSilent after 10 s, after 60 s for an export, never for work that tells how far it is', async () => {
    const never = () => new Promise<never>(() => undefined)
    const { client } = createClient([
      createFakeWorker(1, { mapSaturation: never, exportRun: never, checkGradient: never }),
    ])
    await client.open(createExample(), [])
    const map = client.mapSaturation()
    let checked = false
    void client.checkGradient(null, () => true).then(() => (checked = true))
    const exported = client.exportRun('session')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await map).toMatchObject({ ok: false, error: { code: 'workerSilent' } })
    await vi.advanceTimersByTimeAsync(50_000)
    expect(await exported).toMatchObject({ ok: false, error: { code: 'workerSilent' } })
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(checked).toBe(false)
    client.dispose()
  })

  it('answers workerDied to what was asked, and opens the run again in a new worker', async () => {
    const first = createFakeWorker(1, { mapSaturation: () => new Promise<never>(() => undefined) })
    const second = createFakeWorker(2)
    const { client } = createClient([first, second])
    await client.open(createExample(), [])
    const map = client.mapSaturation()
    first.fail('out of memory')
    expect(await map).toMatchObject({ ok: false, error: { code: 'workerDied' } })
    await vi.advanceTimersByTimeAsync(0)
    expect(first.terminated).toBe(true)
    expect(second.calls).toContain('open')
    expect(client.run.value?.runId).toBe(2)
    expect(client.error.value?.code).toBe('workerDied')
    client.dispose()
  })

  it('opens the last session bytes where there were some', async () => {
    const [first, second] = [createFakeWorker(1), createFakeWorker(2)]
    const { client } = createClient([first, second])
    await client.open(createExample(), [])
    await client.exportRun('session')
    first.fail('gone')
    await vi.advanceTimersByTimeAsync(0)
    expect(second.calls).toContain('openSession')
    client.dispose()
  })

  it('is not replaced by itself the third time within five minutes', async () => {
    const workers = [1, 2, 3, 4].map((id) => createFakeWorker(id))
    const { client, countBorn } = createClient(workers)
    await client.open(createExample(), [])
    for (const worker of workers.slice(0, 3)) {
      worker.fail('gone')
      await vi.advanceTimersByTimeAsync(0)
    }
    expect([countBorn(), client.error.value?.code]).toEqual([3, 'workerDiedOften'])
    expect(mayReplace([0, 1000, 2000], 2000)).toBe(false)
    expect(mayReplace([0, 1000, 302_000], 302_000)).toBe(true)
    client.dispose()
  })

  it('is silent 5 s after a ping without an answer, though something long is asked of it afterwards', async () => {
    const never = () => new Promise<never>(() => undefined)
    const { client } = createClient([createFakeWorker(1, { ping: never, copySession: never })])
    await client.open(createExample(), [])
    await vi.advanceTimersByTimeAsync(5000)
    expect(client.silent.value).toBe(false)
    void client.copySession()
    await vi.advanceTimersByTimeAsync(2000)
    expect(client.silent.value).toBe(true)
    client.dispose()
  })

  it('is not silent for the first 20 s of what was asked before the ping', async () => {
    const never = () => new Promise<never>(() => undefined)
    const { client } = createClient([createFakeWorker(1, { ping: never, exportRun: never })])
    await client.open(createExample(), [])
    void client.exportRun('session')
    await vi.advanceTimersByTimeAsync(19_000)
    expect(client.silent.value).toBe(false)
    await vi.advanceTimersByTimeAsync(2000)
    expect(client.silent.value).toBe(true)
    client.dispose()
  })

  it('is ended by hand without a second word about what it had been asked', async () => {
    const never = () => new Promise<never>(() => undefined)
    const { client } = createClient([createFakeWorker(1, { seek: never }), createFakeWorker(2)])
    await client.open(createExample(), [])
    void client.seek(3)
    await client.restartWorker()
    expect([client.error.value, client.run.value?.runId]).toEqual([null, 2])
    client.dispose()
  })

  it('is said to have run out of memory when that is what it threw', async () => {
    const { client } = createClient([createFakeWorker(1), createFakeWorker(2)])
    await client.open(createExample(), [])
    expect(await client.previewTable({ length: 2 ** 46 } as never, {} as never)).toMatchObject({
      ok: false,
      error: { code: 'outOfMemory' },
    })
    client.dispose()
  })

  it('makes an exception of the worker a reply', async () => {
    const { client } = createClient([
      createFakeWorker(1, { mapSaturation: async () => Promise.reject(new TypeError('no such layer')) }),
    ])
    await client.open(createExample(), [])
    expect(await client.mapSaturation()).toMatchObject({
      ok: false,
      error: { code: 'internal', message: 'no such layer' },
    })
    client.dispose()
  })

  it('keeps the open run when a file cannot be read', async () => {
    const error = { code: 'invalidFile' as const, message: 'bad', file: 'a.chainrule', problems: [] }
    const { client } = createClient([
      createFakeWorker(1, { openSession: async () => ({ ok: false, error }) }),
    ])
    await client.open(createExample(), [])
    await client.openSession(new Uint8Array([1]), 'a.chainrule')
    expect(client.run.value?.runId).toBe(1)
    client.dispose()
  })
})

describe('seeking', () => {
  it('asks for one moment at a time, and of those wanted meanwhile for the last one only', async () => {
    const asked: number[] = []
    const answers: (() => void)[] = []
    const worker = createFakeWorker(7, {
      seek: (_, update) => {
        asked.push(update)
        return new Promise((done) => answers.push(() => done({ ok: true, value: { update, newest: 900 } })))
      },
    })
    const { client } = createClient([worker])
    await client.open(createExample(), [])
    const seeks = [10, 20, 30, 40].map((update) => client.seek(update))
    expect([asked, client.sought.value]).toEqual([[10], 40])
    answers[0]!()
    await vi.advanceTimersByTimeAsync(1)
    expect(asked).toEqual([10, 40])
    answers[1]!()
    await Promise.all(seeks)
    expect([asked, client.sought.value]).toEqual([[10, 40], null])
    client.dispose()
  })
})
