/** How the charts show a run. One instance for the window, kept as long as it is open. */
import { reactive } from 'vue'
import type { ChartScale } from '../charts/chartSeries'
import type { Smoothing } from '../charts/smoothing'
import type { Quantity } from './quantities'
import type { Axis } from './runSeries'

export interface ChartSettings {
  axis: Axis
  /** Of every quantity but shares, which are linear always. */
  scale: ChartScale
  smoothing: Smoothing
  /** What the charts show, from above. */
  shown: Quantity[]
}

export const chartSettings: ChartSettings = reactive({
  axis: 'epoch',
  scale: 'log',
  smoothing: 1,
  shown: ['cost', 'accuracy', 'gradientNorm'],
})
