// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import BackpropStage from '../../../../src-renderer/src/backprop/BackpropStage.vue'
import SideBySide from '../../../../src-renderer/src/compare/sides/SideBySide.vue'
import { i18n } from '../../../../src-renderer/src/i18n/i18n'
import NetworkStage from '../../../../src-renderer/src/network/NetworkStage.vue'
import { useSettings } from '../../../../src-renderer/src/settings/useSettings'
import { spareTrainerKey, trainerKey } from '../../../../src-renderer/src/trainer/trainer'
import type { TrainerClient } from '../../../../src-renderer/src/trainer/trainerClient'
import WeightsStage from '../../../../src-renderer/src/weights/WeightsStage.vue'
import { addRun, createRun, living, startTrainer, until } from './sitting'

vi.mock('chart.js', () => import('../../charts/fakeChart'))
// This document claims to be in quirks mode, which KaTeX refuses; the page is not.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

let main: TrainerClient
let view: ReturnType<typeof open>

function open() {
  return mount(SideBySide, {
    attachTo: document.body,
    props: { stages: { network: NetworkStage, backprop: BackpropStage, weights: WeightsStage } },
    global: {
      plugins: [i18n],
      provide: { [trainerKey as symbol]: main, [spareTrainerKey as symbol]: startTrainer },
    },
  })
}

beforeEach(async () => {
  document.body.innerHTML = ''
  const settings = useSettings()
  settings.notation.value = 'io'
  settings.digits.value = 4
  main = startTrainer()
  await addRun(main, createRun(0.5, 50))
})
afterEach(() => {
  view.unmount()
  main.dispose()
  expect(living.count).toBe(0)
})

const side = (letter: 'a' | 'b') => view.get(`[data-side=${letter}]`)
const placeOf = (letter: 'a' | 'b') => side(letter).get('.place').text()
const slider = () => view.get('[role=slider]')
const selectOf = (letter: 'a' | 'b') => side(letter).get('select').element as HTMLSelectElement

async function openPair(): Promise<void> {
  await addRun(main, createRun(1, 20))
  view = open()
  await until(() => placesAre('update 20', 'update 20'), 'both at 20')
}
const placesAre = (a: string, b: string): boolean => placeOf('a') === a && placeOf('b') === b
async function press(key: string, a: string, b = a): Promise<void> {
  await slider().trigger('keydown', { key })
  await until(() => placesAre(a, b), `${key}: ${a}, ${b}`)
}
async function showStage(name: string): Promise<void> {
  const choice = view.findAll('[role=radio]').find((one) => one.text() === name)!
  await choice.trigger('click')
  await flushPromises()
}
const cellIn = (letter: 'a' | 'b', label: string) => side(letter).find(`[aria-label^='${label}']`)
const chosenIn = (letter: 'a' | 'b') => side(letter).find('[role=gridcell][aria-selected=true]')

async function showBackprop(): Promise<void> {
  await showStage('Backprop')
  for (const letter of ['a', 'b'] as const)
    await until(() => cellIn(letter, 'ΔW1 row 1 column 2').exists(), `cells of ${letter}`)
}

describe('one run', () => {
  it('says how to come to a second; when there is one both open, at 0 as it has made no update yet', async () => {
    view = open()
    expect(view.text()).toContain('One run alone cannot be compared.')
    expect(view.text()).toContain('branch')
    expect(living.count).toBe(1)
    const opened = await main.open(createRun(1, 20), [], 'run')
    expect(opened.ok).toBe(true)
    await until(() => living.count === 3 && placesAre('update 0', 'update 0'), 'both at 0')
  })
})

describe('a run of 20 updates beside one of 50', () => {
  beforeEach(openPair)

  it('is the open run A, the other B; the slider goes by keys, and A ends at 20', async () => {
    expect([selectOf('a').value, selectOf('b').value]).toEqual(['2', '1'])
    expect(slider().attributes('aria-valuemax')).toBe('50')
    await press('ArrowLeft', 'update 19')
    await press('PageUp', 'ended at 20', 'update 24')
    await press('End', 'ended at 20', 'update 50')
    await press('Home', 'update 0')
    expect(slider().attributes('aria-valuetext')).toBe('update 0 of 50')
  })

  it('point and comma step both, and the key does not go on to the open run', async () => {
    let reached = 0
    const count = () => void reached++
    window.addEventListener('keydown', (event) => !event.defaultPrevented && count(), { once: true })
    await view.get('.sides').trigger('keydown', { key: ',' })
    await until(() => placesAre('update 19', 'update 19'), 'both at 19')
    expect(reached).toBe(0)
    expect(main.frame.value?.update).toBe(20)
  })

  it('names the differing settings and no other: learning rate 1 and 0.5, updates 20 and 50', () => {
    const rows = view.findAll('.differences tbody tr').map((row) => row.text())
    expect(rows).toEqual(['Learning rate10.5', 'Updates reach2050'])
  })

  it('shows the network of each, one unit chosen in both; no weight can be set and no point added', async () => {
    await until(() => side('a').find('.network [data-unit="1 0"]').exists(), 'graph of A')
    await side('a').get('[data-unit="1 0"]').trigger('click')
    for (const letter of ['a', 'b'] as const) {
      await until(() => side(letter).find('.inspector table').exists(), `inspector of ${letter}`)
      expect(side(letter).findAll('.inspector td.number')).toHaveLength(3)
      expect(side(letter).find('.inspector td button').exists()).toBe(false)
      expect(side(letter).find('.add').exists()).toBe(false)
    }
  })

  it('the lower part of the network is one choice for both', async () => {
    const samples = side('a')
      .findAll('.lower .head [role=radio]')
      .find((one) => one.text() === 'Samples')!
    await samples.trigger('click')
    const shown = side('b').find('.lower .head [aria-checked=true]')
    expect(shown.text()).toBe('Samples')
  })

  it('shows the weights of each', async () => {
    await showStage('Weights')
    for (const letter of ['a', 'b'] as const)
      await until(() => side(letter).findAll('.weights td').length > 0, `weights of ${letter}`)
    expect(side('a').get('.weights').text()).not.toBe(side('b').get('.weights').text())
  })

  it('a cell chosen in A is chosen in B; each has its side panel in its own column', async () => {
    await showBackprop()
    await cellIn('a', 'ΔW1 row 1 column 2').trigger('click')
    await until(() => chosenIn('b').exists(), 'chosen in B')
    expect(chosenIn('b').attributes('aria-label')).toContain('ΔW1 row 1 column 2')
    for (const letter of ['a', 'b'] as const) {
      await until(() => side(letter).find('.panel h2, .panel h3').exists(), `panel of ${letter}`)
      expect(side(letter).findAll('#side-panel-a, #side-panel-b')).toHaveLength(1)
      expect(side(letter).get(`#side-panel-${letter}`).text()).toContain('ΔW1')
    }
    expect(cellIn('a', 'ΔW1 row 1 column 2').attributes('data-text')).not.toBe(
      cellIn('b', 'ΔW1 row 1 column 2').attributes('data-text'),
    )
  })

  it('walks in both at once, and past the end of the update nothing is trained', async () => {
    await showBackprop()
    const stepIn = (letter: 'a' | 'b') => side(letter).get('[aria-current=step]').text()
    expect([stepIn('a'), stepIn('b')]).toEqual(['Backward 1', 'Backward 1'])
    for (let k = 0; k < 4; k++) {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: ']' }))
      await flushPromises()
    }
    expect([stepIn('a'), stepIn('b')]).toEqual(['Update', 'Update'])
    expect(side('a').get("[aria-keyshortcuts=']']").attributes()).toHaveProperty('disabled')
    expect(placesAre('update 20', 'update 20')).toBe(true)
  })

  it('a deleted run is replaced by words, and its trainer is gone', async () => {
    await addRun(main, createRun(2, 5))
    await main.deleteRun(1)
    await until(() => side('b').text().includes('This run was deleted'), 'words')
    expect(living.count).toBe(2)
    expect(selectOf('b').selectedOptions[0]!.textContent!.trim()).toBe('Run 1, deleted')
  })

  it('a run that went on is taken again by a press, and the focus stays in its head', async () => {
    await main.change({ stop: { updates: 30 } })
    await main.command('run')
    await until(() => main.frame.value?.newest === 30, '30')
    await until(() => side('a').text().includes('as it was at update 20'), 'stale')
    const again = side('a')
      .findAll('button')
      .find((one) => one.text() === 'Take again')!
    ;(again.element as HTMLElement).focus()
    await again.trigger('click')
    await until(() => !side('a').text().includes('as it was'), 'fresh')
    await until(() => document.activeElement === selectOf('a'), 'focus')
  })
})
