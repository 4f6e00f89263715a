import { useI18n } from 'vue-i18n'
import { joinList } from '../i18n/joinList'
import type { RunEvent } from '../../../src-worker/protocol/trainerApi'
import { splitEvent } from './runSeries'

/** An event in words: "learning rate 0.5 → 0.1". */
export function useEventWords(): (event: RunEvent) => string {
  const { t, te, locale } = useI18n()
  const wordOf = (value: string): string =>
    te(`runs.values.${value}`, 'en') ? t(`runs.values.${value}`) : value
  return (event) => {
    const changes = splitEvent(event).map(({ name, place, before, after }) =>
      t('runs.change', {
        name: place ?? t(`runs.settings.${name}`),
        before: wordOf(before),
        after: wordOf(after),
      }),
    )
    return joinList(changes, locale.value)
  }
}
