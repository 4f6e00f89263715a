import type { CostName } from '../spec/names'

/** Name and formula of each cost as a figure prints it, the factor included: tools differ in it. */
export const costFormulas: Record<CostName, { name: string; formula: string }> = {
  halfMeanSquaredError: { name: 'half mean squared error', formula: '1/(2m) Σ Σ (o − Y)²' },
  meanSquaredError: { name: 'mean squared error', formula: '1/(m·n) Σ Σ (o − Y)²' },
  meanAbsoluteError: { name: 'mean absolute error', formula: '1/(m·n) Σ Σ |o − Y|' },
  huber: { name: 'Huber, δ = 1', formula: '1/(m·n) Σ Σ huber(o − Y)' },
  binaryCrossEntropy: { name: 'binary cross-entropy', formula: '−1/m Σ Σ [Y ln o + (1 − Y) ln(1 − o)]' },
  categoricalCrossEntropy: { name: 'categorical cross-entropy', formula: '−1/m Σ Σ Y ln o' },
}
