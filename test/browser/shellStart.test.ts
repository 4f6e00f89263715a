/** `npm start` on a machine without a window: one line says why, the lab is served, Ctrl-C ends it. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

const script = join(import.meta.dirname, '../../src-main/start/start.mjs')

let child: ChildProcess | null = null

afterEach(() => void child?.kill('SIGKILL'))

function start(args: string[]) {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env
  const started = spawn(process.execPath, [script, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  child = started
  // From the first moment: a process that ends before anyone listens is not heard of again.
  const ended = once(started, 'close')
  let output = ''
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (part) => (output += String(part)))
  const waitFor = async (pattern: RegExp): Promise<string> => {
    await expect.poll(() => pattern.test(output), { timeout: 40_000, interval: 50 }).toBe(true)
    return pattern.exec(output)?.[1] ?? ''
  }
  return { started, ended, waitFor, read: () => output }
}

async function expectServed(url: string): Promise<void> {
  const response = await fetch(url)
  expect([response.status, response.headers.get('Cross-Origin-Opener-Policy')]).toStrictEqual([
    200,
    'same-origin',
  ])
}

describe('npm start', () => {
  it.runIf(process.platform === 'linux')(
    'says in one line why there is no window, and serves the lab',
    async () => {
      const { started, ended, waitFor, read } = start(['--no-open'])
      await expectServed(await waitFor(/(http:\/\/127\.0\.0\.1:\d+)/))
      expect(read().match(/No desktop window \(there is no display\)/g)).toHaveLength(1)
      started.kill('SIGINT')
      expect(await ended).toStrictEqual([0, null])
    },
  )

  it('--web serves at once and ends on SIGTERM', async () => {
    const { started, ended, waitFor, read } = start(['--web', '--no-open'])
    const url = await waitFor(/(http:\/\/127\.0\.0\.1:\d+)/)
    await expectServed(url)
    expect(read()).not.toContain('No desktop window')
    started.kill('SIGTERM')
    expect(await ended).toStrictEqual([0, null])
    await expect(fetch(url)).rejects.toThrow()
  })

  it.each(['http', '70000', '-1'])('--port=%s is refused in words', async (port) => {
    const { ended, waitFor } = start(['--web', '--no-open', `--port=${port}`])
    await waitFor(/--port takes a number from 0 to 65535/)
    expect(await ended).toStrictEqual([1, null])
  })
})
