/** The words of the lab: one file a feature and language, keys under the file's name. English is there from the start. */
import { watch } from 'vue'
import { createI18n } from 'vue-i18n'
import type { Language } from '../settings/choices'
import { useSettings } from '../settings/useSettings'
import { collectMessages, type MessageTree } from './collectMessages'

/** All but those of the guide, which come when it is first opened: loadGuideTexts. */
const english = import.meta.glob<Record<string, unknown>>(['./locales/en/*.ts', '!./locales/en/help*.ts'], {
  eager: true,
})

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  messages: collectMessages(english),
})

/** Each language but English comes whole when it is first spoken. */
const loaders: Record<Exclude<Language, 'en'>, () => Promise<{ messages: MessageTree }>> = {
  'zh-CN': () => import('./chinese'),
}
const loading = new Map<Language, Promise<void>>([['en', Promise.resolve()]])
let wanted: Language = 'en'

/** Settles when the language can be spoken. Rejects when its words cannot be had now; the next call tries again. */
export function loadLanguage(language: Language): Promise<void> {
  const known = loading.get(language)
  if (known !== undefined || language === 'en') return known ?? Promise.resolve()
  const coming = loaders[language]().then(
    ({ messages }) => i18n.global.mergeLocaleMessage(language, messages),
    (error: unknown) => {
      loading.delete(language)
      throw error
    },
  )
  loading.set(language, coming)
  return coming
}

/** Changes the language as soon as its words are there, unless another one was wanted since. */
export async function speak(language: Language): Promise<void> {
  wanted = language
  await loadLanguage(language)
  if (wanted === language) i18n.global.locale.value = language
}

/** Follows the settings for as long as the window lives. Settles when the language of now is spoken. */
export function followLanguage(): Promise<void> {
  const { language } = useSettings()
  watch(language, (tag) => void speak(tag))
  return speak(language.value)
}
