// @vitest-environment happy-dom
/** The overlay over real runs: its curves are what each run recorded. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import LineChart from '../../../../src-renderer/src/charts/LineChart.vue'
import type { ChartSeries } from '../../../../src-renderer/src/charts/chartSeries'
import { overlaySettings } from '../../../../src-renderer/src/compare/runs/overlaySettings'
import { runChoice, toggleShown } from '../../../../src-renderer/src/compare/runs/runChoice'
import RunsView from '../../../../src-renderer/src/compare/runs/RunsView.vue'
import { hostKey } from '../../../../src-renderer/src/host/Host'
import { i18n } from '../../../../src-renderer/src/i18n/i18n'
import { editorKey } from '../../../../src-renderer/src/trainer/experimentDraft'
import { trainerKey } from '../../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../../src-renderer/src/trainer/trainerClient'
import { openThreeRuns, settle, take, train, waitUntil } from './openRuns'

vi.mock('chart.js', () => import('../../charts/fakeChart'))

const saved: { name: string; text: string }[] = []
const host = {
  saveAs: async (name: string, _: string, bytes: Uint8Array) => {
    saved.push({ name, text: new TextDecoder().decode(bytes) })
    return { ok: true, value: { id: 'a', name } }
  },
}
let trainer: TrainerClient
let view: VueWrapper

beforeAll(async () => {
  const sitting = await openThreeRuns()
  trainer = sitting.trainer
  view = mount(RunsView, {
    attachTo: document.body,
    global: {
      plugins: [i18n],
      provide: {
        [trainerKey as symbol]: trainer,
        [editorKey as symbol]: sitting.editor,
        [hostKey as symbol]: host,
      },
    },
  })
  await settle()
})
afterAll(() => {
  view.unmount()
  trainer.dispose()
})

const series = (): ChartSeries[] => [...view.getComponent(LineChart).props('series')]
const historyOf = async (number: number) => take(await trainer.readRun(number)).history
const numbers = (values: ArrayLike<number>): number[] => Array.from(values)

describe('three runs over each other', () => {
  it('are drawn with the validation costs that each recorded, by epoch: 10, 10 and 3 points', async () => {
    expect(series().map(({ key, token }) => [key, token])).toEqual([
      ['Run 1', 'run-1'],
      ['Run 2', 'run-2'],
      ['Run 3', 'run-3'],
    ])
    expect(series().map(({ y }) => y.length)).toEqual([10, 10, 3])
    for (const [k, curve] of series().entries()) {
      const { evaluation } = await historyOf(k + 1)
      expect(numbers(curve.y)).toEqual(numbers(evaluation.validationCost))
      expect(numbers(curve.x)).toEqual(numbers(evaluation.epoch))
    }
    const ends = new Set(series().map(({ y }) => y[2]))
    expect(ends.size).toBe(3)
  })

  it('have a hollow end only where a run is not done', () => {
    expect(series().map(({ hollow }) => hollow)).toEqual([false, false, true])
  })

  it('with the training cost by update have a point for each of 40, 40 and 12 updates', async () => {
    Object.assign(overlaySettings, { part: 'training', axis: 'update' })
    await nextTick()
    for (const [k, curve] of series().entries()) {
      const { cost, update } = await historyOf(k + 1)
      expect(numbers(curve.y)).toEqual(numbers(cost))
      expect(numbers(curve.x)).toEqual(numbers(update))
    }
    expect(series().map(({ y }) => y.length)).toEqual([40, 40, 12])
    expect(view.getComponent(LineChart).props('xMaximum')).toBe(40)
  })

  it('show the gradient norm of all layers, the rate and the penalty likewise', async () => {
    for (const quantity of ['gradientNorm', 'learningRate', 'penalty'] as const) {
      overlaySettings.quantity = quantity
      await nextTick()
      const second = await historyOf(2)
      expect(numbers(series()[1]!.y)).toEqual(numbers(second[quantity]))
    }
    overlaySettings.quantity = 'cost'
  })

  it('without the second have two curves and two rows', async () => {
    toggleShown(2)
    await nextTick()
    expect(series().map(({ key }) => key)).toEqual(['Run 1', 'Run 3'])
    expect(view.findAll('tbody tr').map((row) => row.get('th').text())).toEqual(['Run 1 baseline', 'Run 3'])
    toggleShown(2)
    await settle()
  })

  it('grow with the open run, and the run that is left keeps its curve', async () => {
    await train(trainer, 1)
    await waitUntil(() => expect(series().map(({ y }) => y.length)).toEqual([40, 40, 16]))
    take(await trainer.reopenRun(1))
    const kept = numbers((await historyOf(3)).cost)
    await waitUntil(() => {
      expect(series().map(({ y }) => y.length)).toEqual([40, 40, 16])
      expect(numbers(series()[2]!.y)).toEqual(kept)
    })
  })

  it('mark a change with the run it belongs to', async () => {
    take(await trainer.reopenRun(3))
    const { training } = trainer.run.value!.experiment
    await trainer.change({ optimizer: { ...training.optimizer, learningRate: 0.25 } })
    await train(trainer, 1)
    await waitUntil(() =>
      expect(view.getComponent(LineChart).props('events')).toEqual([
        { x: 16, label: 'Run 3: learning rate 2 → 0.25' },
      ]),
    )
    const cells = () => view.findAll('tbody tr').map((row) => row.get('td').text())
    await waitUntil(() => expect(cells()[2]).toContain('2 → 0.25'))
    expect(cells()[1]).toContain('0.1')
  })

  it('are written as CSV with the final costs as they are', async () => {
    await view.get("button[aria-label='Settings and results: export']").trigger('click')
    await view
      .findAll('[role=menuitem]')
      .find((item) => item.text() === 'Save as CSV…')!
      .trigger('click')
    await settle()
    const last = (await historyOf(2)).evaluation.validationCost.at(-1)!
    const line = saved[0]!.text.split('\n').find((row) => row.startsWith('2,'))!
    expect(line).toContain(`,${last},`)
    expect(saved[0]!.name).toBe('Spirals Settings and results.csv')
  })

  it('say what to do when none is shown', async () => {
    runChoice.hidden = new Set([1, 2, 3])
    await nextTick()
    expect(view.text()).toBe('No run is shown. Check one in the list.')
    runChoice.hidden = new Set()
  })
})
