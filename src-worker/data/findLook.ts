import type { ColumnLook } from '../protocol/tables'
import type { CategoryColumn } from './readColumn'

/** Fewer values say nothing. */
const leastValues = 10
/** Of the values that must look alike, and of those that must be distinct. */
const share = 0.9
const sampled = 1000

const number = String.raw`[+-]?(?:[$€£¥]\s?)?(?:\d+|\d{1,3}(?:[ .,'’\u00a0\u202f]\d{3})+)(?:[.,]\d*)?(?:\s?[$€£¥])?`
const time = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[AaPp][Mm])?(?:\s?(?:Z|UTC|[+-]\d{2}:?\d{2}))?`
const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'
const day = [
  String.raw`\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?`,
  String.raw`\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})`,
  String.raw`\d{1,2}[ -]${month}[ ,-]*\d{2,4}`,
  String.raw`${month} \d{1,2},? \d{4}`,
  String.raw`\d{4}年\d{1,2}月(?:\d{1,2}日)?`,
].join('|')

const looks: [ColumnLook, RegExp][] = [
  ['percentages', new RegExp(`^(?:${number})\\s?[%‰]$`)],
  ['dates', new RegExp(`^(?:(?:${day})(?:[T ,]+${time})?|${time})$`, 'i')],
  ['numbers', new RegExp(`^(?:${number})$`)],
]

/**
 * Whether the values of a column that was not read as numbers look like something else than names. A sample of them is
 * looked at, spread over the column.
 */
export function findLook({ values }: CategoryColumn, distinct: number): ColumnLook | null {
  const known = values.filter((value) => value !== null)
  if (known.length === 0) return null
  const stride = Math.max(1, Math.floor(known.length / sampled))
  const sample = known.filter((_, k) => k % stride === 0)
  for (const [look, form] of looks) {
    if (sample.filter((value) => form.test(value)).length >= share * sample.length) return look
  }
  return known.length >= leastValues && distinct > share * known.length ? 'distinct' : null
}
