import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSettingWords } from '../useSettingWords'
import { createCellTexts, type CellTexts } from './cellTexts'
import type { SweepTableView } from './useSweepTable'

/** The words of combinations: another object for another sweep, score or language, and the same all the while. */
export function useCellTexts(table: SweepTableView): ComputedRef<CellTexts> {
  const { t, locale } = useI18n()
  const words = useSettingWords()
  return computed(() => {
    // The words themselves are written later, outside of this.
    void locale.value
    return createCellTexts({
      ...{ t, words, format: table.format },
      sweep: table.shown.value?.sweep ?? { vary: [], base: {} },
      score: table.score.value,
    })
  })
}
