import { useI18n } from 'vue-i18n'
import { labelKeyOf } from '../i18n/settingLabels'
import type { SettingWords } from './differences'
import { describeSetting, type Translate } from './settingWords'

/** The words of settings in the language in force, for what runs differ in. */
export function useSettingWords(): SettingWords {
  const { t, te } = useI18n()
  const translate: Translate = (key, values = {}) => (te(key, 'en') ? t(key, values) : null)
  return {
    labelOf(path) {
      const { key, layer } = labelKeyOf(path)
      return (key === null ? null : translate(key, { layer })) ?? path
    },
    valueOf: (path, value) => describeSetting(path, value, translate),
  }
}
