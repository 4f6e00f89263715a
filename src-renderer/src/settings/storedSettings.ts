/** Settings between two starts, in the window's own storage. A value that does not fit is dropped. */
import type { NumberStyle } from '../../../src-worker/notation/numbers'
import type { Notation } from '../../../src-worker/notation/tensorNames'
import type { Language, ThemeChoice } from './useSettings'

export interface StoredSettings {
  theme?: ThemeChoice
  language?: Language
  notation?: Notation
  digits?: number
  digitKind?: NumberStyle['kind']
  fractions?: boolean
  /** Whether the tour of the first start was shown. */
  tourSeen?: boolean
}

const key = 'chainrule.settings'

export function parseStoredSettings(text: string | null): StoredSettings {
  const value = parseObject(text)
  const pick = <Name extends string>(name: string, allowed: readonly Name[]): Name | undefined =>
    allowed.find((choice) => choice === value[name])
  const digits = value['digits']
  return {
    theme: pick('theme', ['light', 'dark', 'system']),
    language: pick('language', ['en', 'zh-CN']),
    notation: pick('notation', ['io', 'za']),
    digitKind: pick('digitKind', ['decimals', 'significant']),
    fractions: pickFlag(value['fractions']),
    tourSeen: pickFlag(value['tourSeen']),
    digits:
      Number.isInteger(digits) && Number(digits) >= 1 && Number(digits) <= 12 ? Number(digits) : undefined,
  }
}

const pickFlag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined)

export function readStoredSettings(): StoredSettings {
  try {
    return parseStoredSettings(localStorage.getItem(key))
  } catch {
    return {}
  }
}

export function writeStoredSettings(settings: StoredSettings): void {
  try {
    localStorage.setItem(key, JSON.stringify(settings))
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
