/**
 * A headless Chromium for tests, from an npm package: nothing is downloaded. `CHROMIUM_PATH` overrides it;
 * elsewhere than on Linux it is Playwright's own.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflate } from '@sparticuz/chromium'
import { chromium, type Browser } from 'playwright-core'

const require = createRequire(import.meta.url)
const cache = join(import.meta.dirname, '../../../node_modules/.cache/chromium')
const archives = ['chromium.br', 'swiftshader.tar.br', 'al2023.tar.br', 'fonts.tar.br']

/** The package's own names a folder that is not ours. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts</dir></fontconfig>
`

/** The package's own defaults switch web security off: none of them is taken. */
const quietArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  '--no-first-run',
]

export interface LaunchOptions {
  executablePath: string
  chromiumSandbox: boolean
  args: string[]
  env: Record<string, string>
}

/** The sandbox is on but as root, which Chromium does not run with it. */
export async function createLaunchOptions(args: string[] = []): Promise<LaunchOptions> {
  const executablePath = await findChromium()
  return {
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...quietArguments, ...args],
    env: createEnvironment(executablePath),
  }
}

/** `args` are further command-line arguments. */
export const launchChromium = async (args: string[] = []): Promise<Browser> =>
  chromium.launch({ ...(await createLaunchOptions(args)), headless: true })

export async function findChromium(): Promise<string> {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined && given !== '') return given
  if (process.platform !== 'linux') return chromium.executablePath()
  const bin = join(dirname(require.resolve('@sparticuz/chromium')), '../bin')
  const { version } = JSON.parse(await readFile(join(bin, '../package.json'), 'utf8')) as { version: string }
  const folder = join(cache, version)
  if (!existsSync(folder)) await unpackInto(folder, bin)
  return join(folder, 'chromium')
}

/** Unpacks beside the target and renames, so that two runs at once do not see half of it. */
async function unpackInto(folder: string, bin: string): Promise<void> {
  const staging = `${folder}.${randomUUID()}`
  await mkdir(staging, { recursive: true })
  await Promise.all(archives.map((name) => inflateInto(staging, join(bin, name))))
  await writeFile(join(staging, 'fonts/fonts.conf'), fontsConfiguration)
  try {
    await rename(staging, folder)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

/** The package unpacks into the folder for temporary files, which it asks for when it is called. */
function inflateInto(folder: string, archive: string): Promise<string> {
  const previous = process.env['TMPDIR']
  process.env['TMPDIR'] = folder
  try {
    return inflate(archive)
  } finally {
    if (previous === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = previous
  }
}

/** A bare machine lacks some libraries and every font; then those beside the executable serve. */
function createEnvironment(executablePath: string): Record<string, string> {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
  const folder = dirname(executablePath)
  if (lacksLibraries(executablePath)) environment['LD_LIBRARY_PATH'] = join(folder, 'al2023/lib')
  if (process.platform === 'linux' && !existsSync('/etc/fonts/fonts.conf'))
    environment['FONTCONFIG_PATH'] = join(folder, 'fonts')
  return environment
}

function lacksLibraries(executablePath: string): boolean {
  if (process.platform !== 'linux') return false
  try {
    return execFileSync('ldd', [executablePath], { encoding: 'utf8' }).includes('not found')
  } catch {
    return false
  }
}
