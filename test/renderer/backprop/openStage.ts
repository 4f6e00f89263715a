/** The microscope's stage on a real trainer, and the hands and eyes of whoever uses it. */
import { flushPromises, mount } from '@vue/test-utils'
import { vi } from 'vitest'
import BackpropStage from '../../../src-renderer/src/backprop/BackpropStage.vue'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import { useSettings } from '../../../src-renderer/src/settings/useSettings'
import { trainerKey } from '../../../src-renderer/src/trainer/trainer'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { openTrainer } from './realTrainer'

// This document claims to be in quirks mode, which KaTeX refuses; the page is not.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

/** Answers of the trainer take several turns of the event loop. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await flushPromises()
    await new Promise((done) => setTimeout(done))
  }
}

/** Waits for what comes in its own time: a check, a measurement, an animation. */
export const waitUntil = (check: () => void): Promise<void> =>
  vi.waitFor(check, { timeout: 10_000, interval: 10 })

export type OpenStage = Awaited<ReturnType<typeof openStage>>

export async function openStage(experiment?: ExperimentInput) {
  document.body.innerHTML = '<div id="side-panel"></div>'
  const settings = useSettings()
  settings.notation.value = 'io'
  settings.digits.value = 4
  settings.digitKind.value = 'decimals'
  settings.fractions.value = false
  const trainer = await openTrainer(experiment)
  const mountStage = () =>
    mount(BackpropStage, {
      attachTo: document.body,
      global: { plugins: [i18n], provide: { [trainerKey as symbol]: trainer } },
    })
  let stage = mountStage()
  await settle()
  const cell = (label: string) => stage.get(`[aria-label^='${label}']`)
  const inPanel = <Found extends Element>(selector: string): Found =>
    document.querySelector<Found>(`#side-panel ${selector}`)!
  const buttonInPanel = (label: string) =>
    [...document.querySelectorAll<HTMLButtonElement>('#side-panel button')].find(
      (one) => one.textContent!.includes(label) || one.getAttribute('aria-label') === label,
    )!
  return {
    trainer,
    get stage() {
      return stage
    },
    cell,
    inPanel,
    buttonInPanel,
    text: (label: string) => cell(label).attributes('data-text'),
    panel: () => document.querySelector('#side-panel')!.textContent!,
    stepNow: () => stage.get('[aria-current=step]').text(),
    async choose(label: string) {
      await cell(label).trigger('click')
      await settle()
    },
    async press(key: string) {
      window.dispatchEvent(new KeyboardEvent('keydown', { key }))
      await settle()
    },
    async pressInPanel(label: string) {
      buttonInPanel(label).click()
      await settle()
    },
    async chooseIn(label: string, value: string) {
      const select = inPanel<HTMLSelectElement>(`select[aria-label='${label}']`)
      select.value = value
      select.dispatchEvent(new Event('change'))
      await settle()
    },
    async type(value: string) {
      const input = inPanel<HTMLInputElement>('form input')
      input.value = value
      input.dispatchEvent(new Event('input'))
      await settle()
    },
    leave: () => stage.unmount(),
    async comeBack() {
      stage = mountStage()
      await settle()
    },
  }
}
