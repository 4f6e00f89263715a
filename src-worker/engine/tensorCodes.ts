import { tensorNames, type TensorName } from '../core/engine'

/** Names for the numbers of assembly/codes.ts; 0 is nowhere. */
export const tensorCodes: readonly (TensorName | null)[] = [null, ...tensorNames]
