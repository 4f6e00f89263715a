/** What a person sets once for all views: language, theme, notation, digits. One instance for the window. */
import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'
import type { NumberStyle } from '../../../src-worker/notation/numbers'
import type { Notation } from '../../../src-worker/notation/tensorNames'
import { readStoredSettings, writeStoredSettings, type StoredSettings } from './storedSettings'

export type ThemeChoice = 'light' | 'dark' | 'system'
export type Language = 'en' | 'zh-CN'

export const languages: readonly Language[] = ['en', 'zh-CN']

export interface Settings {
  theme: Ref<ThemeChoice>
  language: Ref<Language>
  notation: Ref<Notation>
  /** Decimals of a value in a matrix cell, or its significant digits. @default 4 */
  digits: Ref<number>
  /** Whether `digits` counts places or significant digits. @default 'decimals' */
  digitKind: Ref<NumberStyle['kind']>
  /** 0.5 as 1/2 where both are small. @default false */
  fractions: Ref<boolean>
  /** Whether the tour of the first start was shown. @default false */
  tourSeen: Ref<boolean>
  numberStyle: ComputedRef<NumberStyle>
  resolvedTheme: ComputedRef<'light' | 'dark'>
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
  const stored = readStoredSettings()
  const theme = ref<ThemeChoice>(stored.theme ?? 'system')
  const language = ref<Language>(stored.language ?? chooseLanguage(preferredLanguages()))
  const notation = ref<Notation>(stored.notation ?? 'io')
  const digits = ref(stored.digits ?? 4)
  const digitKind = ref<NumberStyle['kind']>(stored.digitKind ?? 'decimals')
  const fractions = ref(stored.fractions ?? false)
  const tourSeen = ref(stored.tourSeen ?? false)
  const numberStyle = computed<NumberStyle>(() => ({
    kind: digitKind.value,
    digits: digits.value,
    fractions: fractions.value,
  }))
  const systemDark = useSystemDark()
  const resolvedTheme = computed(() =>
    theme.value === 'system' ? (systemDark.value ? 'dark' : 'light') : theme.value,
  )
  const stateNow = (): StoredSettings => ({
    theme: theme.value,
    language: language.value,
    notation: notation.value,
    digits: digits.value,
    digitKind: digitKind.value,
    fractions: fractions.value,
    tourSeen: tourSeen.value,
  })
  watch(stateNow, writeStoredSettings)
  return { theme, language, notation, digits, digitKind, fractions, tourSeen, numberStyle, resolvedTheme }
}

const preferredLanguages = (): readonly string[] =>
  typeof navigator === 'undefined' ? [] : (navigator.languages ?? [navigator.language])

function useSystemDark(): Ref<boolean> {
  const dark = ref(false)
  if (typeof matchMedia === 'undefined') return dark
  const query = matchMedia('(prefers-color-scheme: dark)')
  dark.value = query.matches
  query.addEventListener('change', () => (dark.value = query.matches))
  return dark
}
