/** Nothing that a page can reach or Electron can tell is without its tests: the register against sources and test files. */
import { describe, expect, it } from 'vitest'
import { callSchemas } from '../../src-main/ipc/callSchemas'
import { permissions } from '../../src-main/permissions'
import { readTests, type FoundTest } from './readTests'
import { conventionRows, securityRows } from './designRegister'
import { eventRows } from './eventRegister'
import type { Proof, Row } from './proof'
import { channelRows, deniedPermission, everyCall, grantedPermission, noticeRows } from './shellRegister'
import { findEvents, listEvents, listKeys } from './shellSurface'

const files = new Map<string, FoundTest[]>()
const readOnce = (file: string): FoundTest[] => {
  const tests = files.get(file) ?? readTests(file)
  files.set(file, tests)
  return tests
}

/** Why the proof is none; empty when it is one. */
function findFault({ file, title, names }: Proof, item: string): string {
  const where = `${file}: ${title}`
  const tests = readOnce(file).filter((test) => test.title === title)
  if (tests.length === 0) return `${where}: there is no such test`
  const naming = tests.filter(({ text }) => text.includes(names ?? item))
  if (naming.length === 0) return `${where}: does not name ${names ?? item}`
  if (!naming.some(({ runs }) => runs)) return `${where}: is skipped`
  return naming.some(({ text }) => /\bexpect\w*\(/.test(text)) ? '' : `${where}: expects nothing`
}

const findFaults = (rows: Record<string, Row>, itemOf = (key: string) => key): string[] =>
  Object.entries(rows).flatMap(([key, { passes, refuses }]) =>
    [passes, refuses]
      .filter((proof) => proof !== null)
      .map((proof) => findFault(proof, itemOf(key)))
      .filter((fault) => fault !== ''),
  )

describe('every channel', () => {
  it('is in the register: those of the contract, those that are registered, no other', () => {
    expect(Object.keys(channelRows).sort()).toStrictEqual(listKeys('Calls').sort())
    expect(Object.keys(callSchemas).sort()).toStrictEqual(listKeys('Calls').sort())
    expect(Object.keys(noticeRows).sort()).toStrictEqual(listKeys('Notices').sort())
  })

  it('has a test of what it does and one of what it refuses', () => {
    expect([...findFaults(channelRows), ...findFaults(noticeRows)]).toStrictEqual([])
  })

  it('is in the tables of the tests of sender, shape and size', () => {
    const faults = everyCall.flatMap((proof) =>
      listKeys('Calls').map((channel) => findFault(proof, `'${channel}'`)),
    )
    expect(faults.filter((fault) => fault !== '')).toStrictEqual([])
  })
})

describe('every permission', () => {
  const rows = Object.fromEntries(
    Object.entries(permissions).map(([name, granted]) => [
      name,
      granted ? grantedPermission : deniedPermission,
    ]),
  )

  it('has its tests: granted to the own page alone, or to none', () => {
    expect(Object.keys(rows)).toHaveLength(46)
    expect(findFaults(rows, (name) => `'${name}'`)).toStrictEqual([])
  })
})

describe('every event that the main process hears', () => {
  it('is in the register, and no other', () => {
    expect(Object.keys(eventRows).sort()).toStrictEqual(listEvents().sort())
  })

  it('has a test of what it does and one of what it refuses', () => {
    expect(findFaults(eventRows, (key) => key.split(' ')[1] ?? key)).toStrictEqual([])
  })
})

describe('every row of the design', () => {
  it('of security has its tests', () => {
    expect(Object.keys(securityRows)).toHaveLength(18)
    expect(findFaults(securityRows)).toStrictEqual([])
  })

  it('of the conventions has its tests', () => {
    expect(findFaults(conventionRows)).toStrictEqual([])
  })
})

describe('the register notices', () => {
  it('a new event, a new handler, and one whose name is in a variable', () => {
    const source = `
      // app.on('in-a-comment', () => undefined)
      app.on('login', () => undefined)
      contents.once(\n        "did-attach-webview", listener)
      session.setUSBProtectedClassesHandler(() => [])
      session.webRequest.onHeadersReceived(listener)
      ipcMain.handle(name, listener)`
    expect(findEvents('new.ts', source)).toStrictEqual([
      'new.ts login',
      'new.ts did-attach-webview',
      'new.ts setUSBProtectedClassesHandler',
      'new.ts onHeadersReceived',
      'new.ts handle(name)',
    ])
  })

  it.each([
    ["app.on?.('login', f)", 'login'],
    ["app?.once('login', f)", 'login'],
    ["app['addListener']('login', f)", 'login'],
    ["app.prependOnceListener('login', f)", 'login'],
    ["contents.on<'login'>('login', f)", 'login'],
    ['window.webContents.on(event, f)', 'on(event)'],
    ['protocol.handle(`other`, f)', 'other'],
    ["protocol.registerFileProtocol('other', f)", 'registerFileProtocol'],
    ["app.setAsDefaultProtocolClient('other')", 'setAsDefaultProtocolClient'],
    ["contextBridge.exposeInMainWorld('more', {})", 'exposeInMainWorld'],
    ['port.onmessage = f', 'onmessage'],
    ['const listen = app.on.bind(app)', 'on taken out'],
    ['const { on: listen } = app', 'on taken out'],
    ["session.webRequest['onHeadersReceived'](f)", 'onHeadersReceived'],
    ["const urls = ['*://*/*']; app.on('login', f) /* */", 'login'],
  ])('%s', (source, event) => {
    expect(findEvents('new.ts', source)).toStrictEqual([`new.ts ${event}`])
  })

  it('a second listener of the same name in a file, of another emitter', () => {
    expect(findEvents('new.ts', "window.on('closed', f); session.on('closed', f)")).toStrictEqual([
      'new.ts closed',
      'new.ts closed 2',
    ])
  })

  it('a test that is gone, one that names something else, and a channel that a table lacks', () => {
    const file = 'main/callHandlers.test.ts'
    const title = 'recent:open opens by id'
    expect(findFault({ file, title }, 'recent:open')).toBe('')
    expect(findFault({ file, title: 'recent:open opens' }, 'recent:open')).toContain('no such test')
    expect(findFault({ file, title }, 'recent:forget')).toContain('does not name recent:forget')
    expect(everyCall.map((proof) => findFault(proof, "'recent:forget'") !== '')).toStrictEqual([
      true,
      true,
      true,
      true,
    ])
  })
})
