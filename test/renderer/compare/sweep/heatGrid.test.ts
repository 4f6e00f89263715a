// @vitest-environment happy-dom
/** How much of a grid of 400 combinations is drawn again, and what its cells say. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { computed, nextTick, shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import HeatGrid from '../../../../src-renderer/src/compare/sweep/HeatGrid.vue'
import { sweepLooks } from '../../../../src-renderer/src/compare/sweep/sweepLooks'
import type { ShownSweep } from '../../../../src-renderer/src/compare/sweep/sweepOwner'
import { createSweepSetup, sweepSetup } from '../../../../src-renderer/src/compare/sweep/sweepSetup'
import type { SweepProgress } from '../../../../src-renderer/src/compare/sweep/sweepWork'
import { createSweepTable } from '../../../../src-renderer/src/compare/sweep/useSweepTable'
import { i18n, speak } from '../../../../src-renderer/src/i18n/i18n'
import type { SweepResult } from '../../../../src-worker/protocol/sweeps'
import { groupRuns, type CellRuns } from '../../../../src-worker/sweep/scores'
import type { PlannedRun } from '../../../../src-worker/sweep/sweepApi'
import { createSweep, values } from '../../../spec/sweeps'
import { createDiverged, createMeasures, createResult } from '../../../worker/files/sampleSweep'
import { createExample } from '../../trainer/fakeTrainerApi'
import { until } from './sweepStage'

/** Cells that were drawn since the last look; each is described once when it is. */
let drawn = 0
vi.mock('../../../../src-renderer/src/compare/sweep/cellTexts', async (load) => {
  const original = await load<typeof import('../../../../src-renderer/src/compare/sweep/cellTexts')>()
  return {
    createCellTexts(parts: Parameters<typeof original.createCellTexts>[0]) {
      const texts = original.createCellTexts(parts)
      return {
        ...texts,
        describe: (...asked: Parameters<typeof texts.describe>) => (drawn++, texts.describe(...asked)),
      }
    },
  }
})

const side = Array.from({ length: 20 }, (_, at) => at + 1)
const sweep = createSweep({
  base: createExample(),
  vary: [values('training.optimizer.learningRate', ...side), values('training.batchSize', ...side)],
  seeds: 1,
})
const runs = side.flatMap((rate) =>
  side.map((batch): PlannedRun => {
    const cell = 20 * (rate - 1) + batch - 1
    return { cell, settings: [rate, batch], seed: 1, name: `${cell}`, key: `${cell}` }
  }),
)

let results: Map<string, SweepResult>
let cells: CellRuns[]
let progress: ReturnType<typeof shallowRef<SweepProgress>>
let grid: VueWrapper

const read = (cell: number): CellRuns => ({
  ...{ cell, settings: runs[cell]!.settings, runs: [runs[cell]!], failed: 0 },
  results: [results.get(String(cell)) ?? null],
})

/** @param going share of each combination that is under way */
function publish(going: Record<number, number> = {}, ended: readonly number[] = []): void {
  if (ended.length > 0) cells = cells.map((one) => (ended.includes(one.cell) ? read(one.cell) : one))
  progress.value = {
    ...{ results, cells, failures: new Map(), ended: results.size, isRunning: true, secondsLeft: null },
    going: new Map(Object.entries(going).map(([cell, share]) => [`${cell}`, { cell: Number(cell), share }])),
  }
}

async function count(work: () => unknown): Promise<number> {
  drawn = 0
  await work()
  await nextTick()
  await nextTick()
  return drawn
}

const cellOf = (cell: number) => grid.get(`[data-cell="${cell}"]`)

beforeEach(async () => {
  Object.assign(sweepSetup, createSweepSetup(), {
    score: { result: 'final', part: 'training', measure: 'cost', target: 0.1 },
  })
  Object.assign(sweepLooks, { cell: null, third: 0 })
  results = new Map([
    ['0', createResult([0.1])],
    ['399', createResult([0.9])],
  ])
  cells = groupRuns(runs).map((_, cell) => read(cell))
  progress = shallowRef()
  publish()
  const shown = { name: 'Moons', sweep, plan: { runs }, work: { progress } } as unknown as ShownSweep
  const table = createSweepTable(computed(() => shown))
  grid = mount(HeatGrid, {
    attachTo: document.body,
    props: { table, label: 'Costs' },
    global: { plugins: [i18n] },
  })
  await until(() => grid.findAll('td').length === 400, 'all cells')
})
afterEach(() => grid.unmount())

describe('of a grid of 400 combinations', () => {
  it('half is drawn at once and the rest after a pause', async () => {
    grid.unmount()
    const table = createSweepTable(
      computed(() => ({ name: '', sweep, plan: { runs }, work: { progress } }) as unknown as ShownSweep),
    )
    grid = mount(HeatGrid, { props: { table, label: 'Costs' }, global: { plugins: [i18n] } })
    expect(grid.findAll('td')).toHaveLength(200)
    await until(() => grid.findAll('td').length === 400, 'the rest')
  })

  it('one is drawn when its run goes on, and again when it goes further', async () => {
    expect(await count(() => publish({ 37: 0.25 }))).toBe(1)
    expect(cellOf(37).get('.share').attributes('style')).toContain('25%')
    expect(await count(() => publish({ 37: 0.5 }))).toBe(1)
    expect(await count(() => publish({ 37: 0.5 }))).toBe(0)
  })

  it('one is drawn when its run ends, though others have another rank by it', async () => {
    await count(() => publish({ 37: 0.5 }))
    results.set('37', createResult([0.5]))
    expect(await count(() => publish({}, [37]))).toBe(1)
    expect(cellOf(37).text()).toBe('0.500')
    expect(cellOf(37).attributes('aria-label')).toBe('Learning rate 2, Batch size 18, 0.500')
    expect(cellOf(399).attributes('aria-label')).toBe('Learning rate 20, Batch size 20, 0.900')
  })

  it('those are drawn whose colour a new extreme changes', async () => {
    results.set('37', createResult([0.5]))
    await count(() => publish({}, [37]))
    results.set('38', createResult([20]))
    // 0.5 and 0.9 of 0.1 … 20 are other shares than of 0.1 … 0.9.
    expect(await count(() => publish({}, [38]))).toBe(3)
  })

  it('two are drawn for an arrow key: the one it leaves and the one it comes to', async () => {
    ;(cellOf(0).element as HTMLElement).focus()
    expect(await count(() => cellOf(0).trigger('keydown', { key: 'ArrowRight' }))).toBe(2)
    expect(document.activeElement).toBe(cellOf(20).element)
    expect(await count(() => cellOf(20).trigger('keydown', { key: 'End' }))).toBe(2)
    expect(await count(() => cellOf(380).trigger('keydown', { key: 'PageDown' }))).toBe(2)
    expect(document.activeElement).toBe(cellOf(385).element)
  })

  it('the rank is said of the one that is looked at', async () => {
    expect(cellOf(399).attributes('title')).not.toContain('rank')
    expect(await count(() => cellOf(399).trigger('pointerover'))).toBe(1)
    expect(cellOf(399).attributes('title')).toBe('Learning rate 20, Batch size 20, 0.900, rank 2')
    await cellOf(399).trigger('click')
    expect(cellOf(399).attributes('aria-selected')).toBe('true')
    expect(sweepLooks.cell).toBe(399)
  })

  it('all are drawn once in another language', async () => {
    await speak('zh-CN')
    await nextTick()
    expect(cellOf(399).attributes('aria-label')).toBe('学习率 20, 批大小 20, 0.900')
    i18n.global.locale.value = 'en'
  })

  it('one that diverged before its first evaluation says so at its best', async () => {
    sweepSetup.score = { ...sweepSetup.score, result: 'best' }
    const lost = { ...createDiverged(), curve: createResult([]).curve, best: createMeasures(NaN) }
    results.set('37', lost)
    await count(() => publish({}, [37]))
    expect(cellOf(37).text()).toBe('diverged')
    expect(cellOf(37).attributes('aria-label')).toBe(
      'Learning rate 2, Batch size 18, diverged, 1 of 1 diverged',
    )
  })
})
