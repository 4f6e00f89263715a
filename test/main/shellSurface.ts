/** What the main process offers to a page, and hears from Electron: read from its sources, so that nothing is forgotten. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../src-main')

/** Sources of the desktop and of the lab over http; the command line, the build and the start script have no page. */
export function listShellSources(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !/^(cli|build|start)\//.test(name))
    .sort()
}

export const readShellSource = (name: string): string => readFileSync(join(folder, name), 'utf8')

const subscription =
  /\.(on|once|addListener|prependListener|addEventListener|handle|handleOnce)\(\s*([^,()\s]+)/g
const handler = /\.(set\w*Handler|registerSchemesAsPrivileged|intercept\w+)\(/g
const requestHandler = /\bwebRequest\.(on\w+)\(/g

/** `file event`: every subscription, by the event's name or the name of the variable that holds it, and every handler. */
export function findEvents(name: string, source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const events = [...code.matchAll(subscription)].map(([, way, event = '']) => {
    const bare = event.replace(/['"`]/g, '')
    return bare === event ? `${way}(${event})` : bare
  })
  const handlers = [...code.matchAll(handler), ...code.matchAll(requestHandler)].map(
    ([, found = '']) => found,
  )
  return [...events, ...handlers].map((event) => `${name} ${event}`)
}

export const listEvents = (): string[] =>
  listShellSources().flatMap((name) => findEvents(name, readShellSource(name)))

/** The keys of an interface of the contract, from its text. */
export function listKeys(name: 'Calls' | 'Notices'): string[] {
  const body = new RegExp(`export interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(
    readShellSource('contract/ipc.ts'),
  )?.[1]
  return [...(body ?? '').matchAll(/^ {2}'([^']+)'/gm)].map(([, key = '']) => key)
}
