/** The built main process and preload, on the stand-in for Electron: wiring, not Electron's own security. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LabBridge } from '../../src-main/contract/ipc'
import { openLab, watchPage, type Violations } from './support/lab'
import {
  startElectronStandIn,
  type ElectronStandIn,
  type StandInOptions,
} from './support/electronStandIn/startElectronStandIn'

type LabWindow = Window & { lab: LabBridge }

let folder = ''
let desktop: ElectronStandIn | null = null

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chainrule-files-'))
})

afterEach(async () => {
  await desktop?.close()
  desktop = null
  rmSync(folder, { recursive: true, force: true })
})

async function start(options: StandInOptions = {}): Promise<ElectronStandIn & { violations: Violations }> {
  let violations: Violations = { console: [], page: [], policy: [], foreign: [] }
  const started = await startElectronStandIn({
    ...options,
    beforeLoad: async (page, url) => {
      violations = await watchPage(page, url)
    },
  })
  desktop = started
  return { ...started, violations }
}

const saveAs = (page: Page, name: string, text: string) =>
  page.evaluate(
    ([file, content]) => {
      const { lab } = window as unknown as LabWindow
      return lab.saveDocumentAs(file, 'application/zip', new TextEncoder().encode(content))
    },
    [name, text] as const,
  )

const save = (page: Page, id: string, text: string, overwriteChanged = false) =>
  page.evaluate(
    ([document, content, overwrite]) => {
      const { lab } = window as unknown as LabWindow
      return lab.saveDocument(document, new TextEncoder().encode(content), overwrite)
    },
    [id, text, overwriteChanged] as const,
  )

/** The page names the example itself until it stands open; a test that names another one comes after that. */
const waitForExample = (page: Page) => page.getByText('0.1353').first().waitFor()

const setTitle = (page: Page, name: string, unsaved: boolean) =>
  page.evaluate(
    ([title, changed]) =>
      (window as unknown as LabWindow).lab.setTitleState({ name: title, unsaved: changed }),
    [name, unsaved] as const,
  )

describe('the desktop', () => {
  it('opens its window with the shipped headers, without a violation', async () => {
    const { page, violations, told } = await start()
    await page.locator('#app > *').first().waitFor()
    const found = await page.evaluate(() => ({
      isolated: crossOriginIsolated,
      lab: Object.isFrozen((window as unknown as LabWindow).lab),
      platform: (window as unknown as LabWindow).lab.platform,
      names: ['require', 'process', 'ipcRenderer', 'standInPost'].filter((name) => name in window),
    }))
    expect(found).toStrictEqual({ isolated: true, lab: true, platform: process.platform, names: [] })
    expect(violations).toStrictEqual({ console: [], page: [], policy: [], foreign: [] })
    const [options] = told.filter(({ kind }) => kind === 'windowOptions')
    expect(options?.value).toMatchObject({ webPreferences: { sandbox: true, contextIsolation: true } })
  })

  it('is the same lab for a test that asks for it', async () => {
    const lab = await openLab({ host: 'electron', colorScheme: 'dark', size: { width: 1100, height: 700 } })
    await lab.page.locator('#app > *').first().waitFor()
    const found = await lab.page.evaluate(() => [
      matchMedia('(prefers-color-scheme: dark)').matches,
      innerWidth,
      innerHeight,
    ])
    expect(found).toStrictEqual([true, 1100, 700])
    expect(lab.violations).toStrictEqual({ console: [], page: [], policy: [], foreign: [] })
    await lab.close()
  })

  it('saves through the dialog, saves over, and notices a change on disk', async () => {
    const path = join(folder, 'spirals.chainrule')
    const { page } = await start({
      dialogs: [{ kind: 'showSaveDialog', value: { canceled: false, filePath: path } }],
    })
    const saved = await saveAs(page, 'spirals.chainrule', 'one')
    expect(saved).toMatchObject({ ok: true, value: { name: 'spirals.chainrule' } })
    expect(JSON.stringify(saved)).not.toContain(folder)
    const id = saved.ok && saved.value !== null ? saved.value.id : ''
    expect(await save(page, id, 'two')).toMatchObject({ ok: true })
    expect([readFileSync(path, 'utf8'), readFileSync(`${path}.bak`, 'utf8')]).toStrictEqual(['two', 'one'])
    writeFileSync(path, 'theirs, longer')
    expect(await save(page, id, 'three')).toMatchObject({ ok: false, error: { code: 'changedOnDisk' } })
    expect(await save(page, id, 'three', true)).toMatchObject({ ok: true })
    expect(readFileSync(path, 'utf8')).toBe('three')
  })

  it('opens through the dialog, and lists it among the recent ones', async () => {
    const path = join(folder, 'iris.json')
    writeFileSync(path, '{}')
    const { page, waitFor } = await start({
      dialogs: [{ kind: 'showOpenDialog', value: { canceled: false, filePaths: [path] } }],
    })
    const opened = await page.evaluate(async () => {
      const { lab } = window as unknown as LabWindow
      const reply = await lab.openDocument(['experiment'])
      const recent = await lab.listRecent()
      return {
        text: reply.ok && reply.value !== null ? new TextDecoder().decode(reply.value.bytes) : '',
        names: recent.ok ? recent.value.map(({ name }) => name) : [],
      }
    })
    expect(opened).toStrictEqual({ text: '{}', names: ['iris.json'] })
    expect(JSON.stringify(await waitFor('menu', 2))).toContain('iris.json')
  })

  it('a cancelled dialog is null, and a bad message is refused', async () => {
    const { page } = await start({
      dialogs: [{ kind: 'showSaveDialog', value: { canceled: true, filePath: '' } }],
    })
    expect(await saveAs(page, 'spirals.chainrule', 'one')).toStrictEqual({ ok: true, value: null })
    expect(await saveAs(page, '../spirals.chainrule', 'one')).toMatchObject({ error: { code: 'badRequest' } })
    expect(await save(page, join(folder, 'x'), 'one')).toMatchObject({ error: { code: 'badRequest' } })
  })

  it('menu items reach the page, in Chinese where the system is', async () => {
    const { page, clickMenu, waitFor } = await start({ context: { locale: 'zh-CN' } })
    await page.evaluate(() => {
      const heard: string[] = []
      Reflect.set(window, 'heard', heard)
      ;(window as unknown as LabWindow).lab.onMenuCommand((command) => heard.push(command))
    })
    expect(JSON.stringify(await waitFor('menu'))).toContain('另存为')
    clickMenu('runOrPause')
    clickMenu('保存')
    await expect
      .poll(() => page.evaluate(() => Reflect.get(window, 'heard')))
      .toStrictEqual(['runOrPause', 'save'])
  })

  it('autosaves are there at the next start', async () => {
    const options = { folder }
    const first = await start(options)
    await first.page.evaluate(() =>
      (window as unknown as LabWindow).lab.writeAutosave(
        { slot: 'desktop-test', name: 'Spirals', update: 12 },
        new Uint8Array([7, 8, 9]),
      ),
    )
    await first.close()
    const second = await start(options)
    const found = await second.page.evaluate(async () => {
      const reply = await (window as unknown as LabWindow).lab.readAutosave('desktop-test')
      return reply.ok && reply.value !== null
        ? [reply.value.name, reply.value.update, ...reply.value.bytes]
        : []
    })
    expect(found).toStrictEqual(['Spirals', 12, 7, 8, 9])
  })

  it('the page takes the documents of the command line and of a second start', async () => {
    for (const name of ['first.json', 'second.chainrule']) writeFileSync(join(folder, name), name)
    const { startSecond, told, waitFor } = await start({ args: [join(folder, 'first.json')] })
    const menu = (): string => JSON.stringify(told.filter(({ kind }) => kind === 'menu').at(-1)?.value)
    await expect.poll(menu, { timeout: 5000 }).toContain('first.json')
    startSecond(['electron', '--flag', 'second.chainrule'], folder)
    await expect.poll(menu, { timeout: 5000 }).toContain('second.chainrule')
    expect(await waitFor('focused')).toBeNull()
  })
})

describe('the way out', () => {
  it('nothing unsaved: the window closes and the application ends', async () => {
    const { closeWindow, waitFor } = await start()
    closeWindow()
    expect(await waitFor('left')).toBe(0)
  })

  it('cancel stays; save lets the page save, and then it leaves', async () => {
    const path = join(folder, 'spirals.chainrule')
    const { page, closeWindow, waitFor, queueDialog, told } = await start()
    await waitForExample(page)
    await setTitle(page, 'Spirals', true)
    queueDialog({ kind: 'showMessageBox', value: { response: 2 } })
    closeWindow()
    expect(await waitFor('dialogShown')).toMatchObject({
      options: { message: 'Save the changes to “Spirals”?' },
    })
    await page.waitForTimeout(200)
    expect(told.some(({ kind }) => kind === 'left')).toBe(false)
    queueDialog({ kind: 'showMessageBox', value: { response: 0 } })
    queueDialog({ kind: 'showSaveDialog', value: { canceled: false, filePath: path } })
    closeWindow()
    expect(await waitFor('left')).toBe(0)
    expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK')
  })

  it('quit with don’t save leaves, and the title says what is open', async () => {
    const { page, quit, waitFor, queueDialog, told } = await start()
    await waitForExample(page)
    await setTitle(page, 'Spirals', true)
    queueDialog({ kind: 'showMessageBox', value: { response: 1 } })
    quit()
    expect(await waitFor('left')).toBe(0)
    expect(told.filter(({ kind }) => kind === 'title').at(-1)?.value).toBe('• Spirals – Chainrule')
  })
})
