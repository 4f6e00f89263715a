/** Bytes written to a file of the person's choice; what became of it is said. */
import { inject } from 'vue'
import { useI18n } from 'vue-i18n'
import { hostKey, type Host } from '../host/Host'

export type SaveFile = (...file: Parameters<Host['saveAs']>) => Promise<void>

/** @returns null where there is no host to write it */
export function useSaveFile(say: (text: string) => void): SaveFile | null {
  const host = inject(hostKey, null)
  const { t } = useI18n()
  if (host === null) return null
  return async (name, mediaType, bytes) => {
    const reply = await host.saveAs(name, mediaType, bytes)
    if (!reply.ok) say(t(`files.failures.${reply.error.code}`))
    else if (reply.value !== null) say(t('files.written', { name: reply.value.name }))
  }
}
