import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { collectMessages, type MessageTree } from '../../../src-renderer/src/i18n/collectMessages'

const source = join(import.meta.dirname, '../../../src-renderer/src')
const modules: Record<string, Record<string, unknown>> = {}
for (const path of readdirSync(join(source, 'i18n/locales'), { recursive: true, encoding: 'utf8' })) {
  if (!path.endsWith('.ts')) continue
  const file = join(source, 'i18n/locales', path)
  modules[`./locales/${path.replaceAll('\\', '/')}`] = (await import(file)) as Record<string, unknown>
}
const messages = collectMessages(modules)

function flatten(tree: MessageTree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[prefix + name, value] as const]
        : [...flatten(value, `${prefix}${name}.`)],
    ),
  )
}

const english = flatten(messages['en']!)
const chinese = flatten(messages['zh-CN']!)
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()

describe('messages', () => {
  it('has the same keys in both languages', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('has no empty text', () => {
    const empty = [...english, ...chinese].filter(([, text]) => text.trim() === '')
    expect(empty).toEqual([])
  })

  it('has the same placeholders in both languages', () => {
    const different = [...english].filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(chinese.get(key) ?? '')),
    )
    expect(different.map(([key]) => key)).toEqual([])
  })

  it('says cost, never loss; 代价, never 损失', () => {
    expect([...english].filter(([, text]) => /\bloss\b/i.test(text))).toEqual([])
    expect([...chinese].filter(([, text]) => text.includes('损失'))).toEqual([])
  })

  it('knows every key that the sources name', () => {
    const keys = [...english.keys()]
    const unknown = listSources().flatMap((path) =>
      findKeys(readFileSync(path, 'utf8'))
        .filter((key) => (key.endsWith('.') ? !keys.some((one) => one.startsWith(key)) : !english.has(key)))
        .map((key) => `${path.slice(source.length + 1)}: ${key}`),
    )
    expect(unknown).toEqual([])
  })
})

function listSources(): string[] {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(vue|ts)$/.test(path) && !path.includes('locales'))
    .map((path) => join(source, path))
}

/** Whole keys of `t('…')`, and the fixed beginnings of `t(`…${`: those up to the last point. */
function findKeys(text: string): string[] {
  const whole = [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1]!)
  const begun = [...text.matchAll(/\bt\(\s*`([\w.-]+\.)\$\{/g)].map((match) => match[1]!)
  return [...whole, ...begun]
}
