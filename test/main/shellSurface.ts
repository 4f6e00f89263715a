/** What the main process offers to a page, and hears from Electron: read from its sources, so that nothing is forgotten. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const folder = join(import.meta.dirname, '../../src-main')

/** Sources of the desktop and of the lab over http; the command line, the build and the start script have no page. */
export function listShellSources(): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts') && !/^(cli|build|start)\//.test(name))
    .sort()
}

export const readShellSource = (name: string): string => readFileSync(join(folder, name), 'utf8')

const subscriptions =
  /^(on|once|addListener|prependListener|prependOnceListener|addEventListener|handle|handleOnce)$/
/** Ways in that have no event's name: what sets a handler, a scheme, a message's listener, a name in the page. */
const handlers = new RegExp(
  [
    /^set\w*Handler$/,
    /^(register|intercept)\w+(Protocol|Privileged)$/,
    /^(setAsDefaultProtocolClient|exposeInMainWorld|exposeInIsolatedWorld|registerPreloadScript|setPreloads)$/,
    /^onmessage$/,
  ]
    .map(({ source }) => source)
    .join('|'),
)

/**
 * `file event`: every subscription, by the event's name or the name of the variable that holds it, and every handler,
 * however it is written; a second one of the same name in a file has its place, `file event 2`.
 */
export function findEvents(name: string, source: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const event = readEvent(node)
    if (event !== null) found.push(event)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true))
  return found.map((event, k) => {
    const place = found.slice(0, k + 1).filter((other) => other === event).length
    return `${name} ${event}${place > 1 ? ` ${place}` : ''}`
  })
}

/** Of a member that is reached, or taken out of its object under a name. */
function readEvent(node: ts.Node): string | null {
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const taken = (node.propertyName ?? node.name).getText()
    return subscriptions.test(taken) || handlers.test(taken) ? `${taken} taken out` : null
  }
  if (!ts.isPropertyAccessExpression(node) && !ts.isElementAccessExpression(node)) return null
  const member = readMember(node)
  if (readMember(node.expression) === 'webRequest') return member
  if (handlers.test(member)) return member
  if (!subscriptions.test(member)) return null
  const first =
    ts.isCallExpression(node.parent) && node.parent.expression === node ? node.parent.arguments[0] : null
  if (first == null) return `${member} taken out`
  return ts.isStringLiteralLike(first) ? first.text : `${member}(${first.getText()})`
}

function readMember(node: ts.Node): string {
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  if (!ts.isElementAccessExpression(node)) return ''
  const { argumentExpression: key } = node
  return ts.isStringLiteralLike(key) ? key.text : ''
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
