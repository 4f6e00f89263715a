import fc from 'fast-check'
import type { IpcMain } from 'electron'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { CallChannel } from '../../src-main/contract/ipc'
import { HostFailure } from '../../src-main/fileFailure'
import { callSchemas } from '../../src-main/ipc/callSchemas'
import { measureBytes } from '../../src-main/ipc/measureBytes'
import { registerCalls, type CallHandlers } from '../../src-main/ipc/registerCalls'
import { isTrustedSender, type SenderEvent } from '../../src-main/ipc/senderCheck'
import { choosePageSource } from '../../src-main/origin'

const source = choosePageSource(true, undefined)
const id = '3f2b8a52-8f3c-4d7a-9a56-0d7f3b6a1c11'
const bytes = new Uint8Array([1, 2, 3])

const goodArguments: Record<CallChannel, unknown[]> = {
  'document:open': [['session', 'data']],
  'document:save': [id, bytes, false],
  'document:saveAs': ['spirals.chainrule', 'application/zip', bytes],
  'recent:list': [],
  'recent:open': [id],
  'request:take': [],
  'settings:get': [],
  'settings:set': [{ theme: 'dark' }],
  'window:title': [{ name: 'Spirals', unsaved: true, undo: null }],
  'window:answerClose': ['saved'],
  'autosave:write': [{ slot: 'main', name: 'Spirals', update: 12 }, bytes],
  'autosave:list': [],
  'autosave:read': ['main'],
  'autosave:discard': ['main'],
  'diagnostics:copy': ['engine: 4 cores'],
  'failure:take': [],
}

const channels = Object.keys(goodArguments) as CallChannel[]

type Listener = (event: SenderEvent, ...args: unknown[]) => Promise<unknown>

function register(handle: () => unknown = () => null, onFailure?: Parameters<typeof registerCalls>[3]) {
  const listeners = new Map<string, Listener>()
  const ipcMain = { handle: (channel: string, listener: Listener) => void listeners.set(channel, listener) }
  const spy = vi.fn(handle)
  const handlers = Object.fromEntries(channels.map((channel) => [channel, spy])) as unknown as CallHandlers
  const isTrusted = (event: SenderEvent): boolean => isTrustedSender(event, new Set([7]), source)
  registerCalls(ipcMain as unknown as IpcMain, handlers, isTrusted, onFailure)
  const call = (channel: string, args: unknown[], event = goodSender()): Promise<unknown> | undefined =>
    listeners.get(channel)?.(event, ...args)
  return { call, spy, listeners }
}

const createSender = (contentsId: number, frame: object | null): SenderEvent =>
  ({ sender: { id: contentsId }, senderFrame: frame }) as unknown as SenderEvent
const goodSender = (): SenderEvent => createSender(7, { url: 'lab://app/index.html', parent: null })

const badSenders: [string, SenderEvent][] = [
  ['a window that is not ours', createSender(8, { url: 'lab://app/index.html', parent: null })],
  ['a frame that is gone', createSender(7, null)],
  ['a frame in the page', createSender(7, { url: 'lab://app/index.html', parent: {} })],
  ['about:blank', createSender(7, { url: 'about:blank', parent: null })],
  ['an empty address', createSender(7, { url: '', parent: null })],
  ['another host', createSender(7, { url: 'lab://app.evil/index.html', parent: null })],
  ['another scheme', createSender(7, { url: 'https://app/index.html', parent: null })],
  ['a file', createSender(7, { url: 'file:///lab://app/index.html', parent: null })],
  ['a user in the address', createSender(7, { url: 'lab://me@app/index.html', parent: null })],
]

describe('the one wrapper', () => {
  it('registers every channel of the contract, each once', () => {
    expect([...register().listeners.keys()].sort()).toStrictEqual([...channels].sort())
    expect(Object.keys(callSchemas).sort()).toStrictEqual([...channels].sort())
  })

  it('is the only place that names ipcMain.handle', () => {
    const root = join(import.meta.dirname, '../../src-main')
    const users = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) =>
        /ipcMain\.(handle|on|once)|webContents\.send\(/.test(readFileSync(join(root, name), 'utf8')),
      )
    expect(users).toStrictEqual(['ipc/registerCalls.ts'])
  })

  describe.each(channels)('%s', (channel) => {
    it.each(badSenders)('refuses %s', async (_name, event) => {
      const { call, spy } = register()
      expect(await call(channel, goodArguments[channel], event)).toMatchObject({ error: { code: 'refused' } })
      expect(spy).not.toHaveBeenCalled()
    })

    it('passes what has its shape', async () => {
      const { call, spy } = register(() => null)
      expect(await call(channel, goodArguments[channel])).toStrictEqual({ ok: true, value: null })
      expect(spy).toHaveBeenCalledWith(...goodArguments[channel])
    })

    it('refuses one argument too many, and what is over its bytes', async () => {
      const { call, spy } = register()
      const tooMany = [...goodArguments[channel], 1]
      expect(await call(channel, tooMany)).toMatchObject({ error: { code: 'badRequest' } })
      const tooLarge = ['x'.repeat(callSchemas[channel].maxBytes / 2 + 1)]
      expect(await call(channel, tooLarge)).toMatchObject({ error: { code: 'tooLarge' } })
      expect(spy).not.toHaveBeenCalled()
    })
  })

  it('answers anything at all with a refusal or a call that has its shape, never a throw', async () => {
    const { call } = register()
    const anyCall = fc.asyncProperty(
      fc.constantFrom(...channels),
      fc.array(fc.anything()),
      async (channel, args) => {
        const reply = (await call(channel, args)) as { ok: boolean; error?: { code: string } }
        expect(reply.ok || ['badRequest', 'tooLarge'].includes(reply.error?.code ?? '')).toBe(true)
      },
    )
    await fc.assert(anyCall, { numRuns: 500, seed: 7 })
  })
})

/** What has the sender and the size, but not the shape. */
const badArguments: Record<CallChannel, unknown[][]> = {
  'document:open': [[], [[]], ['session'], [['anything']], [['data', 'data', 'data', 'data', 'data']]],
  'document:save': [
    [id, bytes],
    ['/etc/passwd', bytes, true],
    [id, [1, 2], true],
    [id, bytes, 'yes'],
  ],
  'document:saveAs': [
    ['../evil.sh', 'text/plain', bytes],
    ['a/b.csv', 'text/csv', bytes],
    ['a\\b.csv', 'text/csv', bytes],
    ['.bashrc', 'text/plain', bytes],
    ['a\u0000.csv', 'text/csv', bytes],
    ['a.csv ', 'text/csv', bytes],
    ['', 'text/csv', bytes],
    ['a.csv', 'no type', bytes],
    ['a.csv', 'text/csv', [1, 2]],
  ],
  'recent:list': [[null], ['/home']],
  'recent:open': [[], ['0'], ['/etc/passwd'], [null]],
  'request:take': [[null], ['/etc/passwd']],
  'settings:get': [[null], ['theme']],
  'settings:set': [[], [{ theme: 'pink' }], [{ theme: 'dark', path: '/' }], ['dark'], [null]],
  'window:title': [
    [{ name: 'x'.repeat(201), unsaved: true }],
    [{ name: 'x' }],
    [{ name: 'x', unsaved: 1 }],
    [{ name: 'x', unsaved: true, undo: 1 }],
    [{ name: 'x', unsaved: true, icon: '/' }],
  ],
  'window:answerClose': [[], ['discard'], [null]],
  'autosave:write': [
    [{ slot: 'main', name: 'x', update: Infinity }, bytes],
    [{ slot: 'main', name: 'x', update: -1 }, bytes],
    [{ slot: '../main', name: 'x', update: 1 }, bytes],
    [{ slot: 'main', name: 'x', update: 1 }, 'text'],
    [{ slot: 'main', name: 'x', update: 1, savedAt: 1 }, bytes],
  ],
  'autosave:list': [[null], ['main']],
  'autosave:read': [[], ['../main'], ['Main'], ['x'.repeat(41)]],
  'autosave:discard': [[], ['../main'], ['*'], [['main']]],
  'diagnostics:copy': [[], ['x'.repeat(4001)], [{}]],
  'failure:take': [[null], ['crashed']],
}

const badCalls = channels.flatMap((channel) => badArguments[channel].map((args) => [channel, args] as const))

describe('names and shapes that are refused', () => {
  it.each(badCalls)('%s %o', async (channel, args) => {
    const { call, spy } = register()
    expect(await call(channel, [...args])).toMatchObject({ ok: false, error: { code: 'badRequest' } })
    expect(spy).not.toHaveBeenCalled()
  })
})

describe('failures leave as data', () => {
  it.each([
    [
      'an expected one',
      new HostFailure('changedOnDisk', 'changed'),
      { code: 'changedOnDisk', message: 'changed' },
    ],
    ['a bug', new Error('/home/me/secret'), { code: 'internal', message: 'unexpected failure' }],
    [
      'one of the system',
      Object.assign(new Error('ENOSPC: /home/me'), { code: 'ENOSPC' }),
      { code: 'noSpace', message: 'the disk is full' },
    ],
  ])('%s', async (_name, thrown, error) => {
    const { call } = register(() => {
      throw thrown
    })
    expect(await call('settings:get', [])).toStrictEqual({ ok: false, error })
  })
})

describe('what is told of calls, for the log', () => {
  it('channel and error of those that fail or are refused, nothing of those that do not', async () => {
    const told = vi.fn()
    const { call } = register(() => null, told)
    await call('settings:get', [])
    await call('autosave:read', ['../main'])
    await call('settings:get', [], createSender(8, { url: 'lab://app/index.html', parent: null }))
    expect(told.mock.calls).toStrictEqual([
      ['autosave:read', { code: 'badRequest', message: 'the message does not have its shape' }],
      ['settings:get', { code: 'refused', message: 'this page may not call the desktop' }],
    ])
  })
})

describe('the size of a message', () => {
  it.each([
    [[], 8],
    ['abc', 6],
    [new Uint8Array(1000), 1000],
    [{ name: 'abc' }, 22],
    [new Map(), Infinity],
    [JSON.parse('[[[[[[[[[[]]]]]]]]]]'), Infinity],
  ])('%o is %d bytes', (value, expected) => {
    expect(measureBytes(value)).toBe(expected)
  })
})
