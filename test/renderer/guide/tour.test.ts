// @vitest-environment happy-dom
/** The card of the tour: where it stands, how it is walked by keys, and that it ends without a trace. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import GuideHost from '../../../src-renderer/src/guide/GuideHost.vue'
import { placeCard } from '../../../src-renderer/src/guide/tour/placeCard'
import TourCard from '../../../src-renderer/src/guide/tour/TourCard.vue'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import { loadGuideTexts } from '../../../src-renderer/src/i18n/loadGuideTexts'
import { useSettings } from '../../../src-renderer/src/settings/useSettings'
import { settle } from '../backprop/openStage'

const card = { width: 300, height: 160 }
const window1440 = { width: 1440, height: 900 }

describe('placeCard', () => {
  it.each([
    ['below what it speaks of, in its middle', { left: 600, top: 10, width: 60, height: 30 }, 480, 52],
    ['above, where there is no room below', { left: 600, top: 850, width: 60, height: 30 }, 480, 678],
    ['whole in the window at its left edge', { left: 0, top: 10, width: 60, height: 30 }, 8, 52],
    ['whole in the window at its right edge', { left: 1400, top: 10, width: 40, height: 30 }, 1132, 52],
    ['in the corner without an anchor', null, 1132, 732],
  ])('%s', (_where, anchor, left, top) => {
    expect(placeCard(anchor, card, window1440)).toEqual({ left, top })
  })

  it('stays in a window that is hardly larger than the card, with an anchor that fills it', () => {
    const place = placeCard({ left: 0, top: 0, width: 320, height: 180 }, card, { width: 320, height: 180 })
    expect(place).toEqual({ left: 10, top: 8 })
  })
})

describe('the tour', () => {
  let tour: VueWrapper

  beforeEach(async () => {
    await loadGuideTexts()
    document.body.innerHTML =
      '<button id="tab-data" role="tab">Data</button><button id="tab-network" role="tab" aria-selected="true">Network</button><button aria-keyshortcuts="Space F5">Run</button><button id="tab-backprop">Backprop</button><button id="tab-compare">Compare</button><input id="field" />'
    tour = mount(TourCard, {
      attachTo: document.body,
      global: { plugins: [i18n] },
      props: { takeFocus: false },
    })
    await settle()
  })
  afterEach(() => tour.unmount())

  const press = (name: string) => tour.get(`.${name}`).trigger('click').then(settle)
  const title = () => tour.get('h2').text()

  it('goes through five steps, shows the stages it speaks of, and ends at the last', async () => {
    const titles = [title()]
    for (let k = 0; k < 4; k++) {
      await press('next')
      titles.push(title())
    }
    expect(titles).toEqual(['Data', 'Network', 'Run', 'Backprop', 'Compare'])
    expect(tour.emitted('show')).toEqual([['network'], ['backprop'], ['compare']])
    expect([tour.get('.count').text(), tour.find('.skip').exists()]).toEqual(['5 of 5', false])
    await press('next')
    expect(tour.emitted('end')).toHaveLength(1)
  })

  it('keeps the focus inside when Back goes away with the first step', async () => {
    expect(tour.find('.back').exists()).toBe(false)
    await press('next')
    ;(tour.get('.back').element as HTMLElement).focus()
    await press('back')
    expect([title(), document.activeElement?.className.includes('next')]).toEqual(['Data', true])
  })

  it('has the focus at a start when nothing else has, and gives it to what it spoke of', async () => {
    expect(document.activeElement).toBe(tour.get('[role=dialog]').element)
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    expect(tour.emitted('end')).toHaveLength(1)
    expect(document.activeElement?.id).toBe('tab-data')
  })

  it('Escape in a text field is the field’s; elsewhere it ends the tour and moves no focus', () => {
    const field = document.querySelector<HTMLInputElement>('#field')!
    field.focus()
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    expect(tour.emitted('end')).toBeUndefined()
    const run = document.querySelector<HTMLElement>('[aria-keyshortcuts]')!
    run.focus()
    run.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
    expect([tour.emitted('end')?.length, document.activeElement]).toEqual([1, run])
  })

  it('is modal to nothing, and named', () => {
    const dialog = tour.get('[role=dialog]')
    expect(dialog.attributes('aria-modal')).toBe('false')
    const label = document.getElementById(dialog.attributes('aria-labelledby')!)
    expect(label?.textContent).toBe('Data')
  })
})

describe('a first start', () => {
  it('offers the tour once: after it was skipped, no start offers it again', async () => {
    const { tourSeen } = useSettings()
    tourSeen.value = false
    const open = () => Promise.resolve(true)
    const listCommands = () => Promise.resolve([])
    const mountHost = () =>
      mount(GuideHost, {
        attachTo: document.body,
        global: { plugins: [i18n] },
        props: { stage: 'network', open, listCommands },
      })
    const first = mountHost()
    ;(first.vm as unknown as { offerTour(): void }).offerTour()
    await expect.poll(() => first.find('.tour').exists()).toBe(true)
    await first.get('.skip').trigger('click')
    expect([first.find('.tour').exists(), tourSeen.value]).toEqual([false, true])
    first.unmount()
    const second = mountHost()
    ;(second.vm as unknown as { offerTour(): void }).offerTour()
    await settle()
    expect(second.find('.tour').exists()).toBe(false)
    second.unmount()
  })
})
