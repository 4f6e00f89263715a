/** Which settings of two experiments differ. Pure; the words for people come from whoever asks. */
import { isSame } from '../trainer/isSame'
import type { Experiment } from '../../../src-worker/spec/experiment'

export interface Difference {
  /** As in `training.optimizer.learningRate`, `network.layers[0].units`. */
  path: string
  label: string
  /** The two values in words; a dash where an experiment has no such setting. */
  a: string
  b: string
}

export interface SettingWords {
  /** Of a setting; its path where there is no word for it. */
  labelOf(path: string): string
  /** @param value plain data; undefined where there is no such setting */
  valueOf(path: string, value: unknown): string
}

/** A setting that differs, its values as they are. */
export interface RawDifference {
  path: string
  a: unknown
  b: unknown
}

/** What is no setting of the run. */
const leftOut: ReadonlySet<string> = new Set(['format', 'version', 'name'])

/** In the order of the experiment. Lists of unequal length are one setting, tables of numbers too. */
export function findDifferences(a: Experiment, b: Experiment): RawDifference[] {
  return compare('', a, b).filter(({ path }) => !leftOut.has(path))
}

function compare(path: string, a: unknown, b: unknown): RawDifference[] {
  if (isSame(a, b)) return []
  if (isPart(a) && isPart(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)])
    return [...names].flatMap((name) => compare(path === '' ? name : `${path}.${name}`, a[name], b[name]))
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every(isPart) && b.every(isPart))
    return a.flatMap((member, at) => compare(`${path}[${at}]`, member, b[at]))
  return [{ path, a, b }]
}

const isPart = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
