// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { defineComponent, ref, shallowRef } from 'vue'
import { expect, it } from 'vitest'
import { useTransport, type Transport } from '../../../src-renderer/src/timeline/useTransport'
import { trainerKey, type Trainer } from '../../../src-renderer/src/trainer/trainer'
import type { Frame, OpenedRun, RunState } from '../../../src-worker/protocol/trainerApi'

const frameOf = (update: number, state: RunState): Frame =>
  ({ update, newest: update, epoch: update, updatesPerEpoch: 1, state }) as Frame

/** A trainer that shows "running" on the way of a step, as the worker's frames do, and ends it when told to. */
function openTransport() {
  const commands: string[] = []
  const frame = shallowRef<Frame | null>(frameOf(0, 'idle'))
  let finish = () => {}
  const trainer = {
    run: shallowRef({ runId: 1 } as OpenedRun),
    frame,
    sought: ref(null),
    seek: () => Promise.resolve(),
    command(command: string) {
      commands.push(command)
      const { update } = frame.value!
      frame.value = frameOf(update, 'running')
      if (command !== 'stepUpdate') return Promise.resolve()
      return new Promise<void>((done) => {
        finish = () => {
          frame.value = frameOf(update + 1, 'paused')
          done()
        }
      })
    },
  }
  let transport!: Transport
  const Room = defineComponent({ setup: () => ((transport = useTransport()), () => null) })
  mount(Room, { global: { provide: { [trainerKey as symbol]: trainer as unknown as Trainer } } })
  return {
    transport,
    trainer,
    commands,
    async end() {
      finish()
      await new Promise((done) => setTimeout(done))
    },
  }
}

it('three steps asked for while the first is under way are three updates', async () => {
  const { transport, commands, end } = openTransport()
  for (let k = 0; k < 3; k++) {
    transport.step()
    await new Promise((done) => setTimeout(done))
    expect([transport.running.value, transport.ready.value]).toEqual([true, true])
  }
  for (let k = 0; k < 3; k++) await end()
  expect(commands).toEqual(Array<string>(3).fill('stepUpdate'))
  expect([transport.running.value, transport.ready.value]).toEqual([false, true])
})

it('pause drops the steps that still wait', async () => {
  const { transport, commands, end } = openTransport()
  for (let k = 0; k < 3; k++) transport.step()
  await new Promise((done) => setTimeout(done))
  transport.runOrPause()
  await end()
  expect(commands).toEqual(['stepUpdate', 'pause'])
})

it('another run drops the steps that still wait', async () => {
  const { transport, trainer, commands, end } = openTransport()
  for (let k = 0; k < 3; k++) transport.step()
  await new Promise((done) => setTimeout(done))
  trainer.run.value = { runId: 2 } as OpenedRun
  await end()
  expect(commands).toEqual(['stepUpdate'])
  transport.step()
  await end()
  expect(commands).toEqual(['stepUpdate', 'stepUpdate'])
})

it('a step asked for while training goes on is none', async () => {
  const { transport, commands } = openTransport()
  transport.runOrPause()
  transport.step()
  await new Promise((done) => setTimeout(done))
  expect([commands, transport.ready.value]).toEqual([['run'], false])
})
