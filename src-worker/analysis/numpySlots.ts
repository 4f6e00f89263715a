/** What the optimizer holds of one tensor before the update. */
import { viewLayers, writeTensorsInto } from '../core/network'
import type { TensorId } from '../protocol/microscope'
import type { Matrix } from '../protocol/tables'
import { readTensor, type Step } from './step'

/** @param id weights or bias of a layer; zeros where the optimizer holds nothing yet */
export function readSlot(step: Step, id: TensorId, slot: string): Matrix {
  const { shape, optimizer } = step
  const arena = new Float64Array(shape.parameters)
  const held = optimizer.slots.find(({ name }) => name === slot)
  if (held !== undefined) writeTensorsInto(arena, shape, held.layers)
  const { weights, biases } = viewLayers(shape, arena)[id.layer - 1]!
  const { rows, columns } = readTensor(step, id)!
  return { rows, columns, values: id.kind === 'weights' ? weights : biases }
}
