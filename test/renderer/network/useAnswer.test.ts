import { effectScope, nextTick, ref, shallowRef, type EffectScope } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { runningIntervalMs, useAnswer } from '../../../src-renderer/src/network/useAnswer'
import type { Trainer } from '../../../src-renderer/src/trainer/trainer'
import type { Reply } from '../../../src-worker/protocol/errors'
import type { Frame, OpenedRun } from '../../../src-worker/protocol/trainerApi'
import { createFrame, createRun } from '../trainer/fakeTrainerApi'

interface Counted {
  runId: number
  number: number
}

let scope: EffectScope
beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

function begin(tookMs = 0) {
  const run = shallowRef<OpenedRun | null>(createRun(1))
  const frame = shallowRef<Frame | null>(null)
  const trainer = { run, frame } as unknown as Trainer
  const wanted = ref<string | null>('a')
  const asked: { request: string; atMs: number }[] = []
  const start = performance.now()
  const ask = async (request: string): Promise<Reply<Counted>> => {
    asked.push({ request, atMs: performance.now() - start })
    const { runId } = run.value!
    const number = asked.length
    if (tookMs > 0) await new Promise((done) => setTimeout(done, tookMs))
    return { ok: true, value: { runId, number } }
  }
  const { answer } = scope.run(() => useAnswer(trainer, () => wanted.value, ask))!
  const show = async (update: number, state: Frame['state']) => {
    frame.value = { ...createFrame(run.value!.runId, update), state }
    await nextTick()
  }
  return { run, wanted, asked, answer, show }
}

/** Frames of a running run every 20 ms. */
async function train(show: ReturnType<typeof begin>['show'], forMs: number): Promise<void> {
  for (let at = 0; at < forMs; at += 20) {
    await show(1 + at, 'running')
    await vi.advanceTimersByTimeAsync(20)
  }
}

it('is asked for at once, and with each moment of a run that stands', async () => {
  const { asked, answer, show } = begin()
  await vi.advanceTimersByTimeAsync(0)
  expect(answer.value).toEqual({ runId: 1, number: 1 })
  await show(5, 'paused')
  await vi.advanceTimersByTimeAsync(0)
  await show(6, 'paused')
  await vi.advanceTimersByTimeAsync(0)
  expect(asked.length).toBe(3)
})

it('is asked for twice a second while running, and at once when the run stands', async () => {
  const { asked, show } = begin()
  await train(show, 2000)
  expect(asked.length).toBeGreaterThanOrEqual(4)
  expect(asked.length).toBeLessThanOrEqual(2000 / runningIntervalMs + 1)
  const before = asked.length
  await show(9999, 'paused')
  await vi.advanceTimersByTimeAsync(0)
  expect(asked.length).toBe(before + 1)
})

it('that took 200 ms is asked for again after 1.6 seconds at the earliest', async () => {
  const { asked, show } = begin(200)
  await train(show, 6000)
  expect(asked.length).toBeGreaterThanOrEqual(3)
  for (let k = 2; k < asked.length; k++)
    expect(asked[k]!.atMs - asked[k - 1]!.atMs).toBeGreaterThanOrEqual(1600)
})

it('to another question is not held back, and of two questions at once the last one stays', async () => {
  const { asked, wanted, show, answer } = begin(100)
  await show(1, 'running')
  wanted.value = 'b'
  await nextTick()
  wanted.value = 'c'
  await nextTick()
  await vi.advanceTimersByTimeAsync(250)
  expect(asked.map(({ request }) => request)).toEqual(['a', 'c'])
  expect(answer.value?.number).toBe(2)
})

it('goes with its run, with its question, and with weights drawn anew at the same update', async () => {
  const { run, wanted, asked, answer } = begin()
  await vi.advanceTimersByTimeAsync(0)
  run.value = { ...run.value!, experiment: { ...run.value!.experiment } }
  await nextTick()
  await vi.advanceTimersByTimeAsync(0)
  expect(asked.length).toBe(2)
  run.value = createRun(2)
  await nextTick()
  await vi.advanceTimersByTimeAsync(0)
  expect(answer.value?.runId).toBe(2)
  wanted.value = null
  await nextTick()
  expect(answer.value).toBeNull()
})
