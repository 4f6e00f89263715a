/** What a chart can show of a run, and in which form. */
import type { ValueRange } from '../charts/chartOptions'
import type { ChartScale } from '../charts/chartSeries'
import { formatPercentStep, formatStep } from '../charts/ticks'
import { formatPercent, formatTick, formatValue } from '../ui/formatNumber'

export const quantities = ['cost', 'accuracy', 'penalty', 'gradientNorm', 'learningRate'] as const
export type Quantity = (typeof quantities)[number]

export interface QuantityForm {
  format(value: number): string
  formatTick(value: number, step: number | null): string
  yRange: ValueRange
}

const formatNumberTick = (value: number, step: number | null): string =>
  step === null || Math.abs(value) >= 1e6 || step < 1e-4 ? formatTick(value) : formatStep(value, step)

const number = { formatTick: formatNumberTick, yRange: {} }
const few = (value: number): string => formatValue(value, 2)

export const quantityForms: Record<Quantity, QuantityForm> = {
  cost: { ...number, format: formatValue },
  accuracy: {
    format: formatPercent,
    formatTick: (value, step) => formatPercentStep(value, step ?? 0.01),
    yRange: { least: 0.4, maximum: 1 },
  },
  penalty: { ...number, format: formatValue },
  gradientNorm: { ...number, format: few },
  learningRate: { ...number, format: formatValue },
}

/** A share of rows has no use for a logarithm. */
export const scaleOf = (quantity: Quantity, chosen: ChartScale): ChartScale =>
  quantity === 'accuracy' ? 'linear' : chosen

/** Only classes can be right or wrong; elsewhere the learning rate takes the place. */
export const availableQuantity = (quantity: Quantity, isClassification: boolean): Quantity =>
  quantity === 'accuracy' && !isClassification ? 'learningRate' : quantity
