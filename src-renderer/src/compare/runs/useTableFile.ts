/** The table as text: to the clipboard or into a file; what became of it is said for a while. */
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { copyText } from '../../ui/copyText'
import { useNotice } from '../../ui/useNotice'
import { useSaveFile } from '../../ui/useSaveFile'

export interface TableFile {
  /** In words; empty after a while. */
  message: Readonly<Ref<string>>
  copy(text: string): Promise<void>
  /** @param name without its ending */
  save(name: string, text: string): Promise<void>
}

export function useTableFile(): TableFile {
  const { t } = useI18n()
  const { message, say } = useNotice()
  const saveFile = useSaveFile(say)!

  return {
    message,
    async copy(text) {
      // Not copied: a file can be saved instead.
      say((await copyText(text)) ? t('compare.copied') : t('compare.notCopied'))
    },
    save: (name, text) => saveFile(`${name}.csv`, 'text/csv', new TextEncoder().encode(text)),
  }
}
