// @vitest-environment happy-dom
/** Sweeps of a file whose rows changed under its name: each takes, keeps and opens the rows of its own run. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sweepSetup } from '../../../../src-renderer/src/compare/sweep/sweepSetup'
import type { SweepResult } from '../../../../src-worker/protocol/sweeps'
import { settle, take } from '../runs/openRuns'
import { openSweep, until, type SweepStage } from './sweepStage'

vi.mock('chart.js', () => import('../../charts/fakeChart'))

const path = 'far/away.csv'
/** The same name, columns and number of rows; one target differs. */
const versions = [0.75, 0.5].map((last) =>
  new TextEncoder().encode(`a,b,y\n1,2,0.5\n2,1,0.25\n3,5,0.125\n4,4,${last}\n`),
)

let stage: SweepStage
beforeEach(async () => {
  stage = await openSweep()
  // Run 1 has the first version, run 2, which is open, the second.
  await openVersion(0, 'document')
  await train()
  await openVersion(1)
  await train()
})
afterEach(() => stage.close())

async function openVersion(version: number, as?: 'document'): Promise<void> {
  const network = { layers: [{ units: 1, activation: 'linear' as const }] }
  const training = { optimizer: { name: 'sgd' as const, learningRate: 0.01 }, stop: { epochs: 1 } }
  const experiment = { name: 'File', data: { source: { kind: 'file' as const, path } }, network, training }
  take(await stage.trainer.open(experiment, [{ path, bytes: versions[version]! }], as))
}

async function train(): Promise<void> {
  await stage.trainer.command('run')
  await until(() => stage.trainer.frame.value?.state === 'finished', 'the end of the run')
  await settle()
}

const button = (label: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('button')].find(
    (one) => one.textContent!.trim() === label,
  )!
const progress = () => stage.sweep.shown.value!.work.progress.value
const count = () => stage.sweep.shown.value?.work.progress.value.results.size ?? 0
const isEnded = () => count() === 8 && !progress().isRunning

async function sweepFrom(run: number | null): Promise<SweepResult[]> {
  sweepSetup.from = run
  await settle()
  const before = stage.sweep.shown.value
  ;(button('Run sweep') ?? button('Run a new sweep')).click()
  await until(() => stage.sweep.shown.value !== before && isEnded(), 'all eight runs')
  await settle()
  return stage.sweep.shown.value!.plan.runs.map(({ key }) => progress().results.get(key)!)
}

const finals = (results: readonly SweepResult[]) => results.map(({ final }) => final.trainingCost)
const digests = (results: readonly SweepResult[]) => [...new Set(results.map(({ data }) => data))]

describe('two runs of one file name', () => {
  it('have sweeps with the rows of the run that each starts from', async () => {
    expect(stage.trainer.runs.value.map(({ number, open }) => [number, open])).toEqual([
      [1, false],
      [2, true],
    ])
    const present = await sweepFrom(null)
    const second = await sweepFrom(2)
    const first = await sweepFrom(1)
    expect(finals(present)).toEqual(finals(second))
    expect(finals(first).some((cost, at) => cost === finals(second)[at])).toBe(false)
    expect(digests(present)).toEqual(digests(second))
    expect(digests([...first, ...second])).toHaveLength(2)
  })

  it('have results that open as runs with the rows they are of', async () => {
    const first = await sweepFrom(1)
    await stage.stage().get('[data-cell="0"]').trigger('click')
    await settle()
    stage.panel().querySelectorAll<HTMLButtonElement>('[role=radio]')[0]!.click()
    await settle()
    button('Open as run').click()
    await until(() => stage.trainer.run.value?.experiment.name === first[0]!.name, 'the run')
    await until(() => stage.trainer.frame.value?.state === 'finished', 'its end')
    await settle()
    const { history } = take(await stage.trainer.readRun(stage.trainer.run.value!.number))
    expect([...history.evaluation.cost]).toEqual(first[0]!.curve.trainingCost)
  })

  it('and a sweep of the first, gone on with when only the second is there, makes all its runs again', async () => {
    const first = await sweepFrom(1)
    const [{ data }] = first as [SweepResult]
    stage.sweep.shown.value!.work.drop(({ name }) => name !== first[7]!.name)
    await settle()
    expect(count()).toBe(7)
    await stage.trainer.deleteRun(1)
    await settle()
    button('Go on with the missing runs').click()
    await until(() => count() === 8 && !progress().isRunning && isOther(data), 'all eight runs')
    await settle()
    expect(digests([...progress().results.values()])).toHaveLength(1)
    expect(stage.rail().text()).toContain('The rows here are not those of the results that were there')
  })

  it('and one gone on with while its rows are there keeps what it has', async () => {
    const first = await sweepFrom(1)
    stage.sweep.shown.value!.work.drop(({ name }) => name !== first[7]!.name)
    await settle()
    const made = stage.links.made.length
    button('Go on with the missing runs').click()
    await until(isEnded, 'the missing run')
    await settle()
    expect(stage.links.made.length - made).toBe(1)
    expect(progress().results.get(first[0]!.experiment)).toBe(first[0])
    expect(finals([...progress().results.values()]).toSorted()).toEqual(finals(first).toSorted())
    expect(stage.rail().text()).not.toContain('The rows here')
  })

  it('and a result whose rows are gone opens no other', async () => {
    await sweepFrom(1)
    await stage.trainer.deleteRun(1)
    await stage.stage().get('[data-cell="0"]').trigger('click')
    await settle()
    button('Open as run').click()
    await until(() => stage.trainer.error.value !== null, 'the refusal')
    expect(stage.trainer.error.value).toMatchObject({ code: 'missingFile', file: path })
    expect(stage.trainer.run.value!.number).toBe(2)
  })
})

const isOther = (data: string | null): boolean => {
  const all = [...progress().results.values()]
  return all.length === 8 && all.every((result) => result.data !== data)
}
