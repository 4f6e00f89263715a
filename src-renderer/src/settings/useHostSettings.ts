/** Theme and language are the desktop's too: its menus and its dialogs follow them. */
import { onScopeDispose, watch } from 'vue'
import type { Host } from '../host/Host'
import { chooseLanguage, useSettings } from './useSettings'

type HostSettings = Parameters<Parameters<Host['onSettingsChanged']>[0]>[0]

export async function useHostSettings(host: Host): Promise<void> {
  const { theme, language } = useSettings()
  const accept = (settings: HostSettings): void => {
    theme.value = settings.theme
    if (settings.language !== 'system') language.value = settings.language
    else if (host.kind === 'electron') language.value = chooseLanguage(navigator.languages)
  }
  onScopeDispose(host.onSettingsChanged(accept))
  watch([theme, language], () => void host.setSettings({ theme: theme.value, language: language.value }))
  const reply = await host.getSettings()
  if (reply.ok && host.kind === 'electron') accept(reply.value)
}
