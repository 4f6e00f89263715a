/** What differs from the baseline in one line: "Adam, learning rate 0.01, batch size 32". Pure. */
import type { SettingWords } from '../differences'
import { findCourseDifferences, type Course, type CourseDifference } from './courses'

/** Values that say by themselves what they are of. */
const bare: ReadonlySet<string> = new Set(['training.optimizer.name', 'training.cost', 'data.source.name'])
const longest = 3

/** What the run was made with, where it is not what the baseline was. */
export const describeDifference = (baseline: Course, run: Course, words: SettingWords): string =>
  dropFollowing(findCourseDifferences(baseline, run))
    .map(({ path, b }) => {
      const text = describeChange(path, b, words)
      return bare.has(path) ? text : join(lowerFirst(words.labelOf(path)), text)
    })
    .join(', ')

/** "0.5 → 0.1"; of many changes the first and the last. */
export function describeChange(path: string, values: readonly unknown[], words: SettingWords): string {
  const shown = values.length > longest ? [values[0], '…', values.at(-1)] : values
  return shown.map((value) => (value === '…' ? '…' : words.valueOf(path, value))).join(' → ')
}

/** Another optimizer has other fields: its name says so. */
function dropFollowing(differences: readonly CourseDifference[]): CourseDifference[] {
  const paths = new Set(differences.map(({ path }) => path))
  return differences.filter(({ path, a, b }) => {
    const parent = path.slice(0, path.lastIndexOf('.'))
    const follows = paths.has(`${parent}.name`) || paths.has(`${parent}.kind`)
    return !follows || ![...a, ...b].includes(undefined)
  })
}

/** Names such as "L2 penalty" stay as they are. */
const lowerFirst = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text

/** A label that ends in a number must not run into the value. */
const join = (label: string, text: string): string =>
  /\d$/.test(label) ? `${label}: ${text}` : `${label} ${text}`
