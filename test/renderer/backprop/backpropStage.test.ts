// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import BackpropStage from '../../../src-renderer/src/backprop/BackpropStage.vue'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import { useSettings } from '../../../src-renderer/src/settings/useSettings'
import { trainerKey } from '../../../src-renderer/src/trainer/trainer'
import { createFakeTrainer, frameOf } from './fakeTrainer'
import { readGoldenTrace } from './goldenTrace'

let trainer = createFakeTrainer(readGoldenTrace('seed-2-3-1'))
let stage: ReturnType<typeof mountStage>

function mountStage() {
  return mount(BackpropStage, {
    attachTo: document.body,
    global: { plugins: [i18n], provide: { [trainerKey as symbol]: trainer } },
  })
}

beforeEach(async () => {
  document.body.innerHTML = '<div id="side-panel"></div>'
  useSettings().notation.value = 'io'
  trainer = createFakeTrainer(readGoldenTrace('seed-2-3-1'))
  stage = mountStage()
  await flushPromises()
})
afterEach(() => stage.unmount())

const cell = (label: string) => stage.get(`[aria-label^='${label}']`)
const panel = () => document.querySelector('#side-panel')!.textContent
const stepNow = () => stage.get('[aria-current=step]').text()

it('reads ΔW1 row 1 column 2 as minus 0.002555 to a screen reader', () => {
  expect(cell('ΔW1 row 1 column 2').attributes('aria-label')).toBe('ΔW1 row 1 column 2, minus 0.002555')
})

it('the chosen cell stands in the side panel with formula, numbers, shares and next update', async () => {
  await cell('ΔW1 row 1 column 2').trigger('click')
  await flushPromises()
  for (const text of ['ΔW1[1, 2]', '−0.002555148', '+  1 · (−0.004609)', 'sample 3', '= −0.398722']) {
    expect(panel()).toContain(text)
  }
})

it('the notation z, a changes names in the lanes and in the panel', async () => {
  await cell('ΔW1 row 1 column 2').trigger('click')
  useSettings().notation.value = 'za'
  await flushPromises()
  expect(stage.text()).toContain('∂cost/∂z1')
  expect(stage.text()).not.toContain('∂cost/∂i1')
  expect(panel()).toContain('∂cost/∂z1[s,2]')
})

it('[ goes back to Backward 2: ∂cost/∂i1 has no numbers yet, ∂cost/∂i2 has', async () => {
  expect(stepNow()).toContain('Backward 1')
  window.dispatchEvent(new KeyboardEvent('keydown', { key: '[' }))
  await flushPromises()
  expect(stepNow()).toContain('Backward 2')
  expect(cell('∂cost/∂i1 row 1 column 1').attributes('data-text')).toBe('')
  expect(cell('∂cost/∂i2 row 1 column 1').attributes('data-text')).toBe('36.781')
})

it('after Update the next step does the update and goes to Forward 1', async () => {
  for (const key of [']', ']']) window.dispatchEvent(new KeyboardEvent('keydown', { key }))
  await flushPromises()
  expect(trainer.commands).toEqual(['stepUpdate'])
  expect(stepNow()).toContain('Forward 1')
})

it('arrow keys move the focus, Enter chooses, Escape clears', async () => {
  const first = cell('i1 row 1 column 1')
  ;(first.element as HTMLElement).focus()
  await first.trigger('keydown', { key: 'ArrowDown' })
  await flushPromises()
  expect(document.activeElement!.getAttribute('aria-label')).toMatch(/^i1 row 2 column 1/)
  await cell('i1 row 2 column 1').trigger('keydown', { key: 'Enter' })
  await flushPromises()
  expect(panel()).toContain('i1[2, 1]')
  await cell('i1 row 2 column 1').trigger('keydown', { key: 'Escape' })
  await flushPromises()
  expect(panel()).not.toContain('i1[2, 1]')
})

it('while running the sub-steps are off, and frames of 0.6 s ask for at most 4 traces', async () => {
  const before = trainer.traces
  for (let update = 1; update <= 30; update++) {
    trainer.frame.value = frameOf(update, 'running')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(trainer.traces - before).toBeGreaterThanOrEqual(2)
  expect(trainer.traces - before).toBeLessThanOrEqual(4)
  expect(stage.text()).toContain('Pause to walk through the step')
})

it('a new update asks for its trace', async () => {
  const before = trainer.traces
  trainer.frame.value = frameOf(1)
  await flushPromises()
  expect(trainer.traces).toBe(before + 1)
})

it('the gradient check names the matrix that differs', async () => {
  const button = [...document.querySelectorAll<HTMLElement>('#side-panel button')].find((b) =>
    b.textContent!.includes('Check all'),
  )!
  button.click()
  await flushPromises()
  expect(panel()).toContain('Δb2[1]')
  expect(panel()).toContain('differs')
})
