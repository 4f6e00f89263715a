import type { MenuItemConstructorOptions } from 'electron'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { MenuCommand } from '../../src-main/contract/ipc'
import { createDialogs, createFilters, withExtension } from '../../src-main/dialogs'
import { createMenuTemplate, type MenuState } from '../../src-main/menuTemplate'
import { createOpenRequests, findDocumentsInArguments } from '../../src-main/openRequests'
import { loadRecentDocuments } from '../../src-main/recentDocuments'
import { chooseMenuLanguage, defaultSettings, loadSettings } from '../../src-main/settings'
import { words } from '../../src-main/words'
import { createTemporaryFolder } from './temporaryFolder'

type Item = MenuItemConstructorOptions

const quiet: MenuState = { undo: null, redo: null, recent: [], development: false }

function createMenu(platform: NodeJS.Platform, language: 'en' | 'zh-CN' = 'en', state: MenuState = quiet) {
  const actions = {
    command: vi.fn<(command: MenuCommand) => void>(),
    openRecent: vi.fn(),
    clearRecent: vi.fn(),
  }
  const template = createMenuTemplate(platform, words[language], state, actions)
  return { template, items: flatten(template), actions }
}

const flatten = (items: Item[]): Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])

const click = (item: Item | undefined): unknown =>
  Reflect.apply(item?.click ?? (() => 'no such item'), undefined, [])

describe.each(['linux', 'win32', 'darwin'] as const)('the menu on %s', (platform) => {
  it.each(['en', 'zh-CN'] as const)(
    'every accelerator is unique and every item has words (%s)',
    (language) => {
      const { items } = createMenu(platform, language)
      const accelerators = items.map(({ accelerator }) => accelerator).filter((key) => key !== undefined)
      expect(new Set(accelerators).size).toBe(accelerators.length)
      for (const item of items) if (item.type !== 'separator') expect(item.label).toBeTruthy()
    },
  )

  it('has the keys that a person expects', () => {
    const { items } = createMenu(platform)
    const keys = Object.fromEntries(items.map(({ id, accelerator }) => [id, accelerator]))
    expect(keys).toMatchObject({
      new: 'CmdOrCtrl+N',
      open: 'CmdOrCtrl+O',
      save: 'CmdOrCtrl+S',
      saveAs: 'CmdOrCtrl+Shift+S',
      export: 'CmdOrCtrl+E',
      preferences: 'CmdOrCtrl+,',
      commands: 'CmdOrCtrl+K',
      branch: 'CmdOrCtrl+D',
      runOrPause: 'F5',
      step: 'F10',
      back: 'Shift+F10',
    })
  })

  it('each command reaches the page by its own name', () => {
    const { items, actions } = createMenu(platform)
    const commands = items.filter(({ id }) => id !== undefined)
    for (const item of commands) click(item)
    expect(actions.command.mock.calls.flat()).toStrictEqual(commands.map(({ id }) => id))
  })

  it('developer tools are there in development only', () => {
    const has = (development: boolean): boolean =>
      createMenu(platform, 'en', { ...quiet, development }).items.some(
        ({ role }) => role === 'toggleDevTools',
      )
    expect([has(true), has(false)]).toStrictEqual([true, false])
  })
})

describe('where things stand', () => {
  it('about, preferences and quit stand where the platform has them', () => {
    const [linux, mac] = [createMenu('linux').template, createMenu('darwin').template]
    const idsOf = (item: Item | undefined): unknown[] =>
      flatten(Array.isArray(item?.submenu) ? item.submenu : []).map(({ id, role }) => id ?? role)
    expect(linux.map(({ label }) => label)).toStrictEqual([
      'File',
      'Edit',
      'View',
      'Training',
      'Window',
      'Help',
    ])
    expect(mac.map(({ label }) => label).slice(0, 2)).toStrictEqual(['Chainrule', 'File'])
    for (const id of ['about', 'preferences', 'services', 'hide', 'quit']) expect(idsOf(mac[0])).toContain(id)
    expect(idsOf(mac[1])).toContain('close')
    for (const id of ['about', 'preferences', 'quit']) expect(mac.slice(1).flatMap(idsOf)).not.toContain(id)
    expect(idsOf(linux[0])).toEqual(expect.arrayContaining(['preferences', 'quit']))
    expect(idsOf(linux.at(-1))).toContain('about')
    expect(mac.at(-2)).toMatchObject({ role: 'window' })
    expect(idsOf(mac.at(-2))).toEqual(expect.arrayContaining(['minimize', 'zoom', 'front']))
  })
})

describe('the menu names things', () => {
  it('undo names the change', () => {
    const { items } = createMenu('linux', 'en', { ...quiet, undo: 'learning rate & momentum' })
    expect(items.find(({ id }) => id === 'undo')?.label).toBe('Undo: learning rate && momentum')
    expect(items.find(({ id }) => id === 'redo')?.label).toBe('Redo')
  })

  it('recent files open by id and can be cleared', () => {
    const recent = [{ id: 'id-1', name: 'spirals.chainrule', openedAt: 1 }]
    const { items, actions } = createMenu('linux', 'en', { ...quiet, recent })
    click(items.find(({ label }) => label === 'spirals.chainrule'))
    click(items.find(({ label }) => label === 'Clear Recent'))
    expect(actions.openRecent).toHaveBeenCalledWith('id-1')
    expect(actions.clearRecent).toHaveBeenCalledOnce()
  })

  it.each([
    ['system', ['zh-Hans-CN', 'en-US'], 'zh-CN'],
    ['system', ['de-DE', 'zh-TW'], 'zh-CN'],
    ['system', ['de-DE', 'en-GB', 'zh-CN'], 'en'],
    ['system', [], 'en'],
    ['en', ['zh-CN'], 'en'],
    ['zh-CN', ['en-US'], 'zh-CN'],
  ] as const)('language %s on a system with %o → %s', (setting, preferred, expected) => {
    expect(chooseMenuLanguage(setting, preferred)).toBe(expected)
  })
})

describe('documents on the command line', () => {
  it.each([
    [['run.chainrule'], ['/home/me/run.chainrule']],
    [
      ['/data/a.json', 'b.CHAINRULE'],
      ['/data/a.json', '/home/me/b.CHAINRULE'],
    ],
    [['.', '--flag=a.json', '-x.json', 'notes.txt', ''], []],
    [['../up.chainrule'], ['/home/up.chainrule']],
    [['file:///home/me/my%20run.chainrule'], ['/home/me/my run.chainrule']],
    [['file://elsewhere/run.chainrule', 'file:///a%2Fb.chainrule', 'file:', 'file:///a/notes.txt'], []],
  ])('%o → %o', (args, expected) => {
    const found = findDocumentsInArguments(args, '/home/me')
    expect(found).toStrictEqual(expected.map((path) => resolve(path)))
  })

  it('wait in their order until the page takes them', () => {
    const requests = createOpenRequests()
    const heard = vi.fn()
    requests.add(['/a.json'])
    requests.onAdded(heard)
    requests.add([])
    requests.add(['/b.json', '/c.json'])
    expect(heard).toHaveBeenCalledOnce()
    expect([1, 2, 3, 4].map(() => requests.take())).toStrictEqual([
      '/a.json',
      '/b.json',
      '/c.json',
      undefined,
    ])
  })
})

describe('what is kept between two starts', () => {
  it('settings', async () => {
    const folder = join(createTemporaryFolder(), 'user')
    expect(loadSettings(folder).get()).toStrictEqual(defaultSettings)
    await loadSettings(folder).set({ language: 'zh-CN', theme: 'dark' })
    expect(loadSettings(folder).get()).toStrictEqual({ language: 'zh-CN', theme: 'dark' })
  })

  it.each(['', '{', 'null', '{"language":"en"}', '{"language":"xx","theme":"dark"}', '[1]'])(
    'broken settings %o are the defaults',
    async (content) => {
      const folder = createTemporaryFolder()
      await writeFile(join(folder, 'settings.json'), content)
      expect(loadSettings(folder).get()).toStrictEqual(defaultSettings)
    },
  )

  it('ten recent documents, newest first, each once, by ids without paths', async () => {
    const folder = createTemporaryFolder()
    const recent = loadRecentDocuments(folder)
    for (let k = 0; k < 12; k++) await recent.add(`/home/me/run-${k}.chainrule`)
    await recent.add('/home/me/run-5.chainrule')
    const list = loadRecentDocuments(folder).list()
    expect(list.map(({ name }) => name).slice(0, 3)).toStrictEqual([
      'run-5.chainrule',
      'run-11.chainrule',
      'run-10.chainrule',
    ])
    expect(list).toHaveLength(10)
    expect(JSON.stringify(list)).not.toContain('/home')
    expect(recent.pathOf(recent.list()[0]?.id ?? '')).toBe('/home/me/run-5.chainrule')
    expect(() => recent.pathOf('none')).toThrow('no recent document')
    await recent.clear()
    expect(recent.list()).toStrictEqual([])
  })
})

describe('the list of the desktop itself', () => {
  it('hears of each document, and is cleared with the own one', async () => {
    const system = { addRecentDocument: vi.fn(), clearRecentDocuments: vi.fn() }
    const recent = loadRecentDocuments(createTemporaryFolder(), system)
    await recent.add('/home/me/a run.chainrule')
    expect(system.clearRecentDocuments).not.toHaveBeenCalled()
    await recent.clear()
    expect(system.addRecentDocument.mock.calls).toStrictEqual([['/home/me/a run.chainrule']])
    expect(system.clearRecentDocuments).toHaveBeenCalledOnce()
  })
})

describe('dialogs', () => {
  function createParts(folder: string) {
    const dialog = { showOpenDialog: vi.fn(), showSaveDialog: vi.fn(), showMessageBox: vi.fn() }
    return { dialog, dialogs: createDialogs({ dialog, window: () => null, words: () => words.en, folder }) }
  }

  it('open remembers the folder', async () => {
    const { dialog, dialogs } = createParts('/documents')
    dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: ['/data/iris.csv'] })
    dialog.showOpenDialog.mockResolvedValueOnce({ canceled: true, filePaths: [] })
    expect(await dialogs.chooseOpen(['data'])).toBe('/data/iris.csv')
    expect(await dialogs.chooseOpen(['data'])).toBeNull()
    expect(dialog.showOpenDialog.mock.calls.map(([options]) => options.defaultPath)).toStrictEqual([
      '/documents',
      '/data',
    ])
  })

  it('save adds the extension, and asks when that name is taken', async () => {
    const folder = createTemporaryFolder()
    await writeFile(join(folder, 'taken.chainrule'), '')
    const { dialog, dialogs } = createParts(folder)
    dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: join(folder, 'taken') })
    dialog.showMessageBox.mockResolvedValueOnce({ response: 1 }).mockResolvedValueOnce({ response: 0 })
    expect(await dialogs.chooseSave('spirals.chainrule')).toBeNull()
    expect(await dialogs.chooseSave('spirals.chainrule')).toBe(join(folder, 'taken.chainrule'))
    expect(existsSync(join(folder, 'taken'))).toBe(false)
  })

  it.each([
    [0, 'save'],
    [1, 'discard'],
    [2, 'cancel'],
    [-1, 'cancel'],
  ])('button %i on the way out is %s', async (response, choice) => {
    const { dialog, dialogs } = createParts('/documents')
    dialog.showMessageBox.mockResolvedValueOnce({ response })
    expect(await dialogs.askUnsaved('Spirals')).toBe(choice)
    expect(dialog.showMessageBox.mock.calls[0]?.[0]).toMatchObject({ defaultId: 0, cancelId: 2 })
  })

  it.each([
    ['outOfMemory', 'memory'],
    ['killed', 'ended from outside'],
    ['crashed', 'stopped working'],
    ['notStarted', 'could not be started'],
    ['hung', 'stopped answering'],
  ] as const)('a page that went (%s) is asked about in its own words', async (failure, part) => {
    const { dialog, dialogs } = createParts('/documents')
    dialog.showMessageBox.mockResolvedValueOnce({ response: 0 }).mockResolvedValueOnce({ response: 1 })
    expect([await dialogs.askReload(failure), await dialogs.askReload(failure)]).toStrictEqual([
      'again',
      'quit',
    ])
    const options = dialog.showMessageBox.mock.calls[0]?.[0]
    expect(options.message).toContain(part)
    expect(options.detail).toContain('kept')
    expect(options).toMatchObject({ defaultId: 0, cancelId: 1 })
  })

  it('a page that hangs is waited for, unless the person says otherwise', async () => {
    const { dialog, dialogs } = createParts('/documents')
    dialog.showMessageBox.mockResolvedValueOnce({ response: 0 }).mockResolvedValueOnce({ response: 1 })
    const { signal } = new AbortController()
    expect([await dialogs.askWait(signal), await dialogs.askWait(signal)]).toStrictEqual(['wait', 'again'])
    expect(dialog.showMessageBox.mock.calls[0]?.[0]).toMatchObject({ defaultId: 0, cancelId: 0, signal })
  })

  it('one kind has its filter, several have one together first', () => {
    expect(createFilters(['session'], words.en)[0]).toStrictEqual({
      name: 'Chainrule session',
      extensions: ['chainrule'],
    })
    expect(createFilters(['session', 'experiment'], words.en)[0]?.extensions).toStrictEqual([
      'chainrule',
      'json',
    ])
  })

  it.each([
    ['/a/run', '.chainrule', '/a/run.chainrule'],
    ['/a/run.zip', '.chainrule', '/a/run.zip'],
  ])('%s with %s is %s', (path, extension, expected) => {
    expect(withExtension(path, extension)).toBe(expected)
  })
})
