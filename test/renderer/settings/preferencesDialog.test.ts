// @vitest-environment happy-dom
/** The preferences: every control acts at once, the sample follows, and the defaults come back. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { nextTick } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import LaneLegend from '../../../src-renderer/src/backprop/LaneLegend.vue'
import { followLanguage, i18n } from '../../../src-renderer/src/i18n/i18n'
import { loadGuideTexts } from '../../../src-renderer/src/i18n/loadGuideTexts'
import { readStoredSettings } from '../../../src-renderer/src/settings/storedSettings'
import PreferencesDialog from '../../../src-renderer/src/settings/PreferencesDialog.vue'
import { useSettings } from '../../../src-renderer/src/settings/useSettings'

let dialog: VueWrapper
const settings = useSettings()
followLanguage()

beforeEach(async () => {
  await loadGuideTexts()
  dialog = mount(PreferencesDialog, { attachTo: document.body, global: { plugins: [i18n] } })
})
afterEach(() => {
  dialog.unmount()
  settings.restoreDefaults()
})

const cells = (): string[] => dialog.findAll('.sample li').map((cell) => cell.text())
const choose = async (name: string): Promise<void> => {
  await dialog
    .findAll('[role=radio]')
    .find((one) => one.text() === name)!
    .trigger('click')
  await nextTick()
}

it('writes the sample as cells are written, with every kind of number', async () => {
  expect(cells()).toEqual(['0.5000', '−0.1235', '12.3457', '0.0000'])
  await dialog.get('[role=spinbutton]').trigger('keydown', { key: 'ArrowDown' })
  expect(cells()).toEqual(['0.500', '−0.123', '12.346', '0.000'])
  await choose('Significant digits')
  expect(cells()).toEqual(['0.500', '−0.123', '12.3', '1.2e−5'])
  await dialog.get('input[type=checkbox]').setValue(true)
  expect(cells()[0]).toBe('1/2')
  await nextTick()
  expect(readStoredSettings()).toMatchObject({ digits: 3, digitKind: 'significant', fractions: true })
})

it('stays in step with the number format beside the matrices, both ways', async () => {
  const legend = mount(LaneLegend, { attachTo: document.body, global: { plugins: [i18n] } })
  await dialog.get('[role=spinbutton]').trigger('keydown', { key: 'ArrowUp' })
  expect(legend.get('.digits').text()).toContain('5 decimals')
  await legend.get('.digits button').trigger('click')
  const item = legend.findAll('[role=menuitemradio]').find((one) => one.text() === '2 significant digits')!
  await item.trigger('click')
  expect(cells()[1]).toBe('−0.12')
  expect(dialog.get('[role=spinbutton]').attributes('aria-valuenow')).toBe('2')
  legend.unmount()
})

it('speaks the chosen language at once, and the system’s again', async () => {
  await choose('简体中文')
  await vi.waitFor(() => expect(dialog.get('h2').text()).toBe('偏好设置'))
  expect(settings.language.value).toBe('zh-CN')
  await choose('跟随系统')
  expect(settings.languageChoice.value).toBe('system')
  expect([dialog.get('h2').text(), settings.language.value]).toEqual(['Preferences', 'en'])
})

it('says what is lost without a recovery copy', async () => {
  const select = dialog.get('select')
  expect(dialog.findAll('option').map((one) => one.text())).toEqual([
    ...['5 seconds', '10 seconds', '30 seconds', '60 seconds', 'No copy'],
  ])
  expect((select.element as HTMLSelectElement).value).toBe('10')
  await select.setValue('0')
  expect(dialog.get('p[role=status]').text()).toContain('loses everything since the last save')
  expect(settings.autosaveSeconds.value).toBe(0)
})

it('goes back to the defaults, all but whether the tour was seen', async () => {
  settings.tourSeen.value = true
  await choose('Dark')
  await choose('z, a')
  await dialog.get('select').setValue('60')
  const restore = dialog.findAll('button').find((one) => one.text() === 'Back to defaults')!
  await restore.trigger('click')
  const { theme, notation, autosaveSeconds, tourSeen } = settings
  expect([theme.value, notation.value, autosaveSeconds.value, tourSeen.value]).toEqual([
    ...['system', 'io', 10, true],
  ])
  expect(dialog.get('.said').text()).toBe('The defaults are back.')
})
