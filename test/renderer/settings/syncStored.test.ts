// @vitest-environment happy-dom
/** Two windows over one storage: each has refs of its own, and hears of the other's writing as a browser tells it. */
import { effectScope, nextTick, ref, type EffectScope } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { defaultPreferences } from '../../../src-renderer/src/settings/choices'
import { settingsKey } from '../../../src-renderer/src/settings/storedSettings'
import { syncStored, type SettingRefs } from '../../../src-renderer/src/settings/syncStored'

const scopes: EffectScope[] = []
let writes: string[] = []

beforeEach(() => {
  localStorage.clear()
  writes = []
  const { setItem } = Storage.prototype
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(function (this: Storage, key, value) {
    writes.push(value)
    setItem.call(this, key, value)
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  scopes.splice(0).forEach((scope) => scope.stop())
})

function openWindow(): SettingRefs {
  const refs = Object.fromEntries(
    Object.entries({ ...defaultPreferences, tourSeen: false }).map(([name, value]) => [name, ref(value)]),
  ) as unknown as SettingRefs
  const scope = effectScope()
  scopes.push(scope)
  scope.run(() => syncStored(refs))
  return refs
}
const tell = async (): Promise<void> => {
  await nextTick()
  window.dispatchEvent(new StorageEvent('storage', { key: settingsKey }))
  await nextTick()
}
const stored = (): unknown => JSON.parse(localStorage.getItem(settingsKey) ?? 'null')

it('writes what was changed and nothing that was not', async () => {
  const one = openWindow()
  one.digits.value = 6
  await nextTick()
  expect(stored()).toEqual({ digits: 6 })
})

it('a change of one window is the other’s, which does not write it again', async () => {
  const [one, other] = [openWindow(), openWindow()]
  one.theme.value = 'dark'
  one.autosaveSeconds.value = 30
  await tell()
  expect([other.theme.value, other.autosaveSeconds.value]).toEqual(['dark', 30])
  expect(writes).toEqual(['{"theme":"dark","autosaveSeconds":30}'])
})

it('changes of two settings at once both hold in both windows', async () => {
  const [one, other] = [openWindow(), openWindow()]
  one.theme.value = 'dark'
  other.digits.value = 2
  await tell()
  for (const window of [one, other]) expect([window.theme.value, window.digits.value]).toEqual(['dark', 2])
  expect(stored()).toEqual({ theme: 'dark', digits: 2 })
  expect(writes).toHaveLength(2)
})

it('of two changes of one setting at once the last one holds in both', async () => {
  const [one, other] = [openWindow(), openWindow()]
  one.language.value = 'zh-CN'
  other.language.value = 'en'
  other.tourSeen.value = true
  await tell()
  const seen = [one.language.value, other.language.value]
  expect(new Set([...seen, (stored() as { language: string }).language]).size).toBe(1)
  expect(writes.length).toBeLessThanOrEqual(2)
  await tell()
  expect([one.language.value, other.language.value]).toEqual(seen)
})

it('a cleared or broken storage changes nothing', async () => {
  const one = openWindow()
  one.digits.value = 6
  await nextTick()
  localStorage.clear()
  await tell()
  localStorage.setItem(settingsKey, 'broken')
  await tell()
  expect(one.digits.value).toBe(6)
})
