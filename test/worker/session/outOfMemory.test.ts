/** Allocations that no machine can make, and what the edge calls them. */
import { describe, expect, it } from 'vitest'
import { answer } from '../../../src-worker/session/answer'
import { createService, take } from './services'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'

const codeOf = async (work: () => unknown): Promise<string | null> => {
  const reply = await answer(async () => work())
  return reply.ok ? null : reply.error.code
}

describe('too large an allocation is outOfMemory', () => {
  it.each([
    ['a buffer', () => new ArrayBuffer(2 ** 45)],
    ['a typed array', () => new Float64Array(2 ** 40)],
    ['a text', () => 'x'.repeat(2 ** 30)],
    ['a growth', () => new WebAssembly.Memory({ initial: 1, maximum: 2 }).grow(2)],
  ])('%s', async (_, allocate) => {
    expect(await codeOf(allocate)).toBe('outOfMemory')
  })

  it('a negative length and a wrong index are faults of ours', async () => {
    expect(await codeOf(() => new Float64Array(-1))).toBe('internal')
    expect(await codeOf(() => new Array(-1))).toBe('internal')
    expect(await codeOf(() => (1).toFixed(101))).toBe('internal')
  })
})

const inFloat32 = {
  ...exampleExperiment,
  training: { ...exampleExperiment.training, precision: 'float32' as const },
}

/** On a machine that has no memory left for another engine. */
async function withoutMemory<Value>(work: () => Promise<Value>): Promise<Value> {
  const { Memory } = WebAssembly
  WebAssembly.Memory = class extends Memory {
    constructor() {
      super({ initial: 0 })
      void new ArrayBuffer(2 ** 45)
    }
  }
  try {
    return await work()
  } finally {
    WebAssembly.Memory = Memory
  }
}

describe('the trainer', () => {
  it('that has no memory for another network keeps the open run and trains on', async () => {
    const service = createService()
    const { runId } = take(await service.open(exampleExperiment, []))
    const refused = await withoutMemory(() => service.open(inFloat32, []))
    expect(!refused.ok && refused.error.code).toBe('outOfMemory')
    expect(take(await service.command(runId, 'stepUpdate')).update).toBe(1)
  })

  it.each(['restart', 'newWeights'] as const)(
    'that has no memory for %s keeps run and list as they were, and trains on to the same weights',
    async (command) => {
      const [service, other] = [createService(), createService()]
      const { runId } = take(await service.open(inFloat32, []))
      const { runId: otherId } = take(await other.open(inFloat32, []))
      for (let k = 0; k < 3; k++) {
        await service.command(runId, 'stepUpdate')
        await other.command(otherId, 'stepUpdate')
      }
      const refused = await withoutMemory(() => service.command(runId, command))
      expect(!refused.ok && refused.error.code).toBe('outOfMemory')
      expect(take(await service.listRuns(runId)).map(({ number, update }) => [number, update])).toEqual([
        [1, 3],
      ])
      expect(take(await service.command(runId, 'stepUpdate'))).toMatchObject({ update: 4, number: 1 })
      await other.command(otherId, 'stepUpdate')
      expect(take(await service.certify(runId)).digest).toBe(take(await other.certify(otherId)).digest)
    },
  )
})
