/** The tensors of an update in the order of a calculation by hand. */
import type { StepPicture, TensorKind, TensorWindow } from '../../../../src-worker/protocol/microscope'

export interface WorksheetSection {
  name: 'given' | 'forward' | 'cost' | 'backward' | 'update'
  tensors: TensorWindow[]
}

const kinds: Record<WorksheetSection['name'], readonly TensorKind[]> = {
  given: ['inputs', 'targets', 'weights', 'bias'],
  forward: ['i', 'o'],
  cost: ['cost', 'batchCost'],
  backward: ['dO', 'dI', 'dW', 'db'],
  update: ['weightsAfter', 'biasAfter'],
}

export const createSections = ({ tensors }: StepPicture): WorksheetSection[] =>
  (Object.keys(kinds) as WorksheetSection['name'][]).map((name) => ({
    name,
    tensors: tensors.filter(({ id }) => kinds[name].includes(id.kind)),
  }))
