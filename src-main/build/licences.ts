/** A vite plugin: `virtual:licences` is the list of packages that become part of the application, with their licences. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'

export interface Licence {
  name: string
  version: string
  /** As SPDX names it. */
  licence: string
  /** The package's own file; empty when it has none. */
  text: string
}

interface Package {
  name: string
  version: string
  license?: string
  dependencies?: Record<string, string>
}

const virtualName = 'virtual:licences'

/** Its standard library is compiled into the engine. */
const compiledIn = ['assemblyscript']
/** Packages of the dependencies that are tools or types: nothing of them comes into the bundle. */
const toolsOnly: ReadonlySet<string> = new Set([
  // Templates are compiled by the build; the window has the runtime alone.
  ...['@vue/compiler-dom', '@vue/compiler-sfc', '@vue/server-renderer', 'csstype'],
  ...['@intlify/devtools-types'],
  // The build leaves out what speaks to a browser's tools for developers.
  '@vue/devtools-api',
  // KaTeX's own command line.
  'commander',
])

/**
 * The production dependencies and theirs, without tools, by name.
 * @param root folder with package.json and node_modules
 * @throws when one is not installed
 */
export function readLicences(root: string): Licence[] {
  const found = new Map<string, Licence>()
  const visit = (name: string, from: string, follow: boolean): void => {
    if (toolsOnly.has(name) || found.has(name)) return
    const folder = findPackage(name, from)
    const { version, license = '', dependencies = {} } = readPackage(folder)
    found.set(name, { name, version, licence: license, text: readLicenceFile(folder) })
    if (follow) for (const next of Object.keys(dependencies)) visit(next, folder, true)
  }
  for (const name of Object.keys(readPackage(root).dependencies ?? {})) visit(name, root, true)
  for (const name of compiledIn) visit(name, root, false)
  return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
}

const readPackage = (folder: string): Package =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package

/** As Node finds it: in the nearest node_modules upwards. */
function findPackage(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name)
    if (existsSync(join(candidate, 'package.json'))) return candidate
    if (folder === dirname(folder)) throw new Error(`${name} is not installed, asked for by ${from}`)
  }
}

function readLicenceFile(folder: string): string {
  const name = readdirSync(folder).find((file) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(file))
  return name === undefined ? '' : readFileSync(join(folder, name), 'utf8').trim()
}

export function licences(root: string): Plugin {
  return {
    name: 'chainrule:licences',
    resolveId: (source) => (source === virtualName ? `\0${virtualName}` : null),
    load: (id) => (id === `\0${virtualName}` ? `export default ${JSON.stringify(readLicences(root))}` : null),
  }
}
