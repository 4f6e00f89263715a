/** What there is to say of an update that is more than W − η ΔW. */
import type { StepModel } from '../../../../src-worker/protocol/microscope'

export type UpdateNote = 'penalty' | 'clipping' | 'momentum' | 'nesterov' | 'rmsprop' | 'adam' | 'decay'

/** @param isWeight penalties leave biases alone */
export function listUpdateNotes({ optimizer, l1, l2, clipNorm }: StepModel, isWeight: boolean): UpdateNote[] {
  const notes: UpdateNote[] = []
  if (isWeight && (l1 !== 0 || l2 !== 0)) notes.push('penalty')
  if (clipNorm !== null) notes.push('clipping')
  if (optimizer.name === 'rmsprop') notes.push('rmsprop')
  if (optimizer.name === 'adam' || optimizer.name === 'adamw') notes.push('adam')
  if (optimizer.name === 'adamw' && optimizer.weightDecay !== 0) notes.push('decay')
  if (optimizer.name === 'sgd' && optimizer.momentum !== 0)
    notes.push(optimizer.nesterov ? 'nesterov' : 'momentum')
  return notes
}
