import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTemporaryFolder } from './temporaryFolder'

interface Runtime {
  refuseElectron(platform: string, env: Record<string, string>, userId?: number): string | null
  findRuntime(root: string, env: Record<string, string>): string | null
}
interface Stale {
  isStale(root: string): boolean
}

const load = (name: string): Promise<unknown> =>
  import(new URL(`../../src-main/start/${name}`, import.meta.url).href)
const runtime = (await load('electronRuntime.mjs')) as Runtime
const stale = (await load('buildWhenStale.mjs')) as Stale

describe('Electron is tried where it can run', () => {
  it.each([
    ['linux', {}, 1000, 'there is no display'],
    ['linux', { DISPLAY: '' }, 1000, 'there is no display'],
    ['linux', { DISPLAY: ':0' }, 0, 'as root Electron would have to switch its sandbox off'],
    ['linux', { DISPLAY: ':0' }, 1000, null],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000, null],
    ['darwin', {}, 501, null],
    ['win32', {}, undefined, null],
  ])('%s %o user %s → %s', (platform, env, userId, reason) => {
    expect(runtime.refuseElectron(platform, env, userId)).toBe(reason)
  })

  it('the runtime is there when its executable is', () => {
    const root = createTemporaryFolder()
    expect(runtime.findRuntime(root, {})).toBeNull()
    const folder = join(root, 'node_modules/electron')
    mkdirSync(join(folder, 'dist'), { recursive: true })
    writeFileSync(join(folder, 'path.txt'), 'electron')
    expect(runtime.findRuntime(root, {})).toBeNull()
    writeFileSync(join(folder, 'dist/electron'), '')
    expect(runtime.findRuntime(root, {})).toBe(join(folder, 'dist/electron'))
    expect(runtime.findRuntime(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'none') })).toBeNull()
  })
})

describe('the build is stale', () => {
  it('when a product is missing or a source is newer', () => {
    const root = createTemporaryFolder()
    const write = (path: string, seconds: number): void => {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), '')
      utimesSync(join(root, path), seconds, seconds)
    }
    write('src-renderer/src/App.vue', 1000)
    expect(stale.isStale(root)).toBe(true)
    for (const product of ['main/index.js', 'main/web.js', 'preload/index.cjs', 'renderer/manifest.json'])
      write(`out/${product}`, 2000)
    expect(stale.isStale(root)).toBe(false)
    write('src-worker/core/passes.ts', 2001)
    expect(stale.isStale(root)).toBe(true)
  })
})
