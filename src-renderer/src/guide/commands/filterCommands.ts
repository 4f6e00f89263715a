/** Commands that fit what was typed: every word of it, in any order, in any of their texts. Pure. */

export interface Findable {
  /** In the person's language and in English. */
  titles: readonly string[]
  /** Other words that find it: those of its group. */
  others: readonly string[]
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase()

/** In their order; those whose title begins with the text come first, then those with a word that does. */
export function filterCommands<Item extends Findable>(items: readonly Item[], text: string): Item[] {
  const query = fold(text).trim()
  if (query === '') return [...items]
  const words = query.split(/\s+/)
  return items
    .map((item) => ({ item, rank: rankOf(item, query, words) }))
    .filter(({ rank }) => rank < 3)
    .sort((left, right) => left.rank - right.rank)
    .map(({ item }) => item)
}

/** 0 is best, 3 does not fit. */
function rankOf({ titles, others }: Findable, query: string, words: readonly string[]): number {
  const folded = titles.map(fold)
  const all = [...folded, ...others.map(fold)].join('\n')
  if (!words.every((word) => all.includes(word))) return 3
  if (folded.some((title) => title.startsWith(query))) return 0
  const begins = (title: string, word: string): boolean =>
    title.startsWith(word) || title.includes(` ${word}`)
  return folded.some((title) => words.every((word) => begins(title, word))) ? 1 : 2
}
