import type { SessionDocument } from '../files/sessionDocument'
import type { LayerTensors } from '../core/trainingState'

/** Bytes of a run's weights and history; its data, which several runs may share, is not counted. */
export function measureDocument({ initial, current, optimizer, order, history }: SessionDocument): number {
  const { stride: _stride, evaluation, layerGradientNorms, ...columns } = history
  const arrays = [
    ...Object.values(columns),
    ...Object.values(evaluation),
    ...layerGradientNorms,
    order.permutation,
  ]
  const layers = [initial, current, ...optimizer.slots.map((slot) => slot.layers)]
  return (
    arrays.reduce((sum, { byteLength }) => sum + byteLength, 0) +
    layers.reduce((sum, tensors) => sum + measureTensors(tensors), 0)
  )
}

const measureTensors = (layers: readonly LayerTensors[]): number =>
  layers.reduce((sum, { weights, biases }) => sum + weights.byteLength + biases.byteLength, 0)
