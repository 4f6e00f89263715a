import { useI18n } from 'vue-i18n'
import { isMac } from '../ui/isMac'
import { splitKey } from './shortcuts'

/** Keys as the person's keyboard has them, in their language; the texts of the guide are there. */
export function useKeyNames() {
  const { t } = useI18n()
  const mac = isMac()

  /** Marks and letters read the same everywhere; other keys have a name. */
  function nameOf(part: string): string {
    if (part === 'Mod') return t(mac ? 'helpKeys.names.ModMac' : 'helpKeys.names.Mod')
    return part.length === 1 || /^F\d+$/.test(part) ? part : t(`helpKeys.names.${part}`)
  }

  return {
    nameOf,
    /** A whole shortcut in one line: `Ctrl+Shift+Z`. */
    writeKey: (key: string): string =>
      splitKey(key)
        .map(nameOf)
        .join(mac ? ' ' : '+'),
  }
}
