/** A plain Chart instance behind a canvas: never in a ref, its points reused from frame to frame. */
import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartDataset,
  type ScaleOptions,
} from 'chart.js'
import { onBeforeUnmount, onMounted, watch, type ShallowRef } from 'vue'
import { useSettings } from '../settings/useSettings'
import { createThrottle } from '../ui/throttle'
import { readToken } from '../ui/tokens'
import { alignTicks, createChartOptions, type ChartLook } from './chartOptions'
import type { ChartSeries } from './chartSeries'
import { decimateInto, type Point } from './decimate'
import { createOverlayPlugin, type Overlay } from './overlayPlugin'

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale)

type Dataset = ChartDataset<'line', Point[]>

export interface LineChartHandle {
  /** x under a pixel of the canvas; null outside the plot. */
  valueAtPixel(pixel: number): number | null
}

export interface LineChartInput {
  look: ChartLook
  overlay: Overlay
  /** A new value of it, made by a hand on the chart, is drawn at once; new data wait their turn. */
  touched: unknown
}

export function useLineChart(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  read: () => LineChartInput,
): LineChartHandle {
  let chart: Chart<'line', Point[]> | null = null
  const { resolvedTheme } = useSettings()

  function draw(restyle: boolean): void {
    if (chart === null) return
    const { look, overlay } = read()
    const datasets = chart.data.datasets as Dataset[]
    datasets.length = overlay.series.length
    const { chartArea } = chart
    const buckets = Math.max(100, Math.round((chartArea?.width ?? 0) / 1.5))
    overlay.series.forEach((series, k) => (datasets[k] = fillDataset(datasets[k], series, look, buckets)))
    if (restyle) chart.options = createChartOptions(look)
    else {
      const x = chart.options.scales!['x'] as ScaleOptions<'linear'>
      x.min = look.range.from
      x.max = look.range.to
      if (x.ticks !== undefined) x.ticks.align = alignTicks(look.range)
    }
    chart.update('none')
    // The right end of what is drawn, for those who look from outside.
    const ends = datasets.map(({ data }) => data.at(-1)?.x ?? 0)
    chart.canvas.dataset['end'] = String(Math.max(0, ...ends))
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

  const drawSoon = createThrottle(drawIntervalMs, () => draw(false))
  onBeforeUnmount(drawSoon.cancel)
  // A hand is answered at once; new values of a running training are not read thirty times a second.
  watch(
    () => read().touched,
    () => draw(false),
  )
  watch(() => read().overlay, drawSoon.call)
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

/** Strokes of long curves are what a window without a graphics card spends its time on. */
const drawIntervalMs = 100

const styleKey = ({ scale, showXTicks, yRange, formatTick }: ChartLook): string =>
  [scale, showXTicks, yRange.least, yRange.minimum, yRange.maximum, formatTick(0.125, 0.125)].join()

/** @param buckets pixels of the plot's width */
function fillDataset(
  present: Dataset | undefined,
  series: ChartSeries,
  { scale, range }: ChartLook,
  buckets: number,
): Dataset {
  const data = present?.data ?? []
  decimateInto(data, series.x, series.y, { buckets, range, scale })
  return {
    ...present,
    label: series.label,
    data,
    borderColor: readToken(series.token),
    borderDash: series.dashed === true ? [4, 3] : [],
    borderWidth: 1.5,
    pointRadius: 0,
    spanGaps: false,
  }
}
