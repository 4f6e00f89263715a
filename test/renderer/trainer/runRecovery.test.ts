/** Workers that die under the real service: what the next one has, number for number. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createExperimentDraft } from '../../../src-renderer/src/trainer/experimentDraft'
import { createTrainerClient, type TrainerClient } from '../../../src-renderer/src/trainer/trainerClient'
import { createService } from '../../worker/session/services'
import { settle, spirals, take, withRate } from '../compare/runs/openRuns'

let client: TrainerClient
let die: (message: string) => void
/** Set by a test: what each call of the next worker does first. */
let disturb: (call: string) => void

beforeEach(() => {
  disturb = () => undefined
  client = createTrainerClient({
    now: () => performance.now(),
    requestFrame: (draw) => void setTimeout(draw),
    createLink() {
      const api = createService(() => new Promise((done) => setTimeout(done)))
      return {
        api: new Proxy(api, {
          get: (service, name) => {
            const found: unknown = Reflect.get(service, name)
            if (typeof found !== 'function') return found
            return (...args: unknown[]) => {
              disturb(String(name))
              return found.apply(service, args)
            }
          },
        }),
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

  it('while it comes back leaves what the first one left', async () => {
    take(await client.open(spirals, [], 'document'))
    await step(4)
    await client.command('restart')
    await step(2)
    take(await client.copySession())
    await client.setNotes('Look at unit 3.')
    await client.setBookmarks([{ update: 1, note: 'first' }])
    await client.editRun(1, { name: 'Long', note: '' })
    await step(3)
    await settle()
    disturb = (call) => {
      if (call !== 'editRun') return
      disturb = () => undefined
      die('gone again')
    }
    await recover()
    expect(client.restored.value).toMatchObject({ update: 2, reached: 5 })
    expect(client.run.value).toMatchObject({
      notes: 'Look at unit 3.',
      bookmarks: [{ update: 1, note: 'first' }],
    })
    expect(client.runs.value.map(({ number, name }) => [number, name])).toContainEqual([1, 'Long'])
  })

  it('between the session and the run begun after it has that run all the same', async () => {
    take(await client.open(spirals, [], 'document'))
    await step(6)
    take(await client.copySession())
    disturb = (call) => {
      // No newer copy comes in time.
      if (call === 'copySession') die('gone')
      if (call !== 'listRuns' || client.runs.value.length < 2) return
      disturb = () => undefined
      die('gone again')
    }
    take(await client.open(withRate(0.25), []))
    await expect.poll(() => client.restored.value).not.toBeNull()
    expect(client.run.value?.experiment.training.optimizer.learningRate).toBe(0.25)
    expect(client.runs.value.map(({ number, update }) => [number, update])).toEqual([
      [1, 6],
      [2, 0],
    ])
  })

  it('leaves what was edited over the run, and its undo: changes that wait, and none that the run has no more', async () => {
    take(await client.open(spirals, [], 'document'))
    const editor = createExperimentDraft(client, client.run.value!.experiment)
    await step(3)
    take(await client.copySession())
    editor.edit((e) => ({ ...e, training: { ...e.training, l2: 0.25 } }))
    await expect.poll(() => client.run.value?.experiment.training.l2).toBe(0.25)
    editor.edit((e) => ({
      ...e,
      network: {
        ...e.network,
        layers: e.network.layers.map((layer, k) => (k === 0 ? { ...layer, units: 9 } : layer)),
      },
    }))
    await recover()
    const { training, network } = editor.experiment.value
    expect([training.l2, network.layers[0]!.units]).toEqual([0, 9])
    expect([editor.stagedFields.value, editor.undoFields.value]).toEqual([['layers'], ['units']])
    editor.undo()
    expect(editor.staged.value).toBe(false)
  })

  it('a third time on the way is not started again, and says so; one press brings all of it', async () => {
    take(await client.open(spirals, [], 'document'))
    await step(3)
    take(await client.copySession())
    await client.setNotes('kept')
    await settle()
    disturb = (call) => {
      if (call === 'openSession') die('gone again')
    }
    die('gone')
    await settle()
    expect(client.error.value?.code).toBe('workerDiedOften')
    disturb = () => undefined
    await client.restartWorker()
    expect(client.restored.value).toMatchObject({ cause: 'asked', update: 3, reached: 3 })
    expect(client.run.value?.notes).toBe('kept')
  })

  it('and has no memory to come back says so at each try, and comes back once there is some', async () => {
    take(await client.open(spirals, [], 'document'))
    await step(3)
    take(await client.copySession())
    await settle()
    disturb = (call) => {
      if (call === 'openSession') throw new RangeError('Array buffer allocation failed')
    }
    die('gone')
    await settle()
    expect(client.error.value).toMatchObject({
      code: 'workerDied',
      message: 'outOfMemory: Array buffer allocation failed',
    })
    client.error.value = null
    await client.command('stepUpdate')
    await expect.poll(() => client.error.value?.code).toBe('workerDied')
    disturb = () => undefined
    await client.restartWorker()
    expect(client.restored.value).toMatchObject({ update: 3 })
    expect(client.run.value?.update).toBe(3)
  })

  it('over the first experiment opens it', async () => {
    disturb = (call) => {
      if (call !== 'open') return
      disturb = () => undefined
      die('gone')
    }
    expect(await client.open(spirals, [], 'document')).toMatchObject({ ok: false })
    await expect.poll(() => client.run.value?.experiment.name).toBe('Spirals')
    await step(1)
    expect(client.run.value?.number).toBe(1)
  })
})
