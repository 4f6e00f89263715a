import type { ChartOptions } from 'chart.js'
import { readToken } from '../ui/tokens'
import type { ChartRange, ChartScale } from './chartSeries'
import { chooseLogTicks, chooseStep, createRangeTicks, findLogStep, formatStep } from './ticks'

export interface ChartLook {
  scale: ChartScale
  /** Label of a line of the y axis; `step` is the distance of two lines, null on a logarithmic axis. */
  formatTick(value: number, step: number | null): string
  range: ChartRange
  showXTicks: boolean
  yRange: ValueRange
}

/** `least` widens the axis to at least there. */
export interface ValueRange {
  least?: number
  minimum?: number
  maximum?: number
}

/** Room for 0.1350, the same in all charts of a column. */
const axisWidth = 46
const xSteps = 5

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
    // Room for the ends of curves and for diamonds.
    layout: { padding: { top: 5, right: 4 } },
    plugins: { legend: { display: false }, tooltip: { enabled: false } },
    elements: { point: { radius: 0 }, line: { borderWidth: 1.5, borderJoinStyle: 'bevel' } },
    scales: {
      x: {
        type: 'linear',
        min: look.range.from,
        max: look.range.to,
        border,
        grid,
        afterBuildTicks: (axis) => (axis.ticks = createRangeTicks({ from: axis.min, to: axis.max }, xSteps)),
        ticks: {
          ...ticks,
          display: look.showXTicks,
          align: alignTicks(look.range),
          callback(value) {
            return formatStep(Number(value), chooseStep(this.max - this.min, xSteps))
          },
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
          const values = axis.ticks.map((tick) => tick.value)
          const kept = chooseLogTicks(values, { from: axis.min, to: axis.max })
          axis.ticks = kept.map((value) => ({ value }))
        },
        afterFit: (axis) => (axis.width = axisWidth),
        ticks: {
          ...ticks,
          maxTicksLimit: 6,
          autoSkipPadding: 4,
          callback: (value, _, all) => look.formatTick(Number(value), findStep(look.scale, all)),
        },
      },
    },
  }
}

/** Words at the right end stay within the plot, so that all charts of a column have one width. */
export function alignTicks(range: ChartRange): 'inner' | 'center' {
  const last = createRangeTicks(range, xSteps).at(-1)?.value ?? range.to
  return range.to - last < 0.1 * (range.to - range.from) ? 'inner' : 'center'
}

function findStep(scale: ChartScale, ticks: readonly { value: number }[]): number | null {
  if (ticks.length < 2) return null
  if (scale === 'log') return findLogStep(ticks.map((tick) => tick.value))
  // The last line but one: the ends of an axis with given bounds may lie closer.
  const at = Math.min(2, ticks.length - 1)
  const step = ticks[at]!.value - ticks[at - 1]!.value
  return step > 0 ? Number(step.toPrecision(6)) : null
}
