// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { shallowRef } from 'vue'
import { afterEach, expect, it } from 'vitest'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import ConfusionView from '../../../src-renderer/src/network/confusion/ConfusionView.vue'
import {
  areNamesUpright,
  cellWidthFor,
  strengthOf,
} from '../../../src-renderer/src/network/confusion/confusionCells'
import SamplesView from '../../../src-renderer/src/network/samples/SamplesView.vue'
import type { Trainer } from '../../../src-renderer/src/trainer/trainer'
import { TrainerService } from '../../../src-worker/session/trainerService'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'

const moons: ExperimentInput = {
  name: 'moons',
  data: {
    source: { kind: 'generator', name: 'moons', samples: 240, noise: 0.2, seed: 3 },
    scaling: 'standardize',
    split: { validation: 0.25, test: 0, seed: 1 },
  },
  network: {
    layers: [{ units: 1, activation: 'sigmoid' }],
    initialization: { kind: 'xavierUniform', seed: 1 },
  },
  training: { cost: 'binaryCrossEntropy', batchSize: 20, precision: 'float64' },
}
const sine: ExperimentInput = {
  ...moons,
  data: { ...moons.data, source: { kind: 'generator', name: 'sine', samples: 60, noise: 0.1, seed: 2 } },
  network: { ...moons.network, layers: [{ units: 1, activation: 'linear' }] },
  training: { ...moons.training, cost: 'halfMeanSquaredError' },
}

async function openTrainer(experiment: ExperimentInput): Promise<Trainer> {
  const service = new TrainerService({
    now: () => performance.now(),
    assistants: null,
    pause: () => Promise.resolve(),
    appVersion: 'test',
  })
  const run = await service.open(experiment, [])
  if (!run.ok) throw new Error(run.error.message)
  const { runId } = run.value
  await service.command(runId, 'stepEpoch')
  return {
    run: shallowRef(run.value),
    frame: shallowRef(null),
    predictRows: (request) => service.predictRows(runId, request),
    predictPoint: (inputs) => service.predictPoint(runId, inputs),
  } as Trainer
}

let unmount = () => {}
afterEach(() => unmount())

async function show(view: typeof ConfusionView | typeof SamplesView, trainer: Trainer, props: object) {
  const mounted = mount(view as typeof ConfusionView, {
    attachTo: document.body,
    props: { trainer, run: trainer.run.value!, palette: null, part: 'training', ...props } as never,
    global: { plugins: [i18n] },
  })
  unmount = () => mounted.unmount()
  for (let turn = 0; turn < 20; turn++) await flushPromises()
  return mounted
}

it('the confusion shows the counts of the part, their sums, and reads the cell with the focus', async () => {
  const view = await show(ConfusionView, await openTrainer(moons), {})
  const counts = view.findAll('td.count').map((cell) => Number(cell.text()))
  expect(counts.length).toBe(4)
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(180)
  const [a, b, c, d] = counts as [number, number, number, number]
  expect(view.find('.note').text()).toContain(`${b + c} of 180 wrong`)
  const measures = view.findAll('tbody tr').map((row) => row.findAll('td.measure').map((cell) => cell.text()))
  expect(measures.map((row) => row[3])).toEqual([String(a + b), String(c + d)])
  expect(measures[0]![0]).toBe(`${((100 * a) / (a + c)).toFixed(1)}%`)
  view.find<HTMLElement>('td[tabindex="0"]').element.focus()
  await flushPromises()
  await view.find('td[tabindex="0"]').trigger('keydown', { key: 'ArrowRight' })
  await flushPromises()
  expect(view.find('[role=status]').text()).toMatch(`Target 0, predicted 1: ${b} of ${a + b} rows`)
})

it('samples of a table show prediction and target; wrong ones alone when asked; a chosen one its probabilities', async () => {
  const trainer = await openTrainer(moons)
  const view = await show(SamplesView, trainer, { filter: 'all' })
  expect(view.find('.pager').text()).toContain('1 to 100 of 180')
  const wrong = Number(/^(\d+) of 180 wrong/.exec(view.find('.note').text())![1])
  await view.setProps({ filter: 'wrong' } as never)
  for (let turn = 0; turn < 20; turn++) await flushPromises()
  expect(view.findAll('tbody tr.wrong').length).toBe(wrong)
  expect(view.findAll('tbody tr').length).toBe(wrong)
  await view.find('tbody tr').trigger('keydown', { key: 'ArrowDown' })
  for (let turn = 0; turn < 20; turn++) await flushPromises()
  const detail = view.find('.detail')
  expect(detail.text()).toContain('Wrong: the target is')
  const shares = detail.findAll('.bars .number').map((cell) => parseFloat(cell.text()))
  expect(shares[0]! + shares[1]!).toBeCloseTo(100, 0)
})

it('samples of a regression show errors, and RMSE and R² of the part', async () => {
  const view = await show(SamplesView, await openTrainer(sine), { filter: 'all' })
  expect(view.text()).toContain('RMSE')
  expect(view.findAll('thead th').map((cell) => cell.text())).toContain('Error')
  const [, target, prediction, error] = view
    .find('tbody tr[tabindex]')
    .findAll('th,td')
    .map((cell) => Number(cell.text().replace('−', '-')))
  expect(error).toBeCloseTo(prediction! - target!, 4)
})

it('a cell is as strong as the root of its share, and smaller the more classes there are', () => {
  expect([strengthOf(0, 10), strengthOf(1, 4), strengthOf(4, 4), strengthOf(0, 0)]).toEqual([0, 0.5, 1, 0])
  expect([3, 10, 26].map(cellWidthFor)).toEqual([84, 42, 34])
})

it('names of columns stand upright when the longest has no room across', () => {
  const letters = Array.from({ length: 26 }, (_, k) => `letter_${k}`)
  expect([areNamesUpright([...'0123456789']), areNamesUpright(letters)]).toEqual([false, true])
  expect(areNamesUpright(['Adelie', 'Chinstrap', 'Gentoo'])).toBe(false)
})
