/**
 * The lab in a language that is none: every text of the built page 30 % longer, with accents, between « and ».
 * Nothing of it is in the build. The built page's own vue-i18n is found where Vue leaves the application, at its
 * element, and the texts it holds are exchanged there; texts that come late are exchanged as they come.
 */
import type { Page } from 'playwright-core'

export interface TextTree {
  [key: string]: string | TextTree
}

/** Self-contained: it also runs in the page. Placeholders and plural forms stay; what has no letters stays. */
export function lengthen(message: string): string {
  const accents: Record<string, string> = { a: 'á', e: 'é', i: 'í', o: 'ó', u: 'ú', n: 'ñ', c: 'ç', y: 'ý' }
  return message
    .split(' | ')
    .map((form) => {
      const words = form.replace(/\{[^}]*\}/g, '')
      if (!/\p{L}/u.test(words)) return form
      const accented = form.replace(/\{[^}]*\}|[aeiouncy]/g, (found) => accents[found] ?? found)
      const missing = Math.max(0, Math.ceil(words.length * 0.3) - 2)
      // Added where words can break, as in a longer language.
      const padding = `${missing > 6 ? ' ' : ''}${'ēēēēē '.repeat(Math.ceil(missing / 6))}`.slice(0, missing)
      return `«${accented}${padding}»`
    })
    .join(' | ')
}

/** Exchanges every text of the page; late ones too, as long as it is not loaded again. */
export async function usePseudoLocale(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const expression = `(${exchangeTexts.toString()})(${lengthen.toString()})`
  const { exceptionDetails } = await session.send('Runtime.evaluate', { expression })
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description)
  await session.detach()
}

/** Runs in the page. */
function exchangeTexts(longer: (message: string) => string): void {
  interface Texts {
    getLocaleMessage(language: string): TextTree
    setLocaleMessage(language: string, texts: TextTree): void
    mergeLocaleMessage(language: string, texts: TextTree): void
  }
  interface Mounted {
    __vue_app__?: { _context: { provides: Record<symbol, { global?: Partial<Texts> } | undefined> } }
  }
  const provides = (document.querySelector('#app') as Mounted | null)?.__vue_app__?._context.provides ?? {}
  const texts = Object.getOwnPropertySymbols(provides)
    .map((key) => provides[key]?.global)
    .find((one) => one?.setLocaleMessage !== undefined) as Texts | undefined
  if (texts === undefined) throw new Error('no vue-i18n at #app')
  const exchange = (tree: TextTree): TextTree =>
    Object.fromEntries(
      Object.entries(tree).map(([key, one]) => [key, typeof one === 'string' ? longer(one) : exchange(one)]),
    )
  const merge = texts.mergeLocaleMessage
  texts.mergeLocaleMessage = (language, added) => merge(language, exchange(added))
  texts.setLocaleMessage('en', exchange(texts.getLocaleMessage('en')))
}
