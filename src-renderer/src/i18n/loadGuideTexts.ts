/** The long texts (`help*.ts`), of all languages, for the views that need them: the window starts without. */
import { collectMessages } from './collectMessages'
import { i18n } from './i18n'

const loaders = import.meta.glob<Record<string, unknown>>('./locales/*/help*.ts')

let loading: Promise<void> | undefined

/** Settles when the texts can be asked for. Rejects when they cannot be had now; the next call tries again. */
export const loadGuideTexts = (): Promise<void> =>
  (loading ??= addTexts().catch((error: unknown) => {
    loading = undefined
    throw error
  }))

async function addTexts(): Promise<void> {
  const loaded = await Promise.all(
    Object.entries(loaders).map(async ([path, load]) => [path, await load()] as const),
  )
  for (const [language, texts] of Object.entries(collectMessages(Object.fromEntries(loaded))))
    i18n.global.mergeLocaleMessage(language, texts)
}
