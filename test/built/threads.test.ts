import { describe, expect, it } from 'vitest'
import { createNodeAssistants } from '../../src-main/cli/nodeAssistants'
import type { FastEngine } from '../../src-worker/engine/fastEngine'
import {
  createData,
  createFast,
  createTraining,
  getOptimizer,
  listLayers,
  readParameterBytes,
  type Case,
} from '../worker/engine/cases'

const file = new URL('../../out/main/assistantThread.js', import.meta.url)

const createCase = (optimizer: string, clipNorm: number | null): Case => ({
  inputs: 784,
  layers: listLayers([
    [64, 'relu'],
    [10, 'softmax'],
  ]),
  rows: 500,
  training: createTraining({
    cost: 'categoricalCrossEntropy',
    batchSize: 128,
    shuffle: true,
    l2: 1e-4,
    clipNorm,
    optimizer: getOptimizer(optimizer, 0.01),
  }),
})

async function waitForThreads(engine: FastEngine, threads: number): Promise<void> {
  for (let tries = 0; engine.threads < threads && tries < 1000; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(engine.threads).toBe(threads)
}

describe('784-64-10 with batches of 128, the last one of 116', () => {
  it.each([
    [2, 'sgd', null],
    [2, 'adam', 0.5],
    [3, 'momentum', null],
  ] as const)(
    'has the same bytes after 300 updates with %i threads as with one: %s',
    async (threads, name, clipNorm) => {
      const of = createCase(name, clipNorm)
      const data = createData(of)
      const alone = createFast(of, data)
      expect(alone.run(300, 0)).toBeNull()
      const team = createFast(of, data, { ...createNodeAssistants(file), cores: threads })
      try {
        await waitForThreads(team, threads)
        while (team.update < 300) {
          expect(team.run(Math.min(3, 300 - team.update), 0)).toBeNull()
          // Long enough for the other threads to fall asleep now and then.
          if (team.update % 60 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
        }
        expect(readParameterBytes(team)).toEqual(readParameterBytes(alone))
        expect(team.getHistory()).toEqual(alone.getHistory())
        const rows = Uint32Array.from({ length: 600 }, (_, row) => row)
        expect(team.evaluate(rows, true).advance(600)).toEqual(alone.evaluate(rows, true).advance(600))
      } finally {
        team.close()
      }
      expect(team.threads).toBe(1)
      expect(team.run(2, 0)).toBeNull()
      alone.run(2, 0)
      expect(readParameterBytes(team)).toEqual(readParameterBytes(alone))
    },
  )

  it('closes before its threads are ready, and trains on', () => {
    const of = createCase('sgd', null)
    const team = createFast(of, createData(of), { ...createNodeAssistants(file), cores: 2 })
    expect(team.threads).toBe(1)
    team.close()
    expect(team.run(2, 0)).toBeNull()
  })
})
