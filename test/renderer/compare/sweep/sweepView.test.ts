// @vitest-environment happy-dom
/** A sweep from the rail to a run of the session, by hand and by keys, over the real trainer and runner. */
import { flushPromises, type DOMWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { SavedSweep } from '../../../../src-worker/protocol/sweeps'
import { createLinks } from '../../trainer/sweepLinks'
import { settle, startTrainer, take } from '../runs/openRuns'
import { moons, openSweep, until, type SweepStage } from './sweepStage'

vi.mock('chart.js', () => import('../../charts/fakeChart'))

let stage: SweepStage
afterEach(() => stage.close())

const button = (label: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('button')].find(
    (one) => one.textContent!.trim() === label,
  )!
const cells = () => stage.stage().findAll('td[role=gridcell]')
const progress = () => stage.sweep.shown.value?.work.progress.value
const isDone = () =>
  progress()?.isRunning === false && progress()!.results.size + progress()!.failures.size === 8

async function runSweep(): Promise<void> {
  button('Run sweep').click()
  await until(isDone, 'all eight runs')
  await settle()
}

describe('a sweep', () => {
  it('of 2 × 2 settings and 2 seeds fills its cells with the median of both seeds', async () => {
    stage = await openSweep()
    await settle()
    expect(stage.rail().text()).toContain('4 cells, 8 runs')
    await runSweep()
    expect(stage.rail().text()).toContain('8 of 8 runs')
    const { results } = progress()!
    const { runs } = stage.sweep.shown.value!.plan
    const shown = cells().map((cell) => cell.text())
    // Listed with the batch size fastest, shown with it down.
    const finals = [0, 2, 1, 3].map((cell) => {
      const of = runs
        .filter((run) => run.cell === cell)
        .map(({ key }) => results.get(key)!.final.validationCost)
      return (of[0]! + of[1]!) / 2
    })
    expect(shown.map(Number)).toEqual(finals.map((value) => Number(value.toPrecision(3))))
    expect(new Set(finals).size).toBe(4)
  })

  it('is one tab stop: arrows move, Enter chooses, Escape lets go', async () => {
    stage = await openSweep()
    await runSweep()
    expect(cells().map((cell) => cell.attributes('tabindex'))).toEqual(['0', '-1', '-1', '-1'])
    const press = async (cell: DOMWrapper<Element>, key: string) => {
      await cell.trigger('keydown', { key })
      await flushPromises()
    }
    await press(cells()[0]!, 'ArrowRight')
    await press(cells()[1]!, 'ArrowDown')
    expect(document.activeElement).toBe(cells()[3]!.element)
    await press(cells()[3]!, 'Enter')
    await settle()
    expect(cells()[3]!.attributes('aria-selected')).toBe('true')
    expect(cells()[3]!.attributes('aria-label')).toMatch(
      /^Learning rate 0\.4, Batch size 9, 0\.\d+, rank \d$/,
    )
    expect(stage.panel().textContent).toMatch(/rank \d of 4/)
    expect(stage.panel().querySelectorAll('[role=radio]')).toHaveLength(2)
    await press(cells()[3]!, 'Escape')
    await settle()
    expect(stage.panel().textContent).toBe('Choose a cell to see its seeds and to open one of them as a run.')
  })

  it('opens a seed of a cell as a run of the session that ends with the same numbers', async () => {
    stage = await openSweep()
    await runSweep()
    await cells()[1]!.trigger('click')
    await settle()
    stage.panel().querySelectorAll<HTMLButtonElement>('[role=radio]')[1]!.click()
    await settle()
    button('Open as run').click()
    await until(() => stage.trainer.frame.value?.state === 'finished', 'the run')
    await settle()
    const { experiment } = stage.trainer.run.value!
    expect(experiment.name).toBe('Moons: learningRate=0.4, batchSize=3, seed 2')
    const listed = await stage.trainer.readRun(stage.trainer.run.value!.number)
    const { evaluation } = take(listed).history
    const result = [...progress()!.results.values()].find(({ name }) => name === experiment.name)!
    expect([...evaluation.validationCost]).toEqual(result.curve.validationCost)
    expect(stage.trainer.frame.value!.update).toBe(result.updates)
  })

  it('goes on while other stages are shown', async () => {
    stage = await openSweep()
    button('Run sweep').click()
    await until(() => (progress()?.results.size ?? 0) > 0, 'a result')
    stage.leave()
    await until(isDone, 'all eight runs')
    stage.comeBack()
    await settle()
    expect(cells().filter((cell) => /^0\.\d+$/.test(cell.text()))).toHaveLength(4)
  })

  it('stops at once, keeps what is there, and makes only what is missing', async () => {
    stage = await openSweep()
    button('Run sweep').click()
    await until(() => (progress()?.results.size ?? 0) >= 3, 'three results')
    button('Stop').click()
    await until(() => progress()!.isRunning === false, 'the stop')
    await settle()
    const kept = new Map(progress()!.results)
    expect(kept.size).toBeLessThan(8)
    const made = stage.links.made.length
    button('Go on with the missing runs').click()
    await until(isDone, 'all eight runs')
    for (const [key, result] of kept) expect(progress()!.results.get(key)).toBe(result)
    expect(stage.links.made.length - made).toBeLessThanOrEqual(8 - kept.size + 2)
    expect(new Set(stage.links.made).size).toBe(8)
  })

  it('says in its cell and in words what could not be made; the others go on', async () => {
    stage = await openSweep((nth) => (nth >= 1 && nth <= 6 ? 'dies' : null))
    await runSweep()
    expect(progress()!.failures.size).toBe(2)
    expect(progress()!.results.size).toBe(6)
    expect(stage.stage().text()).toContain('out of memory')
    expect(stage.rail().text()).toContain('runs that could not be made: 2')
    expect(button('Go on with the missing runs')).toBeDefined()
  })

  it('is refused at the field that does not fit, before anything is made', async () => {
    stage = await openSweep()
    const values = stage.rail().get<HTMLInputElement>('input[aria-label="Down: values between commas"]')
    values.element.value = '4, 4'
    await values.trigger('change')
    const group = stage.rail().get('[role=group][aria-label=Down]')
    expect(group.get('[role=alert]').text()).toBe('Expected each value once, found 4 twice.')
    expect(button('Run sweep').disabled).toBe(true)
    values.element.value = '4, -1'
    await values.trigger('change')
    button('Run sweep').click()
    await until(() => stage.sweep.failure.value !== null, 'the refusal')
    await settle()
    expect(stage.rail().get('[role=group][aria-label=Down] [role=alert]').text()).toMatch(/found -1\.$/)
    expect(stage.sweep.shown.value).toBeNull()
  })

  it('is written as the table of the command line', async () => {
    stage = await openSweep()
    await runSweep()
    await stage.stage().get('[aria-label="Export the sweep"]').trigger('click')
    ;[...document.querySelectorAll<HTMLElement>('[role=menuitem]')]
      .find((one) => one.textContent!.includes('CSV'))!
      .click()
    await until(() => stage.files.length === 1, 'the file')
    const [{ name, text }] = stage.files as [{ name: string; text: string }]
    expect(name).toBe('sweep.csv')
    expect(text.trim().split('\n')).toHaveLength(9)
    expect(text).toMatch(/^name,training\.optimizer\.learningRate,training\.batchSize,seed,state,/)
  })
})

describe('sweeps of a session', () => {
  it('are in its file, are shown when it is opened, and their missing runs can be made', async () => {
    stage = await openSweep()
    button('Run sweep').click()
    await until(() => (progress()?.results.size ?? 0) >= 3, 'three results')
    button('Stop').click()
    await until(() => progress()!.isRunning === false, 'the stop')
    await settle()
    const kept = progress()!.results.size
    const file = take(await stage.trainer.exportRun('session'))
    await stage.trainer.open({ ...moons, name: 'Another' }, [], 'document')
    await settle()
    expect(stage.sweep.shown.value).toBeNull()
    take(await stage.trainer.openSession(file.bytes, 'a.chainrule'))
    await until(() => stage.sweep.shown.value !== null, 'the sweep')
    await settle()
    expect(progress()!.results.size).toBe(kept)
    button('Go on with the missing runs').click()
    await until(isDone, 'all eight runs')
    const again = createLinks().createLink()
    const saved = stage.sweep.saved.value.at(-1)!
    const csv = async (sweep: SavedSweep) =>
      new TextDecoder().decode(take(await again.api.exportSweep(sweep, 'csv', null)).bytes)
    expect(await csv(saved)).not.toContain('missing')
  })

  it('stay when a run is opened beside the others', async () => {
    stage = await openSweep()
    await runSweep()
    take(await stage.trainer.open({ ...moons, name: 'More' }, []))
    await settle()
    expect(progress()!.results.size).toBe(8)
    // What the window keeps can be sent to the worker.
    expect(structuredClone(stage.sweep.saved.value)[0]!.results).toHaveLength(8)
    expect(stage.trainer.run.value!.sweeps.at(-1)!.results).toHaveLength(8)
  })

  it('belong to their trainer: another one has none', async () => {
    stage = await openSweep()
    await runSweep()
    const other = startTrainer()
    take(await other.open(moons, [], 'document'))
    expect(other.run.value!.sweeps).toEqual([])
    other.dispose()
  })
})
