/** What a person may choose, with what is chosen until then. Pure. */
import type { NumberStyle } from '../../../src-worker/notation/numbers'
import type { Notation } from '../../../src-worker/notation/tensorNames'

export const languages = ['en', 'zh-CN'] as const
export type Language = (typeof languages)[number]

export const languageChoices = [...languages, 'system'] as const
export type LanguageChoice = (typeof languageChoices)[number]

/** A language is called by its own name, in its own language. */
export const langOf = (choice: LanguageChoice): Language | undefined =>
  choice === 'system' ? undefined : choice

export const themeChoices = ['light', 'dark', 'system'] as const
export type ThemeChoice = (typeof themeChoices)[number]

export const notationChoices = ['io', 'za'] as const satisfies readonly Notation[]
/** Called by their symbols, in every language. */
export const notationOptions = [
  { value: 'io', label: 'i, o' },
  { value: 'za', label: 'z, a' },
] as const satisfies readonly { value: Notation; label: string }[]
export const digitKinds = ['decimals', 'significant'] as const satisfies readonly NumberStyle['kind'][]
export const digitBounds = { least: 1, most: 12 }

/** Seconds of training between two recovery copies; 0 keeps none. */
export const autosaveChoices = [5, 10, 30, 60, 0] as const
export type AutosaveSeconds = (typeof autosaveChoices)[number]

export interface Preferences {
  theme: ThemeChoice
  language: LanguageChoice
  notation: Notation
  /** Decimals of a value in a matrix cell, or its significant digits. */
  digits: number
  /** Whether `digits` counts places or significant digits. */
  digitKind: NumberStyle['kind']
  /** 0.5 as 1/2 where both are small. */
  fractions: boolean
  autosaveSeconds: AutosaveSeconds
}

export const defaultPreferences: Readonly<Preferences> = {
  theme: 'system',
  language: 'system',
  notation: 'io',
  digits: 4,
  digitKind: 'decimals',
  fractions: false,
  autosaveSeconds: 10,
}
