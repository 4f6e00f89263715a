import { EventEmitter } from 'node:events'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { writeDiagnostics } from '../../src-main/diagnostics'
import { logFailures } from '../../src-main/failureLog'
import { createLog, reducePaths } from '../../src-main/log'
import { createTemporaryFolder } from './temporaryFolder'

const now = (): Date => new Date(Date.UTC(2026, 10, 26, 7, 3, 6))

describe('the log', () => {
  it('has one line an event, its facts in their order', async () => {
    const folder = join(createTemporaryFolder(), 'logs')
    const log = createLog(folder, { now })
    log.write('info', 'main', 'start', { version: '0.1.0', cores: 4 })
    log.write('error', 'window', 'gone', { reason: 'crashed', exitCode: null })
    await log.flush()
    expect(readFileSync(join(folder, 'chainrule.log'), 'utf8')).toBe(
      '2026-11-26T07:03:06.000Z info main start version="0.1.0" cores=4\n' +
        '2026-11-26T07:03:06.000Z error window gone reason="crashed" exitCode=null\n',
    )
  })

  it('keeps five files of at most its limit, the newest lines in the first', async () => {
    const folder = createTemporaryFolder()
    const log = createLog(folder, { now, maxBytes: 1000 })
    for (let k = 0; k < 200; k++) log.write('info', 'main', 'tick', { k })
    await log.flush()
    expect(readdirSync(folder).sort()).toStrictEqual([
      'chainrule.1.log',
      'chainrule.2.log',
      'chainrule.3.log',
      'chainrule.4.log',
      'chainrule.log',
    ])
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(1000)
    const last = await log.readLast(25)
    expect(last.map((line) => Number(/k=(\d+)/.exec(line)?.[1]))).toStrictEqual(
      Array.from({ length: 25 }, (_, k) => 175 + k),
    )
  })

  it('goes on in the files of the start before', async () => {
    const folder = createTemporaryFolder()
    const first = createLog(folder, { now })
    first.write('info', 'main', 'one')
    await first.flush()
    const second = createLog(folder, { now })
    second.write('info', 'main', 'two')
    expect((await second.readLast(9)).map((line) => line.split(' ').at(-1))).toStrictEqual(['one', 'two'])
  })

  it('in a folder that cannot be there fails nobody', async () => {
    const folder = createTemporaryFolder()
    writeFileSync(join(folder, 'logs'), '')
    const log = createLog(join(folder, 'logs'), { now })
    log.write('info', 'main', 'start')
    await log.flush()
    expect(await log.readLast(5)).toStrictEqual([])
  })

  it.each([
    [
      "ENOENT: no such file, open '/home/jane doe/my run.chainrule'",
      "ENOENT: no such file, open 'my run.chainrule'",
    ],
    ['open C:\\Users\\Jane Doe\\run.chainrule', 'open run.chainrule'],
    ['open \\\\server\\share\\jane\\run.json', 'open run.json'],
    ['at start (file:///opt/Jane/Chainrule/out/main/index.js:12:3)', 'at start (index.js:12:3)'],
    ['at /home/jane/a.js:1:2\n    at /home/jane/b.js:3:4', 'at a.js:1:2\n    at b.js:3:4'],
    ['~/secret/notes.md', 'notes.md'],
    ['/jane', 'jane'],
    ['[/home/jane/a.json] {/home/jane/b.json}', '[b.json}'],
    ['stopped;/home/jane/a.json', 'stopped;a.json'],
    ['5 updates/s, 3 / 4 of it', '5 updates/s, 3 / 4 of it'],
  ])('%j is written as %j', (text, expected) => {
    expect(reducePaths(text)).toBe(expected)
  })
})

describe('failures outside of any call', () => {
  it('are written down, a clean end is not, and stacks name files without their folders', async () => {
    const folder = createTemporaryFolder()
    const log = createLog(folder, { now })
    const [app, node] = [new EventEmitter(), new EventEmitter()]
    logFailures(app as unknown as App, node as unknown as NodeJS.Process, log)
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139 })
    app.emit('child-process-gone', {}, { type: 'Utility', reason: 'clean-exit', exitCode: 0 })
    app.emit('render-process-gone', {}, {}, { reason: 'oom', exitCode: 5 })
    const error = Object.assign(new Error("open '/home/jane/a.json'"), { code: 'ENOENT' })
    error.stack = "Error: open '/home/jane/a.json'\n    at read (/home/jane/app/main.js:1:2)"
    node.emit('uncaughtExceptionMonitor', error)
    node.emit('unhandledRejection', 'no error at all')
    const lines = (await log.readLast(9)).map((line) => line.slice(25))
    expect(lines).toStrictEqual([
      'error process gone type="GPU" reason="crashed" exitCode=139',
      'error window gone reason="oom" exitCode=5',
      `error main uncaughtException error="Error" code="ENOENT" stack="Error: open 'a.json' | at read (main.js:1:2)"`,
      'error main unhandledRejection error="string"',
    ])
  })
})

describe('each of them', () => {
  function listen() {
    const [app, node] = [new EventEmitter(), new EventEmitter()]
    const write = vi.fn()
    const log = { write, readLast: vi.fn(), flush: vi.fn() }
    logFailures(app as unknown as App, node as unknown as NodeJS.Process, log)
    return { app, node, write }
  }

  it('child-process-gone and render-process-gone in order are not written down', () => {
    const { app, write } = listen()
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'clean-exit', exitCode: 0 })
    app.emit('render-process-gone', {}, {}, { reason: 'clean-exit', exitCode: 0 })
    expect(write).not.toHaveBeenCalled()
  })

  it('uncaughtExceptionMonitor only listens: what is uncaught still ends the process', () => {
    expect(listen().node.eventNames()).toStrictEqual(['unhandledRejection', 'uncaughtExceptionMonitor'])
  })

  it('unhandledRejection of what is no error has its type, not its content', () => {
    const { node, write } = listen()
    node.emit('unhandledRejection', { path: '/home/jane', rows: [1, 2] })
    expect(write.mock.calls).toStrictEqual([['error', 'main', 'unhandledRejection', { error: 'object' }]])
  })
})

describe('diagnostics', () => {
  it('are versions, machine, the report of the page and the last 50 lines', async () => {
    const log = createLog(createTemporaryFolder(), { now })
    for (let k = 0; k < 60; k++) log.write('info', 'main', 'tick', { k })
    const versions = {
      node: '24.1.0',
      electron: '45.4.1',
      chrome: '150.0.1',
    } as unknown as NodeJS.ProcessVersions
    const parts = { version: '0.1.0', language: 'zh-CN', log, versions, platform: 'linux' }
    const text = await writeDiagnostics(parts, 'engine: SIMD yes\nopen /home/jane/run.json\n')
    const lines = text.split('\n')
    expect(lines.slice(0, 2)).toStrictEqual([
      'Chainrule 0.1.0',
      'Electron 45.4.1, Chromium 150.0.1, Node 24.1.0',
    ])
    expect(lines[2]).toMatch(/^linux \S+ \S+, \d+ cores, \d+ GiB$/)
    expect(lines.slice(3, 7)).toStrictEqual([
      'language zh-CN',
      'engine: SIMD yes',
      'open run.json',
      'last 50 lines of the log:',
    ])
    expect(lines).toHaveLength(58)
    expect(lines[7]).toContain('k=10')
    expect(text).not.toContain('jane')
  })
})
