/** What is asked of the trainer while distributions are shown, and when. */
import { computed, effectScope, ref, shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useDistributions } from '../../../src-renderer/src/weights/useDistributions'
import type { DistributionRequest, Distributions } from '../../../src-worker/protocol/distributions'
import type { Frame, OpenedRun } from '../../../src-worker/protocol/trainerApi'
import { createFakeTrainer, createFrame, createRun } from '../trainer/fakeTrainerApi'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function open(tookMs = 0, pending: number[] = []) {
  const asked: { at: number; request: DistributionRequest }[] = []
  const request = ref<DistributionRequest>({ bins: 'linear', axis: 'linear' })
  const frame = shallowRef<Frame | null>(createFrame(1, 10))
  const run = shallowRef<OpenedRun | null>(createRun(1))
  const start = performance.now()
  const trainer = {
    ...createFakeTrainer(),
    frame,
    run,
    async readDistributions(of: DistributionRequest) {
      asked.push({ at: performance.now() - start, request: of })
      await new Promise((done) => setTimeout(done, tookMs))
      const value = { runId: run.value!.runId, pending: pending.shift() ?? 0 } as Distributions
      return { ok: true as const, value }
    },
  }
  const scope = effectScope()
  const shown = scope.run(() =>
    useDistributions(
      trainer,
      computed(() => request.value),
    ),
  )!
  const show = (update: number, more: Partial<Frame> = {}) => {
    frame.value = { ...createFrame(1, update), ...more }
  }
  /** Ten frames a second of a running run. */
  async function runFor(seconds: number): Promise<void> {
    for (let k = 0; k < 10 * seconds; k++) {
      show(11 + k, { state: 'running' })
      await vi.advanceTimersByTimeAsync(100)
    }
  }
  return {
    asked,
    request,
    run,
    show,
    shown,
    scope,
    runFor,
    times: () => asked.map(({ at }) => Math.round(at)),
  }
}

describe('distributions are asked for', () => {
  it('at once when standing, again with each moment and each request', async () => {
    const { asked, request, show } = open()
    await vi.advanceTimersByTimeAsync(10)
    show(11)
    await vi.advanceTimersByTimeAsync(10)
    request.value = { bins: 'size', axis: 'log' }
    await vi.advanceTimersByTimeAsync(10)
    expect(asked.map(({ request: { bins } }) => bins)).toEqual(['linear', 'linear', 'size'])
  })

  it('on and on while moments are pending', async () => {
    const { asked, shown } = open(5, [30, 12, 0])
    await vi.advanceTimersByTimeAsync(100)
    expect([asked.length, shown.distributions.value?.pending]).toEqual([3, 0])
  })

  it('every two seconds while running, not sooner than eight times what the last answer took', async () => {
    const quick = open(20)
    await quick.runFor(10)
    expect(quick.asked.length).toBeGreaterThanOrEqual(5)
    expect(quick.asked.length).toBeLessThanOrEqual(6)
    quick.scope.stop()
    const slow = open(500, Array(20).fill(9))
    await slow.runFor(10)
    const between = slow
      .times()
      .slice(1)
      .map((at, k) => at - slow.times()[k]!)
    expect(Math.min(...between)).toBeGreaterThanOrEqual(4000)
  })

  it('no more when they are shown no more', async () => {
    const { asked, scope, show } = open()
    await vi.advanceTimersByTimeAsync(10)
    scope.stop()
    show(12)
    await vi.advanceTimersByTimeAsync(5000)
    expect(asked.length).toBe(1)
  })

  it('and those of another run are dropped', async () => {
    const { run, shown } = open(50)
    await vi.advanceTimersByTimeAsync(60)
    expect(shown.distributions.value).not.toBeNull()
    run.value = createRun(2)
    await vi.advanceTimersByTimeAsync(10)
    expect(shown.distributions.value).toBeNull()
    await vi.advanceTimersByTimeAsync(60)
    expect(shown.distributions.value?.runId).toBe(2)
  })

  it('the moment looked back at is told, none while the newest is shown', async () => {
    const { shown, show } = open()
    expect(shown.past.value).toBeNull()
    show(3, { newest: 10 })
    expect(shown.past.value).toBe(3)
  })
})
