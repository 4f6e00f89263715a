/** How outputs read: shares where the output layer gives probabilities, else plain numbers. */
import type { Experiment } from '../../../src-worker/spec/experiment'
import { formatPercent, formatValue } from '../ui/formatNumber'

/** Softmax, and sigmoid for one output or for independent ones. */
export function hasProbabilities({ network }: Experiment): boolean {
  const activation = network.layers.at(-1)?.activation
  return activation === 'softmax' || activation === 'sigmoid'
}

export const writeOutput = (value: number, isShare: boolean): string =>
  isShare ? formatPercent(value) : formatValue(value, 4)

/** A number of the data as it is, six digits at most. */
export const writeNumber = (value: number): string =>
  (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))).replaceAll('-', '−')
