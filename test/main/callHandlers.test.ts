/** Every call of the contract on real files: what it does, and what it refuses beyond its shape. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createAutosaves } from '../../src-main/autosave'
import { createCallHandlers } from '../../src-main/callHandlers'
import type { PageFailure } from '../../src-main/contract/ipc'
import { createDocuments } from '../../src-main/documents'
import { replyOf } from '../../src-main/fileFailure'
import { createOpenRequests } from '../../src-main/openRequests'
import { loadRecentDocuments } from '../../src-main/recentDocuments'
import { loadSettings } from '../../src-main/settings'
import { createTemporaryFolder } from './temporaryFolder'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (content: Uint8Array | undefined): string => new TextDecoder().decode(content)

function create(failure: PageFailure | null = null) {
  const folder = createTemporaryFolder()
  const own = join(folder, 'own')
  mkdirSync(own)
  const system = { addRecentDocument: vi.fn(), clearRecentDocuments: vi.fn() }
  const parts = {
    documents: createDocuments(),
    dialogs: {
      chooseOpen: vi.fn<() => Promise<string | null>>(async () => null),
      chooseSave: vi.fn<() => Promise<string | null>>(async () => null),
    },
    recent: loadRecentDocuments(own, system),
    openRequests: createOpenRequests(),
    settings: loadSettings(own),
    autosaves: createAutosaves(join(own, 'autosave')),
    showTitle: vi.fn(),
    answerClose: vi.fn(),
    copyDiagnostics: vi.fn(async () => undefined),
    takeFailure: () => failure,
    refresh: vi.fn(),
  }
  const write = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  return { folder, own, parts, system, write, calls: createCallHandlers(parts) }
}

describe('documents', () => {
  it('document:open gives name, bytes and an id of what was chosen, and puts it among the recent ones', async () => {
    const { calls, parts, system, write, folder } = create()
    const path = write('a run.chainrule', 'one')
    parts.dialogs.chooseOpen.mockResolvedValueOnce(path)
    const opened = await calls['document:open'](['session'])
    expect([opened?.name, text(opened?.bytes)]).toStrictEqual(['a run.chainrule', 'one'])
    expect(JSON.stringify({ ...opened, bytes: null })).not.toContain(folder)
    expect(parts.recent.list().map(({ name }) => name)).toStrictEqual(['a run.chainrule'])
    expect(system.addRecentDocument.mock.calls).toStrictEqual([[path]])
  })

  it('document:open says which file is missing or none, by its name alone', async () => {
    const { calls, parts, folder } = create()
    const open = async (path: string | null) => {
      parts.dialogs.chooseOpen.mockResolvedValueOnce(path)
      return replyOf(() => calls['document:open'](['session']))
    }
    mkdirSync(join(folder, 'folder.chainrule'))
    expect(await open(null)).toStrictEqual({ ok: true, value: null })
    expect(await open(join(folder, 'gone.chainrule'))).toMatchObject({
      error: { code: 'missing', file: 'gone.chainrule' },
    })
    const none = await open(join(folder, 'folder.chainrule'))
    expect(none).toMatchObject({ error: { code: 'notAFile', file: 'folder.chainrule' } })
    expect(JSON.stringify(none)).not.toContain(folder)
    expect(parts.recent.list()).toStrictEqual([])
  })

  it('document:save writes over what an id stands for', async () => {
    const { calls, parts, write } = create()
    const path = write('run.chainrule', 'one')
    parts.dialogs.chooseOpen.mockResolvedValueOnce(path)
    const opened = await calls['document:open'](['session'])
    await calls['document:save'](opened!.id, bytes('two'), false)
    expect(readFileSync(path, 'utf8')).toBe('two')
  })

  it('document:save refuses an id that nobody gave out, and a file that another program changed', async () => {
    const { calls, parts, write } = create()
    const unknown = '3f2b8a52-8f3c-4d7a-9a56-0d7f3b6a1c11'
    const path = write('run.chainrule', 'one')
    parts.dialogs.chooseOpen.mockResolvedValueOnce(path)
    const { id } = (await calls['document:open'](['session']))!
    write('run.chainrule', 'theirs, longer')
    const replies = [unknown, id].map((each) =>
      replyOf(() => calls['document:save'](each, bytes('two'), false)),
    )
    expect(await Promise.all(replies)).toMatchObject([
      { error: { code: 'unknownDocument' } },
      { error: { code: 'changedOnDisk' } },
    ])
    expect(readFileSync(path, 'utf8')).toBe('theirs, longer')
  })

  it('document:saveAs writes where the person said', async () => {
    const { calls, parts, folder } = create()
    parts.dialogs.chooseSave.mockResolvedValueOnce(join(folder, 'new.chainrule'))
    const saved = await calls['document:saveAs']('new.chainrule', 'application/zip', bytes('one'))
    expect(saved?.name).toBe('new.chainrule')
    expect(readFileSync(join(folder, 'new.chainrule'), 'utf8')).toBe('one')
    expect(parts.recent.list()).toHaveLength(1)
  })

  it('document:saveAs writes nothing when it is cancelled or the folder is gone', async () => {
    const { calls, parts, folder } = create()
    const save = () => replyOf(() => calls['document:saveAs']('new.json', 'application/json', bytes('one')))
    expect(await save()).toStrictEqual({ ok: true, value: null })
    parts.dialogs.chooseSave.mockResolvedValueOnce(join(folder, 'gone/new.json'))
    expect(await save()).toMatchObject({ error: { code: 'missing' } })
    expect(existsSync(join(folder, 'gone'))).toBe(false)
  })

  it('recent:list names documents by ids', async () => {
    const { calls, parts, folder } = create()
    await parts.recent.add(join(folder, 'run.chainrule'))
    const [entry] = await calls['recent:list']()
    expect(entry).toMatchObject({ name: 'run.chainrule', id: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  })

  it('recent:list never holds a path, nor a table, which is part of an experiment', async () => {
    const { calls, parts, write, folder } = create()
    for (const name of ['table.csv', 'run.json']) {
      parts.dialogs.chooseOpen.mockResolvedValueOnce(write(name, ''))
      await calls['document:open'](['data'])
    }
    const list = await calls['recent:list']()
    expect(list.map(({ name }) => name)).toStrictEqual(['run.json'])
    expect(JSON.stringify(list)).not.toContain(folder)
  })

  it('recent:open opens by id', async () => {
    const { calls, parts, write } = create()
    await parts.recent.add(write('run.chainrule', 'one'))
    const opened = await calls['recent:open'](parts.recent.list()[0]!.id)
    expect([opened.name, text(opened.bytes)]).toStrictEqual(['run.chainrule', 'one'])
  })

  it('recent:open of a file that is gone says which, and takes it off the list', async () => {
    const { calls, parts, folder } = create()
    await parts.recent.add(join(folder, 'gone.chainrule'))
    const { id } = parts.recent.list()[0]!
    const open = () => replyOf(() => calls['recent:open'](id))
    expect(await open()).toMatchObject({ error: { code: 'missing', file: 'gone.chainrule' } })
    expect(parts.recent.list()).toStrictEqual([])
    expect(parts.refresh).toHaveBeenCalled()
    expect(await open()).toMatchObject({ error: { code: 'unknownDocument' } })
  })

  it('request:take gives what the desktop asked for, oldest first', async () => {
    const { calls, parts, write } = create()
    parts.openRequests.add([write('a.json', 'first'), write('b.json', 'second')])
    const taken = [
      await calls['request:take'](),
      await calls['request:take'](),
      await calls['request:take'](),
    ]
    expect(taken.map((each) => each && text(each.bytes))).toStrictEqual(['first', 'second', null])
  })

  it('request:take of a missing file fails by name, and the next one is there', async () => {
    const { calls, parts, write, folder } = create()
    parts.openRequests.add([join(folder, 'gone.json'), write('b.json', 'second')])
    expect(await replyOf(() => calls['request:take']())).toMatchObject({
      error: { code: 'missing', file: 'gone.json' },
    })
    expect((await calls['request:take']())?.name).toBe('b.json')
  })
})

describe('settings and the window', () => {
  it('settings:get and settings:set keep what was set, and the desktop follows', async () => {
    const { calls, parts, own } = create()
    await calls['settings:set']({ theme: 'dark' })
    expect(await calls['settings:get']()).toStrictEqual({ language: 'system', theme: 'dark' })
    expect(loadSettings(own).get().theme).toBe('dark')
    expect(parts.refresh).toHaveBeenCalledOnce()
  })

  it('settings:get and settings:set: a part that is not named stays as it was', async () => {
    const { calls } = create()
    await calls['settings:set']({ language: 'zh-CN' })
    await calls['settings:set']({ theme: 'light' })
    await calls['settings:set']({})
    await calls['settings:set']({ language: undefined, theme: undefined } as object)
    expect(await calls['settings:get']()).toStrictEqual({ language: 'zh-CN', theme: 'light' })
  })

  it('window:title and window:answerClose reach the window', async () => {
    const { calls, parts } = create()
    expect(await calls['window:title']({ name: 'Spirals', unsaved: true })).toBeNull()
    expect(await calls['window:answerClose']('saved')).toBeNull()
    expect(parts.showTitle.mock.calls).toStrictEqual([[{ name: 'Spirals', unsaved: true }]])
    expect(parts.answerClose.mock.calls).toStrictEqual([['saved']])
  })

  it('diagnostics:copy passes the report on', async () => {
    const { calls, parts } = create()
    expect(await calls['diagnostics:copy']('engine: SIMD yes')).toBeNull()
    expect(parts.copyDiagnostics.mock.calls).toStrictEqual([['engine: SIMD yes']])
  })

  it('diagnostics:copy that fails is a failure of the call', async () => {
    const { calls, parts } = create()
    parts.copyDiagnostics.mockRejectedValueOnce(new Error('/home/jane'))
    const reply = await replyOf(() => calls['diagnostics:copy']('x'))
    expect(reply).toStrictEqual({ ok: false, error: { code: 'internal', message: 'unexpected failure' } })
  })

  it('failure:take says why the page before went', async () => {
    expect(await create('outOfMemory').calls['failure:take']()).toBe('outOfMemory')
  })

  it('failure:take is null where none went', async () => {
    expect(await create().calls['failure:take']()).toBeNull()
  })
})

describe('recovery copies', () => {
  const summary = { slot: 'w-1', name: 'Spirals', update: 12 }

  it('autosave:write, autosave:list and autosave:read give back what was written', async () => {
    const { calls } = create()
    await calls['autosave:write'](summary, bytes('copy'))
    expect(await calls['autosave:list']()).toMatchObject([summary])
    expect(text((await calls['autosave:read']('w-1'))?.bytes)).toBe('copy')
  })

  it('autosave:write where no folder can be is a failure of the call', async () => {
    const { calls, own } = create()
    writeFileSync(join(own, 'autosave'), 'a file of this name')
    const reply = await replyOf(() => calls['autosave:write'](summary, bytes('copy')))
    expect(reply).toMatchObject({ ok: false })
    expect(JSON.stringify(reply)).not.toContain(own)
  })

  it('autosave:list and autosave:read leave out what does not match its digest', async () => {
    const { calls, own } = create()
    await calls['autosave:write'](summary, bytes('copy'))
    const path = join(own, 'autosave/w-1.autosave')
    writeFileSync(path, readFileSync(path, 'latin1').replace('copy', 'cope'), 'latin1')
    expect([await calls['autosave:list'](), await calls['autosave:read']('w-1')]).toStrictEqual([[], null])
  })

  it('autosave:discard removes one', async () => {
    const { calls } = create()
    await calls['autosave:write'](summary, bytes('copy'))
    expect(await calls['autosave:discard']('w-1')).toBeNull()
    expect(await calls['autosave:list']()).toStrictEqual([])
  })

  it('autosave:discard leaves the others, and minds none that is not there', async () => {
    const { calls } = create()
    await calls['autosave:write'](summary, bytes('copy'))
    expect(await calls['autosave:discard']('w-2')).toBeNull()
    expect(await calls['autosave:list']()).toHaveLength(1)
  })
})
