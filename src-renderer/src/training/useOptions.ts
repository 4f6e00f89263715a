import { useI18n } from 'vue-i18n'

/** Names as options of a select, worded under a prefix of the messages. */
export function useOptions(): <Name extends string>(
  names: readonly Name[],
  prefix: string,
) => { value: Name; label: string }[] {
  const { t } = useI18n()
  return (names, prefix) => names.map((value) => ({ value, label: t(`${prefix}.${value}`) }))
}
