/** The walk through one update: Forward 1…L, Cost, Backward L…1, Update, and what each step has made. */
import type { TensorId } from './tensors'

export interface SubStep {
  kind: 'forward' | 'cost' | 'backward' | 'update'
  /** From 1; 0 for cost and update. */
  layer: number
}

export type StepState = 'done' | 'current' | 'later'

export function createSubSteps(layers: number): SubStep[] {
  const numbers = Array.from({ length: layers }, (_, index) => index + 1)
  return [
    ...numbers.map((layer): SubStep => ({ kind: 'forward', layer })),
    { kind: 'cost', layer: 0 },
    ...numbers.toReversed().map((layer): SubStep => ({ kind: 'backward', layer })),
    { kind: 'update', layer: 0 },
  ]
}

/** The step that makes a matrix; −1 for what is there from the start. */
export function stepThatMakes(id: TensorId, layers: number): number {
  switch (id.kind) {
    case 'i':
    case 'o':
      return id.layer - 1
    case 'cost':
      return layers
    case 'dO':
    case 'dI':
    case 'dW':
    case 'db':
      return 2 * layers + 1 - id.layer
    default:
      return -1
  }
}

export function tensorState(id: TensorId, layers: number, current: number): StepState {
  const made = stepThatMakes(id, layers)
  if (made > current) return 'later'
  return made === current ? 'current' : 'done'
}
