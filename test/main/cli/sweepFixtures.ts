/** A small experiment, a grid over it, and what a sweep leaves in its folder. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SweepThread } from '../../../src-main/cli/sweepThreads'
import { createTemporaryFolder } from '../temporaryFolder'
import { createThread } from './runSweep'

export const moons = {
  name: 'Moons',
  data: {
    source: { kind: 'generator', name: 'moons', samples: 90, noise: 0.1 },
    split: { validation: 0.2 },
  },
  network: { layers: [{ units: 5, activation: 'tanh' }, { units: 1 }] },
  training: { stop: { updates: 70 } },
}
export const grid = ['--vary', 'training.optimizer.learningRate=0.1,1', '--vary', 'training.batchSize=7,full']

export function createFiles(experiment: object = moons): { folder: string; file: string; out: string } {
  const folder = createTemporaryFolder()
  const file = join(folder, 'moons.json')
  writeFileSync(file, JSON.stringify(experiment))
  return { folder, file, out: join(folder, 'swept') }
}

export const readCsv = (out: string): string[] =>
  readFileSync(join(out, 'sweep.csv'), 'utf8').trim().split('\n')
/** Without the seconds, which come last. */
export const readNumbers = (out: string): string[] => readCsv(out).map((line) => line.replace(/,[^,]*$/, ''))

/** Counts the runs that are made. */
export function createCounter() {
  const made: string[] = []
  const createSweepThread = (data: Parameters<typeof createThread>[0]): SweepThread => {
    const thread = createThread(data)
    return {
      ...thread,
      run: (experiment, onShare) => {
        made.push(experiment.name)
        return thread.run(experiment, onShare)
      },
    }
  }
  return { made, createSweepThread }
}
