import { describe, expect, it } from 'vitest'
import { parseStoredSettings } from '../../../src-renderer/src/settings/storedSettings'
import { chooseLanguage } from '../../../src-renderer/src/settings/useSettings'

describe('settings', () => {
  it('drop a value that does not fit', () => {
    expect(parseStoredSettings('{"theme":"pink","language":"zh-CN","notation":"za","digits":0.5}')).toEqual({
      theme: undefined,
      language: 'zh-CN',
      notation: 'za',
      digits: undefined,
    })
    expect(parseStoredSettings('not json')).toEqual(parseStoredSettings(null))
  })

  it('take the first language of the person that the lab speaks', () => {
    expect(chooseLanguage(['fr', 'zh-TW', 'en'])).toBe('zh-CN')
    expect(chooseLanguage(['fr'])).toBe('en')
  })
})
