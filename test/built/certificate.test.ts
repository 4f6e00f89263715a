/** The certificate of a run that several threads computed is that of one thread, with the built helper thread. */
import { setImmediate, setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createNodeAssistants } from '../../src-main/cli/nodeAssistants'
import type { FastEngine } from '../../src-worker/engine/fastEngine'
import type { AssistantHost } from '../../src-worker/engine/threadTeam'
import { certifyRun } from '../../src-worker/session/certifyRun'
import { createRun } from '../../src-worker/session/openRun'
import type { TrainingRun } from '../../src-worker/session/trainingRun'

const file = new URL('../../out/main/assistantThread.js', import.meta.url)
const updates = 24

const wide = {
  data: { source: { kind: 'generator', name: 'moons', samples: 600, noise: 0.1, seed: 4 } },
  network: { layers: [{ units: 96, activation: 'tanh' }, { units: 64, activation: 'tanh' }, { units: 1 }] },
  training: { optimizer: { name: 'sgd', learningRate: 0.01 }, batchSize: 256, stop: {} },
}

function create(assistants: AssistantHost | null): TrainingRun {
  const created = createRun(wide, [], { now: () => performance.now(), assistants })
  if (!created.ok) throw new Error(JSON.stringify(created.error))
  return created.value
}

/** Long enough between slices for the other thread to fall asleep now and then. */
async function advanceBy(run: TrainingRun, slice: number): Promise<void> {
  while (run.engine.update < updates) {
    run.start()
    run.advance(Math.min(slice, updates - run.engine.update), Infinity)
    run.pause()
    await setTimeout(1)
  }
}

it('24 updates of 96-64-1 in float32 with one thread, with two, and in slices of 7', async () => {
  const runs = [create(null), create({ ...createNodeAssistants(file), cores: 2 }), create(null)]
  const team = runs[1]!.engine as FastEngine
  try {
    for (let tries = 0; team.threads < 2 && tries < 1000; tries++) await setTimeout(10)
    expect(runs.map(({ engine }) => (engine as FastEngine).threads)).toEqual([1, 2, 1])
    await advanceBy(runs[0]!, updates)
    await advanceBy(runs[1]!, 3)
    await advanceBy(runs[2]!, 7)
    const certificates = await Promise.all(runs.map((run) => certifyRun(run, '0.1.0', () => setImmediate())))
    expect(certificates[0]!.updates).toBe(updates)
    expect(certificates[1]).toEqual(certificates[0])
    expect(certificates[2]).toEqual(certificates[0])
  } finally {
    for (const run of runs) run.close()
  }
})
