/** A plain Chart instance behind a canvas: never in a ref, its points reused from frame to frame. */
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartDataset,
} from 'chart.js'
import { onBeforeUnmount, onMounted, watch, type ShallowRef } from 'vue'
import { useSettings } from '../settings/useSettings'
import { readToken } from '../ui/tokens'
import { createChartOptions, type ChartLook } from './chartOptions'
import type { ChartSeries } from './chartSeries'
import { createOverlayPlugin, type Overlay } from './overlayPlugin'
import { showable } from './ticks'

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale)

interface Point {
  x: number
  y: number
}
type Dataset = ChartDataset<'line', Point[]>

export interface LineChartHandle {
  /** x under a pixel of the canvas; null outside the plot. */
  valueAtPixel(pixel: number): number | null
}

export function useLineChart(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  read: () => { look: ChartLook; overlay: Overlay },
): LineChartHandle {
  let chart: Chart<'line', Point[]> | null = null
  const { resolvedTheme } = useSettings()

  function draw(restyle: boolean): void {
    if (chart === null) return
    const { look, overlay } = read()
    const datasets = chart.data.datasets as Dataset[]
    datasets.length = overlay.series.length
    overlay.series.forEach((series, k) => (datasets[k] = fillDataset(datasets[k], series, look.scale)))
    if (restyle) chart.options = createChartOptions(look)
    else chart.options.scales!['x']!.max = look.xMaximum
    chart.update('none')
  }

  onMounted(() => {
    if (canvas.value === null) return
    const plugins = [createOverlayPlugin(() => read().overlay)]
    chart = new Chart<'line', Point[]>(canvas.value, {
      type: 'line',
      data: { datasets: [] },
      options: createChartOptions(read().look),
      plugins,
    })
    draw(false)
  })
  onBeforeUnmount(() => chart?.destroy())

  watch(
    () => read().overlay,
    () => draw(false),
  )
  watch([() => styleKey(read().look), resolvedTheme], () => draw(true), { flush: 'post' })

  return {
    valueAtPixel(pixel) {
      const area = chart?.chartArea
      if (chart === null || area === undefined || pixel < area.left - 4 || pixel > area.right + 4) return null
      const value = chart.scales['x']!.getValueForPixel(pixel)
      return value === undefined ? null : Math.max(0, value)
    },
  }
}

const styleKey = ({ scale, showXTicks, yRange }: ChartLook): string =>
  [scale, showXTicks, yRange.least, yRange.minimum, yRange.maximum].join()

function fillDataset(present: Dataset | undefined, series: ChartSeries, scale: ChartLook['scale']): Dataset {
  const points = present?.data ?? []
  const count = series.x.length
  points.length = Math.min(points.length, count)
  for (let k = 0; k < count; k++) {
    const point = (points[k] ??= { x: 0, y: 0 })
    point.x = series.x[k]!
    point.y = showable(series.y[k]!, scale)
  }
  return {
    ...present,
    label: series.label,
    data: points,
    borderColor: readToken(series.token),
    borderDash: series.dashed === true ? [4, 3] : [],
    borderWidth: 1.5,
    pointRadius: 0,
    spanGaps: false,
  }
}
