/** The messages of both languages as flat lists, and the sources that ask for them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { collectMessages, type MessageTree } from '../../../src-renderer/src/i18n/collectMessages'

export const root = join(import.meta.dirname, '../../..')
const source = join(root, 'src-renderer/src')
const modules: Record<string, Record<string, unknown>> = {}
for (const path of readdirSync(join(source, 'i18n/locales'), { recursive: true, encoding: 'utf8' })) {
  if (!path.endsWith('.ts')) continue
  const file = join(source, 'i18n/locales', path)
  modules[`./locales/${path.replaceAll('\\', '/')}`] = (await import(file)) as Record<string, unknown>
}
export const messages = collectMessages(modules)

function flatten(tree: MessageTree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[prefix + name, value] as const]
        : [...flatten(value, `${prefix}${name}.`)],
    ),
  )
}

export const english = flatten(messages['en']!)
export const chinese = flatten(messages['zh-CN']!)

export interface SourceFile {
  path: string
  text: string
}

/** Of the window without its messages, or of another folder. */
export const listSources = (folder = 'src-renderer/src'): SourceFile[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(vue|ts)$/.test(path) && !path.includes('locales/'))
    .map((path) => ({ path, text: readFileSync(join(root, folder, path), 'utf8') }))
