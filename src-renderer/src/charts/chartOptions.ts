import type { ChartOptions } from 'chart.js'
import { readToken } from '../ui/tokens'
import type { ChartScale } from './chartSeries'
import { chooseLogTicks } from './ticks'

export interface ChartLook {
  scale: ChartScale
  /** Label of a line of the y axis. */
  formatTick(value: number): string
  formatX(value: number): string
  xMaximum: number
  /** Room for the ends of curves and for diamonds. */
  showXTicks: boolean
  /** `least` widens the axis to at least there. */
  yRange: { least?: number; minimum?: number; maximum?: number }
}

const axisWidth = 38

/** Options of a chart that is redrawn many times a second: nothing moves by itself, nothing is parsed. */
export function createChartOptions(look: ChartLook): ChartOptions<'line'> {
  const grid = { color: readToken('hair'), tickLength: 0, lineWidth: 1 }
  const ticks = {
    color: readToken('ink-3'),
    font: { family: getComputedStyle(document.body).fontFamily, size: 11 },
    maxRotation: 0,
    padding: 6,
  }
  const border = { display: false }
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    layout: { padding: { top: 5, right: 4 } },
    plugins: { legend: { display: false }, tooltip: { enabled: false } },
    elements: { point: { radius: 0 }, line: { borderWidth: 1.5, borderJoinStyle: 'bevel' } },
    scales: {
      x: {
        type: 'linear',
        min: 0,
        max: look.xMaximum,
        border,
        grid,
        ticks: {
          ...ticks,
          display: look.showXTicks,
          maxTicksLimit: 5,
          align: 'inner',
          callback: (value) => look.formatX(Number(value)),
        },
      },
      y: {
        type: look.scale === 'log' ? 'logarithmic' : 'linear',
        min: look.yRange.minimum,
        max: look.yRange.maximum,
        suggestedMin: look.yRange.least,
        border,
        grid,
        afterBuildTicks: (axis) => {
          if (look.scale !== 'log') return
          const kept = new Set(chooseLogTicks(axis.ticks.map((tick) => tick.value)))
          axis.ticks = axis.ticks.filter((tick) => kept.has(tick.value))
        },
        afterFit: (axis) => (axis.width = axisWidth),
        ticks: {
          ...ticks,
          maxTicksLimit: 6,
          autoSkipPadding: 4,
          callback: (value) => look.formatTick(Number(value)),
        },
      },
    },
  }
}
