// @vitest-environment happy-dom
/** The four views of the weights over the real trainer: they show, are read by keys, and have their numbers. */
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import { trainerKey } from '../../../src-renderer/src/trainer/trainer'
import { weightsSettings } from '../../../src-renderer/src/weights/weightsSettings'
import WeightsStage from '../../../src-renderer/src/weights/WeightsStage.vue'
import type { LayerValues } from '../../../src-worker/protocol/trainerApi'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { frameOf, openTrainer, type RealTrainer } from '../backprop/realTrainer'

/** Four rows of 16 inputs: a square that only a person knows to be an image. */
const square: ExperimentInput = {
  data: {
    source: {
      kind: 'inline',
      inputs: Array.from({ length: 4 }, (_, row) => Array.from({ length: 16 }, (_, k) => (row + k) % 3)),
      targets: [[0], [1], [1], [0]],
    },
  },
  network: { layers: [{ units: 5, activation: 'relu' }, { units: 1 }] },
  training: { precision: 'float64', stop: {} },
}

let trainer: RealTrainer
let stage: VueWrapper
const choose = async (name: string) => {
  await stage
    .findAll('[role=radio]')
    .find((one) => one.text() === name)!
    .trigger('click')
}
const settle = async () => {
  for (let k = 0; k < 20; k++) {
    await flushPromises()
    await new Promise((done) => setTimeout(done, 5))
  }
}

/** Answers about a whole run are made in pieces. */
const plotsShown = (count: number): Promise<void> =>
  vi.waitFor(() => expect(stage.findAll('[role=application]')).toHaveLength(count), 10_000)

async function open(experiment?: ExperimentInput): Promise<void> {
  trainer = await openTrainer(experiment)
  const weights = (trainer.run.value.experiment.network.layers as { units: number }[]).map(
    ({ units }, l, all): LayerValues => {
      const inputs = l === 0 ? trainer.run.value.data.inputs : all[l - 1]!.units
      return {
        inputs,
        units,
        activation: 'relu',
        weights: Float64Array.from({ length: inputs * units }, (_, k) => (k - 30) / 100),
        biases: new Float64Array(units),
      }
    },
  )
  trainer.frame.value = { ...frameOf(0), newest: 0, weights }
  stage = mount(WeightsStage, {
    attachTo: document.body,
    global: { plugins: [i18n], provide: { [trainerKey as symbol]: trainer } },
  })
  await settle()
}

beforeEach(() =>
  Object.assign(weightsSettings, {
    view: 'matrices',
    kind: 'weights',
    bins: 'linear',
    axis: 'linear',
    asSquare: false,
    ownScale: false,
  }),
)
afterEach(() => stage.unmount())

describe('images', () => {
  it('are not offered for two inputs', async () => {
    await open()
    const images = stage.findAll('[role=radio]').find((one) => one.text() === 'Images')!
    expect(images.attributes('disabled')).toBeDefined()
  })

  it('of 16 inputs come by choice; a tile says its unit, smallest and largest, arrow keys go on', async () => {
    await open(square)
    await choose('Images')
    expect(stage.find('[role=option]').exists()).toBe(false)
    await stage
      .findAll('button')
      .find((one) => one.text() === 'Show as 4 × 4')!
      .trigger('click')
    const tiles = stage.findAll('[role=option]')
    expect([tiles.length, tiles[0]!.attributes('tabindex')]).toEqual([5, '0'])
    expect(tiles[0]!.attributes('aria-label')).toBe('Unit 1: smallest −0.3000, largest 0.4500')
    await tiles[0]!.trigger('keydown', { key: 'ArrowRight' })
    expect(stage.get('.reading').text()).toBe('Unit 2: smallest −0.2900, largest 0.4600')
  })
})

describe('distributions', () => {
  it('show a plot a layer; arrow keys read bins, a table has a row a moment', async () => {
    await open()
    for (let k = 0; k < 5; k++) await trainer.command('stepUpdate')
    await choose('Distributions')
    await plotsShown(2)
    const plots = stage.findAll('[role=application]')
    expect(plots.map((plot) => plot.attributes('aria-label'))).toEqual([
      'W1 over the updates; arrow keys move the cursor',
      'W2 over the updates; arrow keys move the cursor',
    ])
    await plots[0]!.trigger('keydown', { key: 'ArrowUp' })
    expect(stage.get('.reading').text()).toMatch(/^After update 5: 0 to 0\.0\d+, 0 of 6 \(0%\)/)
    await plots[0]!.trigger('keydown', { key: 'Home' })
    expect(stage.get('.reading').text()).toMatch(/^After update 0:/)
    await stage.get('button[aria-label="W1 as a table"]').trigger('click')
    const rows = stage.findAll('tbody tr').map((row) => row.text())
    expect(rows[0]).toMatch(/^0−0\.6000/)
    expect(rows.at(-1)).toMatch(/^5/)
  })

  it('of gradients and activations, by size and over a logarithm', async () => {
    await open()
    await choose('Distributions')
    await choose('Gradients')
    await choose('by size')
    await choose('log')
    await settle()
    expect(stage.findAll('h2').map((head) => head.text())).toEqual(['ΔW1 2 × 3', 'ΔW2 3 × 1'])
    await choose('Activations')
    await settle()
    expect(stage.text()).toContain('over the first 4 training rows')
    await stage.findAll('[role=application]')[1]!.trigger('keydown', { key: 'ArrowUp' })
    expect(stage.findAll('.reading')[1]!.text()).toMatch(/size 0\.\d+ to/)
  })

  it('keep the update that is read where another axis has fewer moments', async () => {
    await open()
    for (let k = 0; k < 40; k++) await trainer.command('stepUpdate')
    await choose('Distributions')
    await plotsShown(2)
    await stage.get('[role=application]').trigger('keydown', { key: 'End' })
    expect(stage.get('.reading').text()).toMatch(/^After update 40:/)
    await choose('log')
    await settle()
    expect(stage.get('.reading').text()).toMatch(/^After update 40:/)
  })

  it('mark the moment looked back at', async () => {
    await open()
    for (let k = 0; k < 5; k++) await trainer.command('stepUpdate')
    await trainer.seek(2)
    await choose('Distributions')
    await plotsShown(2)
    expect(stage.text()).toContain('Looking back: update 2 of 5')
    expect(stage.text()).toContain('after update 2')
    expect(stage.findAll('line.moment').length).toBe(2)
  })
})

describe('the ratio', () => {
  it('is read by keys and as a table; the rule of thumb is explained', async () => {
    await open()
    for (let k = 0; k < 3; k++) await trainer.command('stepUpdate')
    await choose('Ratio')
    await plotsShown(1)
    const reading = () => stage.get('.reading').text()
    await vi.waitFor(() => expect(reading()).toMatch(/^After update 3: W1 0\.\d+, W2 0\.\d+$/), 10_000)
    await stage.get('[role=application]').trigger('keydown', { key: 'Home' })
    expect(stage.get('.reading').text()).toMatch(/^After update 0:/)
    expect(stage.text()).toContain('rule of thumb')
    await stage.get('button[aria-label^="Update-to-weight ratio as a table"]').trigger('click')
    expect(stage.findAll('thead th').map((head) => head.text())).toEqual(['update', 'W1', 'W2'])
    expect(stage.findAll('tbody tr').length).toBeGreaterThanOrEqual(2)
  })
})
