/** How the runs are overlaid. One instance for the window, kept as long as it is open. */
import { reactive } from 'vue'
import type { ChartScale } from '../../charts/chartSeries'
import type { Smoothing } from '../../charts/smoothing'
import type { Quantity } from '../../runs/quantities'
import type { Part } from '../../runs/readCurve'
import type { Axis } from '../../runs/runSeries'

export interface OverlaySettings {
  quantity: Quantity
  /** Where a run has validation rows; else training. */
  part: Part
  axis: Axis
  scale: ChartScale
  smoothing: Smoothing
  /** Which columns of settings the table has. */
  columns: 'all' | 'differing'
}

export const overlaySettings: OverlaySettings = reactive({
  quantity: 'cost',
  part: 'validation',
  axis: 'epoch',
  scale: 'log',
  smoothing: 1,
  columns: 'differing',
})
