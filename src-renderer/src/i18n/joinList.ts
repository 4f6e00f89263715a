/** Between the members of a list within a sentence. */
const marks: Readonly<Record<string, string>> = { 'zh-CN': '、' }

/** `a, b, c` as the language writes it. */
export const joinList = (members: readonly string[], locale: string): string =>
  members.join(marks[locale] ?? ', ')
