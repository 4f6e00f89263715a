/** Language and theme of the desktop, in `settings.json` of the application's own folder. */
import { join } from 'node:path'
import * as v from 'valibot'
import type { HostSettings } from './contract/ipc'
import { loadStoredJson, type StoredJson } from './storedJson'

export const settingsSchema = v.strictObject({
  language: v.picklist(['en', 'zh-CN', 'system']),
  theme: v.picklist(['light', 'dark', 'system']),
})

export const defaultSettings: HostSettings = { language: 'system', theme: 'system' }

export const loadSettings = (folder: string): StoredJson<HostSettings> =>
  loadStoredJson(join(folder, 'settings.json'), settingsSchema, defaultSettings)

export type MenuLanguage = 'en' | 'zh-CN'

/** The language of menus and dialogs: as set, else the first of the person's that the lab speaks. */
export function chooseMenuLanguage(
  setting: HostSettings['language'],
  preferred: readonly string[],
): MenuLanguage {
  if (setting !== 'system') return setting
  const spoken = preferred.map((tag) => tag.toLowerCase()).find((tag) => /^(zh|en)\b/.test(tag))
  return spoken?.startsWith('zh') ? 'zh-CN' : 'en'
}
