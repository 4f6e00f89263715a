// @vitest-environment happy-dom
/** The cost surface on the real trainer: computed, read by keys, its path gone along, its numbers in the side panel. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import SurfaceView from '../../../../src-renderer/src/compare/surface/SurfaceView.vue'
import { i18n } from '../../../../src-renderer/src/i18n/i18n'
import { trainerKey } from '../../../../src-renderer/src/trainer/trainer'
import { exampleExperiment } from '../../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../../src-worker/spec/experiment'
import { settle } from '../../backprop/openStage'
import { openTrainer, readGolden, type RealTrainer } from '../../backprop/realTrainer'
import { settle as settleAll, startTrainer, take } from '../runs/openRuns'

let trainer: RealTrainer
let view: VueWrapper

async function mountView(): Promise<void> {
  document.body.innerHTML = '<div id="side-panel"></div>'
  view = mount(SurfaceView, {
    attachTo: document.body,
    global: { plugins: [i18n], provide: { [trainerKey as symbol]: trainer } },
  })
  await settle()
}
async function open(experiment?: ExperimentInput): Promise<void> {
  trainer = await openTrainer(experiment)
  await mountView()
}
afterEach(() => view.unmount())

const until = async (holds: () => boolean) => {
  for (let turn = 0; turn < 400 && !holds(); turn++) await settle()
  expect(holds()).toBe(true)
}
const button = (label: string) =>
  view.findAll('button').find((one) => one.text() === label || one.attributes('aria-label') === label)!
const choose = async (name: string) => {
  await view
    .findAll('[role=radio]')
    .find((one) => one.text() === name)!
    .trigger('click')
}
const compute = async () => {
  await button('Compute').trigger('click')
  await until(() => button('Stop') === undefined)
}
const step = async (count: number) => {
  for (let k = 0; k < count; k++) await trainer.command('stepUpdate')
}
const map = () => view.get('.surface-map [role=application]')
const reading = () => view.get('.surface-map [role=status]').text()
const press = async (...keys: string[]) => {
  for (const key of keys) await map().trigger('keydown', { key })
}
const panel = () => document.querySelector('#side-panel')!.textContent!
const select = async (label: string, value: string) => {
  const field = view.get<HTMLSelectElement>(`select[aria-label='${label}']`)
  field.element.value = value
  await field.trigger('change')
}

/** Cost of the example by hand, two of its weights replaced. */
function costOfExample(w1: number, w2: number): number {
  const { inputs, W, b } = readGolden()
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z))
  const targets = [0, 1, 1, 0]
  const costs = inputs.map((row, sample) => {
    const hidden = [0, 1, 2].map((unit) => {
      const first = unit === 0 ? w1 : W[0]![0]![unit]!
      return sigmoid(row[0]! * first + row[1]! * W[0]![1]![unit]! + b[0]!.flat()[unit]!)
    })
    const output = hidden.reduce(
      (sum, value, unit) => sum + value * (unit === 0 ? w2 : W[1]![unit]![0]!),
      b[1]!.flat()[0]!,
    )
    return (sigmoid(output) - targets[sample]!) ** 2 / 2
  })
  return costs.reduce((sum, cost) => sum + cost, 0) / costs.length
}

describe('along W1[1, 1] and W2[1, 1] of the example', () => {
  it('the crosshair begins at the moment and reads the cost of two other weights, as by hand', async () => {
    await open()
    expect(view.text()).toContain('Choose a plane through the parameters')
    await compute()
    expect(map().attributes('aria-label')).toContain('Cost over W1[1, 1] and W2[1, 1]')
    await press('ArrowRight')
    const written = (cost: number) => cost.toFixed(6)
    expect(reading()).toContain(`W1[1, 1] 0.5000, W2[1, 1] 0.8000: cost ${written(costOfExample(0.5, 0.8))}`)
    // 41 points over −0.5 to 1.5 and −0.8 to 2.4: steps of 0.05 and 0.08.
    await press('ArrowRight', 'ArrowRight', 'ArrowUp')
    expect(reading()).toContain(`W1[1, 1] 0.6000, W2[1, 1] 0.8800: cost ${written(costOfExample(0.6, 0.88))}`)
    expect(panel()).toContain('0.6')
    expect(panel()).toContain('Against update 0')
    await press('Home')
    expect(reading()).toMatch(/^W1\[1, 1\] −0\.5000/)
    await press('Escape')
    expect(reading()).toContain('Point at the map')
  })

  it('goes along the path by keys and shows the moment there; the surface then is of another update', async () => {
    await open()
    await step(6)
    await compute()
    await press('PageDown')
    expect(reading()).toContain('after update 0, cost')
    await press('PageDown', 'PageDown')
    expect(reading()).toContain('after update 2, cost')
    await press('Enter')
    await settle()
    expect(trainer.frame.value!.update).toBe(2)
    expect(view.text()).toContain('This surface is of update 6.')
    await button('Compute again').trigger('click')
    expect(document.activeElement!.textContent).toBe('Stop')
    await until(() => button('Stop') === undefined)
    expect(view.text()).not.toContain('This surface is of')
    expect(panel()).toContain('Against update 2')
    await press('Escape')
    expect(panel()).toContain('these are the numbers of update 2')
  })

  it('has the path as a table, whose moments can be shown', async () => {
    await open()
    await step(3)
    await compute()
    await button('The path as a table').trigger('click')
    expect(view.findAll('thead th').map((head) => head.text())).toEqual([
      'update',
      'W1[1, 1]',
      'W2[1, 1]',
      'cost',
      'off the plane',
    ])
    const rows = view.findAll('tbody tr')
    expect(rows.map((row) => row.get('th').text())).toEqual(['0', '1', '2', '3'])
    expect(rows[0]!.findAll('td')[0]!.text()).toBe('0.50000')
    expect(rows[3]!.attributes('aria-current')).toBe('true')
    expect(rows[3]!.findAll('td')[3]!.text()).toBe('0')
    await button('Show update 1').trigger('click')
    await settle()
    expect(trainer.frame.value!.update).toBe(1)
  })
})

describe('the plane', () => {
  it('refuses the same parameter twice, and says why; other choices make the surface stale', async () => {
    await open()
    await compute()
    await select('Up: weight or bias', 'W1[1, 1]')
    expect(view.text()).toContain('Choose two different parameters.')
    expect(button('Compute').attributes('disabled')).toBeDefined()
    await select('Up: weight or bias', 'b2[1]')
    expect(view.text()).toContain('The choices have changed since.')
    await compute()
    await press('ArrowUp')
    expect(reading()).toContain('b2[1] 0.1500')
  })

  it('of the trajectory needs two updates, and its first component nearly all of the variance of a short run', async () => {
    await open()
    await choose('Trajectory')
    expect(view.text()).toContain('The trajectory needs at least two updates')
    await step(12)
    await compute()
    expect(view.find('.surface-map').exists()).toBe(true)
    expect(panel()).toContain('Variance of the path100% + 0.0% = 100%')
  })

  it('of random directions is another for another seed, from −1 to 1', async () => {
    await open()
    await choose('Random')
    await compute()
    await press('ArrowRight', 'Home')
    const first = reading()
    expect(first).toMatch(/^direction 1 −1\.000, direction 2 0: cost/)
    await button('Draw again').trigger('click')
    await compute()
    await press('ArrowRight', 'Home')
    expect(reading()).not.toBe(first)
  })

  it('of a network of 241 parameters is chosen by matrix, row and column', async () => {
    await open({
      ...exampleExperiment,
      network: { layers: [{ units: 60, activation: 'tanh' }, { units: 1 }] },
    })
    await select('Up: matrix', 'b1')
    await view.get("input[aria-label='Up: column']").setValue('60')
    await view.get("input[aria-label='Up: column']").trigger('keydown', { key: 'Enter' })
    await compute()
    expect(map().attributes('aria-label')).toContain('Cost over W1[1, 1] and b1[60]')
  })
})

describe('what lasts', () => {
  it('surface and eye are found again; another run has neither surface nor cursor', async () => {
    await open()
    await compute()
    await choose('3-D')
    const space = () => view.get('.space [role=application]')
    await space().trigger('keydown', { key: 'ArrowRight' })
    await space().trigger('keydown', { key: '+' })
    const eye = view.get('.space [role=status]').text()
    expect(eye).toBe('turned −29°, 34° over the horizon, zoom 1.15')
    view.unmount()
    await mountView()
    expect(view.get('.space [role=status]').text()).toBe(eye)
    await space().trigger('dblclick')
    expect(view.get('.space [role=status]').text()).toBe('turned −34°, 34° over the horizon, zoom 1.00')
    await trainer.reopen({ ...exampleExperiment, name: 'again' })
    await settle()
    expect(view.find('.space').exists()).toBe(false)
    expect(panel()).toContain('The numbers of the surface stand here')
  })

  it('a run begun anew has left the way of the surface: it goes', async () => {
    await open()
    await step(3)
    await compute()
    await trainer.command('restart')
    await settle()
    expect(view.find('.surface-map').exists()).toBe(false)
  })

  it('follows: at another moment it computes again by itself', async () => {
    await open()
    await compute()
    await view.findAll('input[type=checkbox]')[1]!.setValue(true)
    await step(2)
    await until(() => panel().includes('these are the numbers of update 2'))
  })

  it('can be ended by hand, and keeps the surface before', async () => {
    await open()
    await compute()
    await select('Points', '65')
    void button('Compute').trigger('click')
    await view.vm.$nextTick()
    await button('Stop').trigger('click')
    await settle()
    expect(view.find('.surface-map').exists()).toBe(true)
    expect(view.text()).toContain('The choices have changed since.')
  })
})

it('a failure of the trainer stands in place, in words', async () => {
  await open()
  trainer.mapCost = async () => ({
    ok: false,
    error: {
      code: 'stepTooLarge',
      message: 'networks of at most 8388608 parameters',
      file: '',
      problems: [],
    },
  })
  await compute()
  expect(view.get('[role=alert]').text()).toContain('networks of at most 8388608 parameters')
})

describe('the side panel', () => {
  const pressInPanel = async (section: string) => {
    const found = document.querySelector<HTMLButtonElement>(`#side-panel ${section} header button`)!
    found.click()
    await settle()
    await until(() => found.textContent === 'Measure')
  }

  it('measures the noise at 1, 2 and all 4 rows: the whole batch has cosine 1 and no noise', async () => {
    await open()
    await pressInPanel('.noise')
    const rows = [...document.querySelectorAll('#side-panel tbody tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    )
    expect(rows.map(([size]) => size)).toEqual(['1', '2', '4'])
    expect(rows[2]!.slice(1)).toEqual(['1.00', '1.00 … 1.00', '1.00', '0'])
    expect(panel()).toContain('This run takes 4 rows a batch')
    expect(document.querySelector('#side-panel svg')!.getAttribute('aria-label')).toMatch(
      /1: .*, 2: .*, 4: 1\.00/,
    )
  })

  it('has the curvature and its limit, of the same work as in Backprop', async () => {
    await open()
    await pressInPanel('.surface-panel > section:not(.noise)')
    expect(panel()).toContain('0.084136')
    expect(panel()).toContain('The rate is below the limit')
  })
})

describe('weights set by hand', () => {
  const nearBy = (value: number) => ({ layer: 1, kind: 'W' as const, row: 0, column: 0, value })
  const client = startTrainer()
  afterEach(() => client.dispose())

  it('at update 0 make the surface one of before, also after Restart; no mark says that the moment lies on it', async () => {
    take(await client.open(exampleExperiment, [], 'document'))
    trainer = client as unknown as RealTrainer
    await mountView()
    await compute()
    expect(panel()).toContain('The moment shown')
    const stale = 'Weights have changed since: this surface is of update 0 as it was before.'
    expect(view.text()).not.toContain(stale)
    expect(view.find('.surface-map circle.ring').exists()).toBe(true)
    await client.setParameter(nearBy(3))
    await settleAll()
    const says = () => [
      view.text().includes(stale),
      panel().includes('The moment of the surface'),
      panel().includes('as it was before weights changed'),
      view.find('.surface-map circle.ring').exists(),
    ]
    expect(says()).toEqual([true, true, true, false])
    await client.command('restart')
    await settleAll()
    expect(says()).toEqual([true, true, true, false])
    await button('Compute again').trigger('click')
    await until(() => button('Stop') === undefined)
    expect(says()).toEqual([false, false, false, true])
    await press('ArrowRight')
    expect(reading()).toContain(`W1[1, 1] 3.000, W2[1, 1] 0.8000: cost ${costOfExample(3, 0.8).toFixed(6)}`)
  })
})
