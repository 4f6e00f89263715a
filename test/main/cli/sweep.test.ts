import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SweepThread } from '../../../src-main/cli/sweepThreads'
import { createRun } from '../../../src-worker/session/openRun'
import { take } from '../../worker/session/services'
import { createThread, runSweep } from './runSweep'
import { createCounter, createFiles, grid, moons, readCsv, readNumbers } from './sweepFixtures'

/** What a single run comes to, made update by update. */
function trainAlone(experiment: unknown) {
  const run = take(createRun(experiment, [], { now: () => performance.now(), assistants: null }))
  run.start()
  while (run.state === 'running') run.advance(1, 1)
  while (!run.settle(1));
  return run.evaluations.peek()!
}

describe('a sweep of 2 × 2 settings with 3 seeds', () => {
  it('has the numbers of 12 single runs, bit for bit, in any number of threads', async () => {
    const { file, folder } = createFiles()
    const [one, three] = [join(folder, 'one'), join(folder, 'three')]
    const args = [file, ...grid, '--seeds', '3']
    const { code, out } = await runSweep([...args, '--jobs', '1', '--out', one, '--json'])
    await runSweep([...args, '--jobs', '3', '--out', three])
    expect(code).toBe(0)
    expect(readNumbers(three)).toEqual(readNumbers(one))
    const { results } = JSON.parse(out.join('\n'))
    const listed = (await runSweep([...args, '--list'])).out.map((line) => JSON.parse(line))
    expect(results).toHaveLength(12)
    for (const [at, experiment] of listed.entries()) {
      const { training, validation } = trainAlone(experiment)
      expect(results[at]).toMatchObject({
        name: experiment.name,
        state: 'finished',
        stopReason: 'updates',
        updates: 70,
        final: {
          trainingCost: training.cost,
          validationCost: validation!.cost,
          accuracy: training.accuracy,
          validationAccuracy: validation!.accuracy,
        },
      })
    }
    expect(readdirSync(one).sort()).toEqual(['curves.svg', 'heat-map.svg', 'runs', 'sweep.csv', 'sweep.json'])
  })

  it('prints the combinations, best first, and what it wrote', async () => {
    const { file, out } = createFiles()
    const printed = (await runSweep([file, ...grid, '--seeds', '3', '--out', out])).out
    expect(printed[0]).toBe(
      'validation cost (half mean squared error) at the end: median (quartiles) over the seeds',
    )
    expect(printed[1]).toMatch(/^learningRate=1, batchSize=full {2}0\.\d+ \(0\.\d+ to 0\.\d+\) {2}accuracy /)
    expect(printed.slice(5)).toEqual([
      '12 runs',
      ...['sweep.csv', 'heat-map.svg', 'curves.svg'].map((name) => `wrote ${join(out, name)}`),
    ])
  })
})

describe('a sweep in a folder that has results', () => {
  it('makes only the missing runs, and has the same table', async () => {
    const { file, out } = createFiles()
    const args = [file, ...grid, '--seeds', '2', '--out', out]
    await runSweep(args)
    const before = readNumbers(out)
    const runs = readdirSync(join(out, 'runs'))
    rmSync(join(out, 'runs', runs[2]!))
    writeFileSync(join(out, 'runs', runs[5]!), '{"format":"chainrule-sw')
    writeFileSync(join(out, 'runs', runs[6]!), readFileSync(join(out, 'runs', runs[7]!)))
    const { made, createSweepThread } = createCounter()
    await runSweep(args, { createSweepThread })
    expect(made).toHaveLength(3)
    expect(readNumbers(out)).toEqual(before)
  })

  it('keeps what an earlier sweep has in common, with one value more and with a target', async () => {
    const { file, out } = createFiles()
    await runSweep([file, '--vary', 'training.batchSize=7,8', '--out', out])
    const { made, createSweepThread } = createCounter()
    const more = [file, '--vary', 'training.batchSize=7,8,9', '--target', '0.2', '--out', out]
    await runSweep(more, { createSweepThread })
    expect(made).toEqual(['Moons: batchSize=9'])
    expect(readCsv(out)[0]).toContain(',updatesToTarget,epochsToTarget,seconds')
    expect(readCsv(out)).toHaveLength(4)
  })

  it('is not misled by results of other data, or of another experiment', async () => {
    const { file, folder, out } = createFiles({
      ...moons,
      data: { source: { kind: 'file', path: 'table.csv', target: 'y' } },
    })
    const write = (last: string) =>
      writeFileSync(join(folder, 'table.csv'), `x,y\n1,2\n2,3\n3,5\n4,${last}\n`)
    write('7')
    const args = [file, '--vary', 'training.batchSize=1,2', '--out', out]
    await runSweep(args)
    const before = readNumbers(out)
    write('9')
    const { made, createSweepThread } = createCounter()
    await runSweep(args, { createSweepThread })
    expect(made).toHaveLength(2)
    expect(readNumbers(out)).not.toEqual(before)
    writeFileSync(
      file,
      JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), training: { stop: { updates: 3 } } }),
    )
    await runSweep(args, { createSweepThread })
    expect(made).toHaveLength(4)
  })
})

describe('a run that diverges', () => {
  it('is a result with its state, and is not made again', async () => {
    const line = {
      data: { source: { kind: 'inline', inputs: [[1], [2]], targets: [[1], [3]] } },
      network: { layers: [{ units: 1, activation: 'linear' }] },
      training: { stop: { updates: 20 } },
    }
    const { file, out } = createFiles(line)
    const args = [file, '--vary', 'training.optimizer.learningRate=0.1,1000000', '--seeds', '2', '--out', out]
    expect((await runSweep(args)).code).toBe(0)
    const { made, createSweepThread } = createCounter()
    const again = await runSweep([...args, '--json'], { createSweepThread })
    expect([made, JSON.parse(again.out[0]!).diverged]).toEqual([[], 2])
    expect(readCsv(out)[3]).toMatch(
      /^"Experiment: learningRate=1000000, seed 1",1000000,1,diverged,,\d,\d,,,,,\d/,
    )
    expect(readFileSync(join(out, 'heat-map.svg'), 'utf8')).toContain('>diverged</text>')
  })
})

describe('a lost thread', () => {
  /** Loses its first `times` runs half way. */
  function createLosing(times: number) {
    const counter = createCounter()
    let left = times
    const createSweepThread = (data: Parameters<typeof createThread>[0]): SweepThread => {
      const thread = counter.createSweepThread(data)
      return {
        ...thread,
        run: async (experiment, onShare) => {
          const reply = await thread.run(experiment, onShare)
          if (left-- > 0) throw new Error('its thread ended with code 1')
          return reply
        },
      }
    }
    return { made: counter.made, createSweepThread }
  }

  it('has its run made again, with the same numbers', async () => {
    const { file, folder } = createFiles()
    const args = [file, ...grid, '--jobs', '1', '--out']
    await runSweep([...args, join(folder, 'whole')])
    const { made, createSweepThread } = createLosing(2)
    await runSweep([...args, join(folder, 'lost')], { createSweepThread })
    expect(made).toHaveLength(6)
    expect(readNumbers(join(folder, 'lost'))).toEqual(readNumbers(join(folder, 'whole')))
  })

  it('three times in a row ends the sweep with its name', async () => {
    const { file, out } = createFiles()
    const { createSweepThread } = createLosing(3)
    await expect(
      runSweep([file, ...grid, '--jobs', '1', '--out', out], { createSweepThread }),
    ).rejects.toThrow(
      'Moons: learningRate=0.1, batchSize=7: expected to end, found that its thread was lost 3 times: its thread ended with code 1',
    )
  })
})

describe('an interrupted sweep', () => {
  it('keeps what is done, exits with 130 and goes on with the rest', async () => {
    const { file, folder } = createFiles()
    const [whole, halved] = [join(folder, 'whole'), join(folder, 'halved')]
    const args = [file, ...grid, '--seeds', '2', '--jobs', '1', '--out']
    await runSweep([...args, whole])
    let isInterrupted = false
    let interrupt = (): void => undefined
    const interrupted = new Promise<void>((resolve) => (interrupt = resolve))
    const { made, createSweepThread } = createCounter()
    const stopping = (data: Parameters<typeof createThread>[0]): SweepThread => {
      const thread = createSweepThread(data)
      let lose = (_reason: Error): void => undefined
      const lost = new Promise<never>((_resolve, reject) => (lose = reject))
      return {
        run: (experiment, onShare) => {
          if (made.length < 3) return thread.run(experiment, onShare)
          isInterrupted = true
          interrupt()
          return lost
        },
        close: async () => lose(new Error('its thread ended with code 1')),
      }
    }
    const context = { createSweepThread: stopping, interrupted, isInterrupted: () => isInterrupted }
    expect((await runSweep([...args, halved], context)).code).toBe(130)
    expect(readdirSync(join(halved, 'runs'))).toHaveLength(3)
    const rest = createCounter()
    await runSweep([...args, halved], { createSweepThread: rest.createSweepThread })
    expect(rest.made).toHaveLength(5)
    expect(readNumbers(halved)).toEqual(readNumbers(whole))
  })
})
