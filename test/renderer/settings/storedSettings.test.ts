import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultPreferences } from '../../../src-renderer/src/settings/choices'
import { parseStoredSettings, type StoredSettings } from '../../../src-renderer/src/settings/storedSettings'
import { chooseLanguage } from '../../../src-renderer/src/settings/useSettings'

const known = { ...defaultPreferences, tourSeen: false }
const names = Object.keys(known)
const valid: fc.Arbitrary<StoredSettings> = fc.record({
  theme: fc.constantFrom('light', 'dark', 'system'),
  language: fc.constantFrom('en', 'zh-CN', 'system'),
  notation: fc.constantFrom('io', 'za'),
  digits: fc.integer({ min: 1, max: 12 }),
  digitKind: fc.constantFrom('decimals', 'significant'),
  fractions: fc.boolean(),
  autosaveSeconds: fc.constantFrom(0, 5, 10, 30, 60),
  tourSeen: fc.boolean(),
})
const defined = (settings: StoredSettings): object =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))

describe('settings', () => {
  it('are read as they were written, with every default among them', () => {
    fc.assert(
      fc.property(valid, (settings) => {
        expect(parseStoredSettings(JSON.stringify(settings))).toEqual(settings)
      }),
    )
    expect(parseStoredSettings(JSON.stringify(known))).toEqual(known)
  })

  it('drop a value that does not fit, and keep all others', () => {
    const wrong = fc.jsonValue().filter((value) => JSON.stringify(value) !== JSON.stringify('system'))
    fc.assert(
      fc.property(valid, fc.constantFrom(...names), wrong, (settings, name, value) => {
        const read = parseStoredSettings(JSON.stringify({ ...settings, [name]: value }))
        const others = Object.fromEntries(Object.entries(settings).filter(([key]) => key !== name))
        expect(defined(read)).toMatchObject(others)
        const kept = (read as Record<string, unknown>)[name]
        expect(kept === undefined || kept === value).toBe(true)
      }),
    )
    expect(parseStoredSettings('{"theme":"pink","digits":0.5,"autosaveSeconds":7}')).toEqual({})
    expect(parseStoredSettings('{"digits":"4","fractions":1,"autosaveSeconds":"0"}')).toEqual({})
  })

  it('of any text are settings', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(Object.keys(parseStoredSettings(text)).sort()).toEqual([...names].sort())
      }),
    )
    expect(parseStoredSettings('not json')).toEqual(parseStoredSettings(null))
  })

  it('take the first language of the person that the lab speaks', () => {
    expect(chooseLanguage(['fr', 'zh-TW', 'en'])).toBe('zh-CN')
    expect(chooseLanguage(['fr'])).toBe('en')
  })
})
