import { describe, expect, it } from 'vitest'
import { findUnused } from './findUnused'
import { chinese, english, listSources } from './readMessages'

const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
const asking = listSources()
const keys = [...english.keys()]
/** The kinds of problems are named where they are said, not where their English stands. */
const phraseFiles = ['spec/phrases.ts', 'spec/filePhrases.ts', 'spec/dataPhrases.ts']
const naming = [
  ...asking,
  ...listSources('src-main'),
  ...listSources('src-worker').filter(({ path }) => !phraseFiles.includes(path)),
]

describe('messages', () => {
  it('has the same keys in both languages', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('has no empty text; what joins two texts may be nothing', () => {
    const texts = [...english, ...chinese].filter(([key]) => !key.endsWith('.join'))
    expect(texts.filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('has the same placeholders in both languages', () => {
    const different = [...english].filter(
      ([key, text]) => String(placeholders(text)) !== String(placeholders(chinese.get(key) ?? '')),
    )
    expect(different.map(([key]) => key)).toEqual([])
  })

  it('knows every key that the sources name', () => {
    const all = [...english.keys()]
    const unknown = asking.flatMap(({ path, text }) =>
      findKeys(text)
        .filter((key) => (key.endsWith('.') ? !all.some((one) => one.startsWith(key)) : !english.has(key)))
        .map((key) => `${path}: ${key}`),
    )
    expect(unknown).toEqual([])
  })

  it('has no text that nothing asks for', () => {
    expect(findUnused(keys, asking, naming)).toEqual([])
  })

  it('an unused text is found, also where a key is made of parts', () => {
    const planted = [
      'frame.nobodyAsks',
      'data.parts.quarantine',
      'problems.neverSaid',
      'runs.errors.busy.hint',
    ]
    expect(findUnused([...keys, ...planted], asking, naming)).toEqual(planted)
  })
})

/** Whole keys of `t('…')`, and the fixed beginnings of `t(`…${`: those up to the last point. */
function findKeys(text: string): string[] {
  const whole = [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1]!)
  const begun = [...text.matchAll(/\bt\(\s*`([\w.-]+\.)\$\{/g)].map((match) => match[1]!)
  return [...whole, ...begun]
}
