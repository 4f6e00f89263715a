import { effectScope, type EffectScope } from 'vue'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { usePair, type Pair } from '../../../../src-renderer/src/compare/sides/usePair'
import type { Side } from '../../../../src-renderer/src/compare/sides/useSide'
import type { TrainerClient } from '../../../../src-renderer/src/trainer/trainerClient'
import { addRun, createRun, living, readWeights, startTrainer, trainStraight, until } from './sitting'

let main: TrainerClient
let scope: EffectScope
let pair: Pair

const slow = createRun(0.5, 50)
const fast = createRun(1, 50)
const short = createRun(0.25, 20)

beforeEach(async () => {
  main = startTrainer()
  await addRun(main, slow)
  await addRun(main, fast)
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  main.dispose()
  expect(living.count).toBe(0)
})

const updateOf = (side: Side) => side.trainer.value?.frame.value?.update
const updates = () => [updateOf(pair.a), updateOf(pair.b)]
const isOpen = (side: Side) => side.trainer.value?.frame.value != null

async function openPair(): Promise<void> {
  pair = scope.run(() => usePair(main, startTrainer, ({ number }) => `Run ${number}`))!
  await until(() => isOpen(pair.a) && isOpen(pair.b), 'both open')
  await pair.settled()
}
async function showWeights(): Promise<void> {
  for (const { trainer } of [pair.a, pair.b]) {
    await trainer.value!.setInterest({ weights: true })
    await until(() => trainer.value!.frame.value!.weights !== null, 'weights')
  }
}
async function goTo(update: number, a = update, b = update): Promise<void> {
  pair.goTo(update)
  await pair.settled()
  await until(() => String(updates()) === String([a, b]), `${a} and ${b}`)
}

describe('two runs of 50 updates, learning rates 0.5 and 1', () => {
  it('both show update 37, 3, 50, 0 and 12, with the weights of straight runs to there, bit for bit', async () => {
    await openPair()
    await showWeights()
    // The open run first: it is the one with learning rate 1.
    expect([pair.a.number.value, pair.b.number.value]).toEqual([2, 1])
    for (const update of [37, 3, 50, 0, 12]) {
      await goTo(update)
      expect(updates()).toEqual([update, update])
      expect(readWeights(pair.a.trainer.value!)).toEqual(await trainStraight(fast, update))
      expect(readWeights(pair.b.trainer.value!)).toEqual(await trainStraight(slow, update))
    }
    expect(readWeights(pair.a.trainer.value!)).not.toEqual(readWeights(pair.b.trainer.value!))
  })

  it('of forty moments asked for at once both come to the last, 8', async () => {
    await openPair()
    for (let k = 1; k <= 40; k++) pair.goTo((k * 29) % 48)
    expect(pair.moment.value).toBe(8)
    await pair.settled()
    await until(() => String(updates()) === '8,8', 'both at 8')
  })

  it('steps by update and by epoch: of six quick ones none is lost', async () => {
    await openPair()
    await goTo(10)
    for (let k = 0; k < 6; k++) pair.step(1)
    await until(() => String(updates()) === '16,16', 'both at 16')
    pair.unit.value = 'epoch'
    // Four rows in batches of four: an epoch is one update.
    pair.step(-1)
    await until(() => String(updates()) === '15,15', 'both at 15')
  })

  it('played from 40 they come to 50 together and stop', async () => {
    await openPair()
    await goTo(40)
    pair.playOrPause()
    expect(pair.playing.value).toBe(true)
    await until(() => !pair.playing.value, 'stopped')
    expect(pair.moment.value).toBe(50)
    expect(updates()).toEqual([50, 50])
  })
})

describe('a run of 20 beside one of 50', () => {
  it('starts at 20, the last both have; at 43 the short one shows its own end, 20', async () => {
    await addRun(main, short)
    await openPair()
    expect([pair.a.number.value, pair.b.number.value]).toEqual([3, 2])
    await until(() => String(updates()) === '20,20', 'both at 20')
    expect(pair.end.value).toBe(50)
    await showWeights()
    await goTo(43, 20, 43)
    expect(readWeights(pair.a.trainer.value!)).toEqual(await trainStraight(short, 20))
    expect(readWeights(pair.b.trainer.value!)).toEqual(await trainStraight(fast, 43))
    await goTo(7)
  })

  it('another run taken comes to the moment of the first, and the trainer before is disposed of', async () => {
    await addRun(main, short)
    await openPair()
    await goTo(11)
    const before = pair.b.trainer.value
    expect(living.count).toBe(3)
    pair.b.choose(1)
    await until(() => isOpen(pair.b) && pair.b.trainer.value !== before, 'opened')
    await until(() => String(updates()) === '11,11', 'both at 11')
    expect(living.count).toBe(3)
  })
})

describe('what happens to the runs meanwhile', () => {
  it('the open run goes on: its side keeps update 50, is stale, and taken again reaches 51', async () => {
    await openPair()
    expect(pair.a.stale.value).toBe(false)
    await main.change({ stop: { updates: 60 } })
    await main.command('stepUpdate')
    await until(() => main.frame.value?.newest === 51, '51')
    expect(pair.a.newest.value).toBe(50)
    expect(pair.a.stale.value).toBe(true)
    expect(pair.b.stale.value).toBe(false)
    await pair.a.take()
    expect(pair.a.newest.value).toBe(51)
    await until(() => !pair.a.stale.value, 'fresh')
  })

  it('a start weight of the open run is set by hand: its side is of before, until it is taken again', async () => {
    await openPair()
    await main.command('restart')
    await until(() => main.frame.value?.newest === 0, 'begun anew')
    pair.a.choose(3)
    await until(() => isOpen(pair.a) && updateOf(pair.a) === 0, 'run 3 at its start')
    expect(pair.a.stale.value).toBe(false)
    await main.setParameter({ layer: 1, kind: 'W', row: 0, column: 0, value: 3 })
    await until(() => pair.a.stale.value, 'stale')
    await pair.a.take()
    await until(() => !pair.a.stale.value, 'fresh')
    await pair.a.trainer.value!.setInterest({ weights: true })
    await until(() => pair.a.trainer.value!.frame.value?.weights != null, 'weights')
    expect(readWeights(pair.a.trainer.value!)[0]).toBe(3)
  })

  it('a deleted run leaves its side and its trainer; brought back it is there again', async () => {
    await addRun(main, short)
    await openPair()
    expect(pair.b.number.value).toBe(2)
    await main.deleteRun(2)
    await until(() => pair.b.trainer.value === null, 'gone')
    expect(pair.b.listed.value).toBeNull()
    expect(living.count).toBe(2)
    await main.undeleteRun()
    await until(() => isOpen(pair.b), 'back')
  })

  it('the last but one deleted, no side is left', async () => {
    await openPair()
    await main.deleteRun(1)
    await until(() => living.count === 1, 'both gone')
    expect([pair.a.number.value, pair.b.number.value]).toEqual([null, null])
  })
})
