/** Every command of the desktop's menu, clicked as a person does: each has a consequence that can be seen. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MenuCommand } from '../../src-main/contract/ipc'
import { readSettledUpdate, readUpdate, setField, waitForUpdate } from './support/actions'
import { startElectronStandIn, type ElectronStandIn } from './support/electronStandIn/startElectronStandIn'
import { watchPage, type Violations } from './support/lab'

interface MenuItem {
  id?: string
  label?: string
  accelerator?: string
}

let desktop: ElectronStandIn
let page: Page
let violations: Violations

beforeAll(async () => {
  desktop = await startElectronStandIn({
    beforeLoad: async (next, url) => {
      violations = await watchPage(next, url)
      await next.addInitScript(() => localStorage.setItem('chainrule.settings', '{"tourSeen":true}'))
    },
  })
  page = desktop.page
  await page.getByText('0.1353').first().waitFor()
})
afterAll(() => desktop.close())

const menu = (): MenuItem[] => desktop.told.filter(({ kind }) => kind === 'menu').at(-1)?.value as MenuItem[]
const labelOf = (id: MenuCommand) => menu().find((item) => item.id === id)?.label
const click = (id: MenuCommand): void => desktop.clickMenu(id)
const dialog = (name: string | RegExp) => page.getByRole('dialog', { name })
const tab = (name: string) => page.getByRole('tab', { name, exact: true })
const count = (kind: string): number => desktop.told.filter((each) => each.kind === kind).length

async function expectTab(id: MenuCommand, name: string): Promise<void> {
  click(id)
  await expect.poll(() => tab(name).getAttribute('aria-selected')).toBe('true')
}

async function expectDialog(id: MenuCommand, name: string | RegExp): Promise<void> {
  click(id)
  await dialog(name).waitFor()
  await page.keyboard.press('Escape')
  await dialog(name).waitFor({ state: 'detached' })
}

/** A native one, which the person cancels. */
async function expectNative(id: MenuCommand, kind: 'showOpenDialog' | 'showSaveDialog'): Promise<void> {
  const before = count('dialogShown')
  if (kind === 'showOpenDialog') desktop.queueDialog({ kind, value: { canceled: true, filePaths: [] } })
  else desktop.queueDialog({ kind, value: { canceled: true, filePath: '' } })
  click(id)
  expect(await desktop.waitFor('dialogShown', before + 1)).toMatchObject({ kind })
}

async function expectToggled(id: MenuCommand, region: string): Promise<void> {
  const shown = () => page.getByRole('complementary', { name: region, exact: true }).isVisible()
  const before = await shown()
  click(id)
  await expect.poll(shown).toBe(!before)
  click(id)
  await expect.poll(shown).toBe(before)
}

/** In their order: some need what the one before left. */
const commands: Record<MenuCommand, () => Promise<void>> = {
  showData: () => expectTab('showData', 'Data'),
  showBackprop: () => expectTab('showBackprop', 'Backprop'),
  showWeights: () => expectTab('showWeights', 'Weights'),
  showCompare: () => expectTab('showCompare', 'Compare'),
  openData: async () => {
    await expectNative('openData', 'showOpenDialog')
    await expect.poll(() => tab('Data').getAttribute('aria-selected')).toBe('true')
  },
  showNetwork: () => expectTab('showNetwork', 'Network'),
  toggleRail: () => expectToggled('toggleRail', 'Experiment'),
  togglePanel: () => expectToggled('togglePanel', 'Side panel'),
  step: async () => {
    click('step')
    await expect.poll(() => readUpdate(page)).toBe(1)
  },
  runOrPause: async () => {
    click('runOrPause')
    // Where the example stops by itself; running on has no such end.
    await waitForUpdate(page, 1000)
    expect(await readSettledUpdate(page)).toBe(1000)
    click('runOrPause')
    await waitForUpdate(page, 1001)
    click('runOrPause')
    expect(await readSettledUpdate(page)).toBeGreaterThan(1000)
  },
  back: async () => {
    const update = await readUpdate(page)
    click('back')
    await expect.poll(() => readUpdate(page)).toBe(update - 1)
  },
  newest: async () => {
    const update = await readUpdate(page)
    click('newest')
    await expect.poll(() => readUpdate(page)).toBe(update + 1)
  },
  branch: async () => {
    const update = await readUpdate(page)
    click('back')
    await expect.poll(() => readUpdate(page)).toBe(update - 1)
    const left = page.getByRole('button', { name: /^Back to “/ })
    expect(await left.count()).toBe(0)
    click('branch')
    await left.waitFor()
  },
  undo: async () => {
    const field = page.getByRole('textbox', { name: 'Learning rate', exact: true })
    const before = await field.inputValue()
    await setField(page, 'Learning rate', '0.125')
    await expect.poll(() => labelOf('undo')).toMatch(/^Undo: ./)
    click('undo')
    await expect.poll(() => field.inputValue()).toBe(before)
  },
  redo: async () => {
    await expect.poll(() => labelOf('redo')).toMatch(/^Redo: ./)
    click('redo')
    const field = page.getByRole('textbox', { name: 'Learning rate', exact: true })
    await expect.poll(() => field.inputValue()).toBe('0.125')
  },
  restart: async () => {
    expect(await readUpdate(page)).toBeGreaterThan(0)
    click('restart')
    await expect.poll(() => readUpdate(page)).toBe(0)
  },
  open: () => expectNative('open', 'showOpenDialog'),
  save: () => expectNative('save', 'showSaveDialog'),
  saveAs: () => expectNative('saveAs', 'showSaveDialog'),
  export: () => expectNative('export', 'showSaveDialog'),
  new: () => expectDialog('new', 'Save the changes first?'),
  gallery: () => expectDialog('gallery', 'Gallery'),
  help: () => expectDialog('help', 'Help'),
  shortcuts: () => expectDialog('shortcuts', /shortcuts/i),
  commands: () => expectDialog('commands', /command/i),
  preferences: () => expectDialog('preferences', 'Preferences'),
  about: () => expectDialog('about', /about/i),
  copyDiagnostics: async () => {
    click('copyDiagnostics')
    expect(await desktop.waitFor('clipboard')).toContain('lines of the log:')
  },
}

describe('a command of the menu', () => {
  it('is in this table, each of them', () => {
    const ids = menu().flatMap(({ id }) => id ?? [])
    expect([...ids].sort()).toStrictEqual(Object.keys(commands).sort())
  })

  it.each(Object.keys(commands) as MenuCommand[])('%s', (id) => commands[id]())

  it('does nothing behind an open dialog that asks', async () => {
    click('new')
    await dialog('Save the changes first?').waitFor()
    click('step')
    // They arrive in their order; this one asks nothing of what lies behind the dialog.
    const copied = count('clipboard')
    click('copyDiagnostics')
    await desktop.waitFor('clipboard', copied + 1)
    await page.keyboard.press('Escape')
    await dialog('Save the changes first?').waitFor({ state: 'detached' })
    expect(await readUpdate(page)).toBe(0)
  })

  it('of the guide takes the place of another view of it', async () => {
    click('help')
    await dialog('Help').waitFor()
    click('about')
    await dialog(/about/i).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(1)
    await page.keyboard.press('Escape')
    await dialog(/about/i).waitFor({ state: 'detached' })
  })

  it('leaves no error and no violation behind', () => {
    expect(violations).toStrictEqual({ console: [], page: [], policy: [], foreign: [] })
  })
})
