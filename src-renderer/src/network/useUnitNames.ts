import { useI18n } from 'vue-i18n'

export interface UnitId {
  /** 0 for the inputs. */
  layer: number
  /** From 0. */
  unit: number
}

/** @param last number of the output layer */
export function useUnitNames(last: () => number) {
  const { t } = useI18n()
  function unitName(layer: number, unit: number): string {
    if (layer === 0) return `x${unit + 1}`
    return layer === last()
      ? t('network.outputUnit', { unit: unit + 1 })
      : t('network.hiddenUnit', { layer, unit: unit + 1 })
  }
  return { unitName }
}
