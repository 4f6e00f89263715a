import { nextTick, onMounted, shallowRef, watch, type ShallowRef } from 'vue'
import { useSettings } from '../settings/useSettings'
import { readPalette, type Palette } from './colours'

/** Colours of the theme in force; null until the view is mounted. */
export function usePalette(): Readonly<ShallowRef<Palette | null>> {
  const { resolvedTheme } = useSettings()
  const palette = shallowRef<Palette | null>(null)
  const read = () => (palette.value = readPalette(resolvedTheme.value === 'dark'))
  onMounted(read)
  watch(resolvedTheme, async () => {
    await nextTick()
    read()
  })
  return palette
}
