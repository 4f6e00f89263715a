import { watchEffect } from 'vue'
import { useSettings } from './useSettings'

/** Writes theme and language to the document, where style sheets and readers look for them. */
export function useDocumentSettings(): void {
  const { theme, language } = useSettings()
  watchEffect(() => {
    const root = document.documentElement
    root.lang = language.value
    if (theme.value === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = theme.value
  })
}
