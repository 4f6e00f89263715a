import type { TensorName } from '../core/engine'

/** Names for the numbers of assembly/codes.ts; 0 is nowhere. */
export const tensorCodes: (TensorName | null)[] = [
  null,
  'i',
  'o',
  'cost',
  'dCost_dO',
  'dCost_dI',
  'dW',
  'db',
  'W',
  'b',
  'optimizer',
]
