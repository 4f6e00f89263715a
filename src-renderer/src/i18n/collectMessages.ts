export interface MessageTree {
  [key: string]: string | MessageTree
}

/**
 * `./locales/en/data.ts` with one export becomes `{ en: { data: … } }`.
 * @param modules paths of the message files, each with its module
 */
export function collectMessages(
  modules: Record<string, Record<string, unknown>>,
): Record<string, Record<string, MessageTree>> {
  const messages: Record<string, Record<string, MessageTree>> = {}
  for (const [path, module] of Object.entries(modules)) {
    const [, language, name] = /locales\/([^/]+)\/([^/]+)\.ts$/.exec(path) ?? []
    const tree = Object.values(module)[0]
    if (language === undefined || name === undefined || tree === undefined) {
      throw new Error(`${path}: expected locales/LANGUAGE/FEATURE.ts with one export`)
    }
    messages[language] = { ...messages[language], [name]: tree as MessageTree }
  }
  return messages
}
