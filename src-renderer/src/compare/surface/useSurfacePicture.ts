/** What map and space share of the known surface: its scale, the names of its axes, the colours of the theme. */
import { computed, nextTick, onMounted, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { CostSurface, PathPoint } from '../../../../src-worker/protocol/surface'
import { useSettings } from '../../settings/useSettings'
import { formatValue } from '../../ui/formatNumber'
import { createCostScale, type CostScale } from './costScale'
import { namePlace } from './parameterPlaces'
import { readSurfacePalette, type SurfacePalette } from './surfaceColours'
import { costAtPoint, findUpdate, valueAtLine, type GridPoint } from './surfaceGrid'
import type { CostSurfaceState } from './useCostSurface'

export interface SurfacePicture {
  surface: ComputedRef<CostSurface | null>
  scale: ComputedRef<CostScale | null>
  /** Of the axes. */
  names: ComputedRef<[string, string]>
  /** The moment that is shown, as it lies on the known plane; null also when it has other weights now. */
  shown: ComputedRef<PathPoint | null>
  newest: ComputedRef<PathPoint | null>
  /** Not all costs are finite. */
  hasHoles: ComputedRef<boolean>
  /** A grid point in words. */
  read(point: GridPoint): string
}

export function useSurfacePicture({ known, settings, update, stale }: CostSurfaceState): SurfacePicture {
  const { t } = useI18n()
  const surface = computed(() => known.value?.surface ?? null)
  const names = computed<[string, string]>(() => {
    const plane = known.value?.request.plane
    return plane?.kind === 'parameters'
      ? [namePlace(plane.x), namePlace(plane.y)]
      : [t('surface.direction1'), t('surface.direction2')]
  })
  return {
    surface,
    scale: computed(() => surface.value && createCostScale(surface.value.values, settings.scale)),
    names,
    shown: computed(() =>
      surface.value === null || stale.value === 'weights' ? null : findUpdate(surface.value, update.value),
    ),
    newest: computed(() => surface.value?.path.at(-1) ?? null),
    hasHoles: computed(() => surface.value !== null && !surface.value.values.every(Number.isFinite)),
    read(point) {
      if (surface.value === null) return ''
      const cost = costAtPoint(surface.value, point)
      return t('surface.reading', {
        nameX: names.value[0],
        x: formatValue(valueAtLine(surface.value, 0, point.column), 4),
        nameY: names.value[1],
        y: formatValue(valueAtLine(surface.value, 1, point.row), 4),
        cost: Number.isFinite(cost) ? formatValue(cost, 6) : t('surface.notFinite'),
      })
    },
  }
}

/** Colours of the theme in force; null until the view is mounted. */
export function useSurfacePalette(): Readonly<ShallowRef<SurfacePalette | null>> {
  const { resolvedTheme } = useSettings()
  const palette = shallowRef<SurfacePalette | null>(null)
  const read = () => (palette.value = readSurfacePalette())
  onMounted(read)
  watch(resolvedTheme, async () => {
    await nextTick()
    read()
  })
  return palette
}
