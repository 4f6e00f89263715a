/** What the packages are made of: the packager's configuration, the fuses, the icons. The packager itself is not run. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { iconSizes, readPngSize } from '../../src-main/build/iconFiles'
import { createTemporaryFolder } from './temporaryFolder'

interface Fuse {
  name: string
  on: boolean
}
interface Fuses {
  fuses: Fuse[]
  setFuses(bytes: Buffer, list?: Fuse[]): void
  readFuses(bytes: Buffer): Record<string, boolean>[]
  setFusesOfFile(path: string): Promise<void>
}
interface Place {
  platform: string
  folder: string
  product: string
  executable: string
}

const root = join(import.meta.dirname, '../..')
const load = (name: string): Promise<unknown> =>
  import(new URL(`../../src-main/build/${name}`, import.meta.url).href)
const { fuses, setFuses, readFuses, setFusesOfFile } = (await load('fuses.mjs')) as Fuses
const { findExecutable } = (await load('afterPack.mjs')) as { findExecutable(place: Place): string }
const config = JSON.parse(readFileSync(join(root, 'electron-builder.json'), 'utf8'))

describe('the configuration of the packages', () => {
  it('packs an archive that is checked, of the built application and the one library it imports', () => {
    expect([config.asar, config.disableAsarIntegrity, config.npmRebuild]).toStrictEqual([true, false, false])
    expect(config.files).toStrictEqual([
      'package.json',
      'LICENSE',
      'out/main/index.js',
      'out/main/chunks/**',
      'out/preload/**',
      'out/renderer/**',
      '!node_modules/**',
      'node_modules/valibot/**',
    ])
  })

  it('fetches, updates and publishes nothing', () => {
    expect(config.publish).toBeNull()
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    expect(Object.keys(dependencies).filter((name) => /updat/.test(name))).toStrictEqual([])
    expect(JSON.stringify(config)).not.toMatch(/https?:/)
    const users = readdirSync(join(root, 'src-main'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs)$/.test(name))
      .filter((name) =>
        /autoUpdater|crashReporter|node:(http|https|net|tls|dgram)'|\bfetch\(/.test(
          readFileSync(join(root, 'src-main', name), 'utf8'),
        ),
      )
    expect(users).toStrictEqual(['web/webServer.ts'])
  })

  it('opens .chainrule by double click on every desktop', () => {
    expect(config.fileAssociations).toHaveLength(1)
    expect(config.fileAssociations[0]).toMatchObject({
      ext: 'chainrule',
      mimeType: 'application/x-chainrule+zip',
      role: 'Editor',
    })
  })

  it('has targets and an icon that is there for Windows, macOS and Linux', () => {
    const targets = [config.win, config.mac, config.linux].map(({ target }) => target)
    expect(targets).toStrictEqual([
      ['nsis', 'zip'],
      ['dmg', 'zip'],
      ['AppImage', 'deb', 'tar.gz'],
    ])
    for (const { icon } of [config.win, config.mac, config.linux])
      expect(existsSync(join(root, icon))).toBe(true)
    expect(existsSync(join(root, config.afterPack))).toBe(true)
  })
})

/** A wire as it lies in an executable. @param states one letter a fuse: 1 on, 0 off, r removed */
const createWire = (states: string, version = 1): Buffer =>
  Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([version, states.length]),
    Buffer.from(states),
  ])
const around = (...wires: Buffer[]): Buffer =>
  Buffer.concat([Buffer.alloc(100, 7), ...wires.flatMap((wire) => [wire, Buffer.alloc(50, 9)])])

describe('the fuses', () => {
  it('are the nine of Electron in their order, each with its word', () => {
    expect(fuses.map(({ name, on }) => `${on ? '+' : '-'}${name}`)).toStrictEqual([
      '-runAsNode',
      '+cookieEncryption',
      '-nodeOptions',
      '-nodeCliInspect',
      '+embeddedAsarIntegrityValidation',
      '+onlyLoadAppFromAsar',
      '-loadBrowserProcessSpecificV8Snapshot',
      '-grantFileProtocolExtraPrivileges',
      '+wasmTrapHandlers',
    ])
  })

  it('are set in a file, both wires of a universal one, and no other byte is touched', async () => {
    const path = join(createTemporaryFolder(), 'executable')
    const before = around(createWire('101100010'), createWire('111111111'))
    writeFileSync(path, before)
    await setFusesOfFile(path)
    const after = readFileSync(path)
    expect(after).toStrictEqual(around(createWire('010011001'), createWire('010011001')))
    expect(readFuses(before)[0]).toMatchObject({ runAsNode: true, onlyLoadAppFromAsar: false })
    expect(readFuses(after)[1]).toStrictEqual(Object.fromEntries(fuses.map(({ name, on }) => [name, on])))
  })

  it.each([
    ['no wire', around(), 'fuses: expected 1 or 2 wires in the executable, found 0'],
    ['a fuse more', around(createWire('1011000101')), 'fuses: expected 9, found 10'],
    ['a fuse less', around(createWire('10110001')), 'fuses: expected 9, found 8'],
    ['another version', around(createWire('101100010', 2)), 'fuses: expected version 1, found 2'],
    ['one removed', around(createWire('10110001r')), 'fuses: Electron has no wasmTrapHandlers any more'],
    ['a bad second wire', around(createWire('101100010'), createWire('1')), 'fuses: expected 9, found 1'],
  ])('are refused with %s, and nothing is changed', (_name, bytes, message) => {
    const before = Buffer.from(bytes)
    expect(() => setFuses(bytes)).toThrow(message)
    expect(bytes).toStrictEqual(before)
  })

  it.each([
    ['win32', '/out/Chainrule.exe'],
    ['linux', '/out/chainrule-lab'],
    ['darwin', '/out/Chainrule.app/Contents/Frameworks/Electron Framework.framework/Electron Framework'],
  ])('lie on %s in %s', (platform, expected) => {
    const place = { platform, folder: '/out', product: 'Chainrule', executable: config.linux.executableName }
    expect(findExecutable(place).replaceAll('\\', '/')).toBe(expected)
  })
})

describe('the icons', () => {
  const folder = join(root, 'resources/icons')
  const read = (name: string): Buffer => readFileSync(join(folder, name))

  it('are made of the drawing as it is now', () => {
    const sha256 = createHash('sha256').update(read('chainrule.svg')).digest('hex')
    expect(JSON.parse(read('source.json').toString())).toStrictEqual({ file: 'chainrule.svg', sha256 })
  })

  it('are there in nine sizes', () => {
    const sizes = iconSizes.map((size) => readPngSize(read(`png/${size}x${size}.png`)))
    expect(sizes).toStrictEqual([16, 24, 32, 48, 64, 128, 256, 512, 1024])
  })

  it('of Windows: seven pictures up to 256, each where the directory says', () => {
    const ico = read('chainrule.ico')
    const count = ico.readUInt16LE(4)
    const entries = Array.from({ length: count }, (_, k) => {
      const at = 6 + 16 * k
      const [length, start] = [ico.readUInt32LE(at + 8), ico.readUInt32LE(at + 12)]
      return {
        named: ico[at] || 256,
        size: readPngSize(ico.subarray(start, start + length)),
        end: start + length,
      }
    })
    expect(entries.map(({ size }) => size)).toStrictEqual([16, 24, 32, 48, 64, 128, 256])
    expect(entries.every(({ named, size }) => named === size)).toBe(true)
    expect(entries.at(-1)!.end).toBe(ico.length)
  })

  it('of macOS: eleven entries that fill the file', () => {
    const icns = read('chainrule.icns')
    expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toStrictEqual(['icns', icns.length])
    const entries: string[] = []
    for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4)) {
      const picture = icns.subarray(at + 8, at + icns.readUInt32BE(at + 4))
      entries.push(`${icns.toString('latin1', at, at + 4)} ${readPngSize(picture)}`)
    }
    expect(entries).toStrictEqual([
      'icp4 16',
      'icp5 32',
      'ic11 32',
      'icp6 64',
      'ic12 64',
      'ic07 128',
      'ic08 256',
      'ic13 256',
      'ic09 512',
      'ic14 512',
      'ic10 1024',
    ])
  })
})
