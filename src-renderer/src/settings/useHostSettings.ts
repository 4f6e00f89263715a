/** Theme and language are the desktop's too: its menus and its dialogs follow them. */
import { onScopeDispose, watch } from 'vue'
import type { Host } from '../host/Host'
import { useSettings } from './useSettings'

type HostSettings = Parameters<Parameters<Host['onSettingsChanged']>[0]>[0]

export async function useHostSettings(host: Host): Promise<void> {
  const { theme, languageChoice } = useSettings()
  let sending = 0
  const accept = (settings: HostSettings): void => {
    // While this window's own change is on its way, what the desktop says is older.
    if (sending > 0) return
    theme.value = settings.theme
    languageChoice.value = settings.language
  }
  onScopeDispose(host.onSettingsChanged(accept))
  watch([theme, languageChoice], async () => {
    sending++
    try {
      await host.setSettings({ theme: theme.value, language: languageChoice.value })
    } finally {
      sending--
    }
  })
  const reply = await host.getSettings()
  if (reply.ok && host.kind === 'electron') accept(reply.value)
}
