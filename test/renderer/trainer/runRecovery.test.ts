/** Workers that die under the real service: what the next one has, number for number. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTrainerClient, type TrainerClient } from '../../../src-renderer/src/trainer/trainerClient'
import { TrainerService } from '../../../src-worker/session/trainerService'
import { settle, spirals, take, withRate } from '../compare/runs/openRuns'

let client: TrainerClient
let die: (message: string) => void

beforeEach(() => {
  client = createTrainerClient({
    now: () => performance.now(),
    requestFrame: (draw) => void setTimeout(draw),
    createLink() {
      const api = new TrainerService({
        now: () => performance.now(),
        assistants: null,
        pause: () => new Promise((done) => setTimeout(done)),
        appVersion: 'test',
      })
      return {
        api,
        subscribe: (listener) => api.subscribe(listener),
        onFailure: (listener) => (die = listener),
        terminate: () => undefined,
      }
    },
  })
})
afterEach(() => client.dispose())

const step = async (updates: number): Promise<void> => {
  for (let k = 0; k < updates; k++) await client.command('stepUpdate')
}
const digest = async (): Promise<string> => take(await client.certify()).digest
const recover = async (message = 'gone'): Promise<void> => {
  die(message)
  await expect.poll(() => client.restored.value).not.toBeNull()
}

describe('a worker that dies', () => {
  it('in a branch comes back in the branch, at the update of the last copy, and goes on to the same weights', async () => {
    take(await client.open(spirals, [], 'document'))
    await step(9)
    await client.seek(4)
    take(await client.branch())
    await client.change({ optimizer: { name: 'sgd', learningRate: 0.125, momentum: 0, nesterov: false } })
    await step(3)
    take(await client.copySession())
    const kept = await digest()
    await step(5)
    const reached = await digest()
    await settle()
    await recover()
    expect(client.restored.value).toEqual({ cause: 'died', update: 7, reached: 12, running: false })
    expect([client.run.value?.number, client.run.value?.branchOf?.update, await digest()]).toEqual([
      2,
      4,
      kept,
    ])
    expect(client.runs.value.map(({ number, update }) => [number, update])).toEqual([
      [1, 9],
      [2, 7],
    ])
    await step(5)
    expect(await digest()).toBe(reached)
  })

  it('right after a branch has at least the branch as it began, and the run that it left', async () => {
    take(await client.open(spirals, [], 'document'))
    await step(9)
    await client.seek(4)
    take(await client.branch())
    await settle()
    await recover()
    expect(client.runs.value.map(({ number, update }) => [number, update])).toEqual([
      [1, 9],
      [2, 4],
    ])
  })

  it('before the copy of a new run is there has the runs of before, and the new one again from its start', async () => {
    take(await client.open(spirals, [], 'document'))
    await step(6)
    take(await client.copySession())
    const opening = client.open(withRate(0.25), [])
    const started = take(await opening)
    die('gone')
    await expect.poll(() => client.runs.value.length).toBe(2)
    await settle()
    expect(client.run.value?.experiment.training.optimizer).toEqual(started.experiment.training.optimizer)
    expect(client.runs.value.map(({ number, update }) => [number, update])).toEqual([
      [1, 6],
      [2, 0],
    ])
  })

  it('leaves notes, bookmarks and names that are newer than the copy', async () => {
    take(await client.open(spirals, [], 'document'))
    await step(4)
    await client.command('restart')
    await step(2)
    take(await client.copySession())
    await client.setNotes('Look at unit 3.')
    await client.setBookmarks([{ update: 1, note: 'first' }])
    await client.editRun(1, { name: 'Long', note: '' })
    await recover()
    expect(client.run.value).toMatchObject({
      notes: 'Look at unit 3.',
      bookmarks: [{ update: 1, note: 'first' }],
    })
    expect(client.runs.value.map(({ number, name }) => [number, name])).toContainEqual([1, 'Long'])
  })

  it('for want of memory says so', async () => {
    take(await client.open(spirals, [], 'document'))
    await settle()
    await recover('Uncaught RangeError: Array buffer allocation failed')
    expect(client.restored.value?.cause).toBe('memory')
  })
})
