/** The words of the lab: one file a feature and language, keys under the file's name. */
import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import { useSettings } from '../settings/useSettings'
import { collectMessages } from './collectMessages'

/** All but those of the guide, which come when it is first opened: loadGuideTexts. */
const modules = import.meta.glob<Record<string, unknown>>(['./locales/*/*.ts', '!./locales/*/help*.ts'], {
  eager: true,
})

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: collectMessages(modules),
})

/** Follows the settings for as long as the window lives. */
export function followLanguage(): void {
  const { language } = useSettings()
  watch(language, (tag) => (i18n.global.locale.value = tag), { immediate: true })
}
