/** Settings between two starts, in the window's own storage. A value that does not fit is dropped. */
import {
  autosaveChoices,
  digitBounds,
  digitKinds,
  languageChoices,
  notationChoices,
  themeChoices,
  type Preferences,
} from './choices'

export interface StoredSettings extends Partial<Preferences> {
  /** Whether the tour of the first start was shown. */
  tourSeen?: boolean
}

export const settingsKey = 'chainrule.settings'

export function parseStoredSettings(text: string | null): StoredSettings {
  const value = parseObject(text)
  const pick = <Choice>(name: keyof StoredSettings, allowed: readonly Choice[]): Choice | undefined =>
    allowed.find((choice) => choice === value[name])
  return {
    theme: pick('theme', themeChoices),
    language: pick('language', languageChoices),
    notation: pick('notation', notationChoices),
    digitKind: pick('digitKind', digitKinds),
    digits: pickDigits(value['digits']),
    fractions: pick('fractions', [true, false]),
    autosaveSeconds: pick('autosaveSeconds', autosaveChoices),
    tourSeen: pick('tourSeen', [true, false]),
  }
}

const pickDigits = (value: unknown): number | undefined =>
  typeof value === 'number' &&
  Number.isInteger(value) &&
  value >= digitBounds.least &&
  value <= digitBounds.most
    ? value
    : undefined

export function readStoredSettings(): StoredSettings {
  try {
    return parseStoredSettings(localStorage.getItem(settingsKey))
  } catch {
    return {}
  }
}

export function writeStoredSettings(settings: StoredSettings): void {
  try {
    localStorage.setItem(settingsKey, JSON.stringify(settings))
  } catch {
    // A window without storage keeps its settings until it closes.
  }
}

function parseObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
