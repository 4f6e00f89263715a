/** What a person sets once for all views: language, theme, notation, digits. One instance for the window. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { NumberStyle } from '../../../src-worker/notation/numbers'
import type { Notation } from '../../../src-worker/notation/tensorNames'
import {
  defaultPreferences,
  type AutosaveSeconds,
  type Language,
  type LanguageChoice,
  type ThemeChoice,
} from './choices'
import { readStoredSettings } from './storedSettings'
import { putSettings, syncStored, type SettingRefs } from './syncStored'

export interface Settings {
  /** @default 'system' */
  theme: Ref<ThemeChoice>
  /** @default 'system' */
  languageChoice: Ref<LanguageChoice>
  /** The language chosen, or the first of the system's that the lab speaks. */
  language: ComputedRef<Language>
  notation: Ref<Notation>
  /** @default 4 */
  digits: Ref<number>
  /** @default 'decimals' */
  digitKind: Ref<NumberStyle['kind']>
  /** @default false */
  fractions: Ref<boolean>
  /** @default 10 */
  autosaveSeconds: Ref<AutosaveSeconds>
  /** Whether the tour of the first start was shown. @default false */
  tourSeen: Ref<boolean>
  numberStyle: ComputedRef<NumberStyle>
  resolvedTheme: ComputedRef<'light' | 'dark'>
  /** All but whether the tour was seen. */
  restoreDefaults(): void
}

/** The first of the person's languages that the lab speaks. */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (tag.toLowerCase().startsWith('zh')) return 'zh-CN'
    if (tag.toLowerCase().startsWith('en')) return 'en'
  }
  return 'en'
}

let settings: Settings | null = null

export function useSettings(): Settings {
  return (settings ??= createSettings())
}

function createSettings(): Settings {
  const start = { ...defaultPreferences, ...dropAbsent(readStoredSettings()) }
  const refs: SettingRefs = {
    theme: ref(start.theme),
    language: ref(start.language),
    notation: ref(start.notation),
    digits: ref(start.digits),
    digitKind: ref(start.digitKind),
    fractions: ref(start.fractions),
    autosaveSeconds: ref(start.autosaveSeconds),
    tourSeen: ref(start.tourSeen ?? false),
  }
  syncStored(refs)
  const { theme, language: languageChoice, ...others } = refs
  const systemLanguage = useSystemLanguage()
  const systemDark = useSystemDark()
  return {
    ...others,
    theme,
    languageChoice,
    language: computed(() =>
      languageChoice.value === 'system' ? systemLanguage.value : languageChoice.value,
    ),
    numberStyle: computed(() => ({
      kind: refs.digitKind.value,
      digits: refs.digits.value,
      fractions: refs.fractions.value,
    })),
    resolvedTheme: computed(() =>
      theme.value === 'system' ? (systemDark.value ? 'dark' : 'light') : theme.value,
    ),
    restoreDefaults: () => putSettings(refs, defaultPreferences),
  }
}

const dropAbsent = <Values extends object>(values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values

function useSystemLanguage(): Ref<Language> {
  const read = (): Language =>
    chooseLanguage(typeof navigator === 'undefined' ? [] : (navigator.languages ?? [navigator.language]))
  const language = ref(read())
  if (typeof window !== 'undefined')
    window.addEventListener('languagechange', () => (language.value = read()))
  return language
}

function useSystemDark(): Ref<boolean> {
  const dark = ref(false)
  if (typeof matchMedia === 'undefined') return dark
  const query = matchMedia('(prefers-color-scheme: dark)')
  dark.value = query.matches
  query.addEventListener('change', () => (dark.value = query.matches))
  return dark
}
