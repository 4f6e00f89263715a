/** weights.safetensors: the initial and the current weights, and what the optimizer carries. */
import type { Floats } from '../core/floats'
import type { LayerTensors } from '../core/trainingState'
import type { Experiment } from '../spec/experiment'
import { phrase } from '../spec/phrases'
import type { Bytes } from './bytes'
import { refuseFile } from './fileFault'
import { decodeSafetensors, writeSafetensors, type Tensor } from './safetensors'
import type { SessionDocument } from './sessionDocument'

type Layers = Experiment['network']['layers']

/** Said in the file, for PyTorch's files have it the other way round. */
export const orientation = '[in, out]'

export function encodeSessionTensors({ experiment, initial, current, optimizer }: SessionDocument): Bytes {
  const { layers } = experiment.network
  const tensors = new Map<string, Tensor>([
    ...nameTensors('initial', layers, initial),
    ...nameTensors('current', layers, current),
    ...optimizer.slots.flatMap((slot) => nameTensors(`optimizer.${slot.name}`, layers, slot.layers)),
  ])
  return writeSafetensors({
    tensors,
    metadata: new Map([
      ['format', 'chainrule-session'],
      ['orientation', orientation],
    ]),
  })
}

/** @returns `PREFIX.N.weight` `[in, out]` and `PREFIX.N.bias` `[out]` of each layer; no bias where there is none. */
export function nameTensors(
  prefix: string,
  layers: Layers,
  tensors: readonly LayerTensors[],
): [string, Tensor][] {
  return tensors.flatMap(({ weights, biases }, index) => {
    const { units } = layers[index]!
    const named: [string, Tensor][] = [
      [`${prefix}.${index}.weight`, { shape: [weights.length / units, units], values: weights }],
    ]
    if (biases.length > 0) named.push([`${prefix}.${index}.bias`, { shape: [units], values: biases }])
    return named
  })
}

/**
 * @param slots the optimizer's, in their order.
 * @throws LabFailure naming the tensor that is missing, of another shape, of another precision, or too many.
 */
export function decodeSessionTensors(
  bytes: Uint8Array,
  experiment: Experiment,
  slots: readonly string[],
): { initial: LayerTensors[]; current: LayerTensors[]; slots: { name: string; layers: LayerTensors[] }[] } {
  const { tensors } = decodeSafetensors(bytes)
  const taken = new Set<string>()
  const take = (name: string, expected: (number | null)[]): Floats => {
    taken.add(name)
    return takeTensor(tensors, name, expected, experiment.training.precision)
  }
  const takeLayers = (prefix: string) => takeLayersOf(prefix, experiment.network.layers, take)
  const decoded = {
    initial: takeLayers('initial'),
    current: takeLayers('current'),
    slots: slots.map((name) => ({ name, layers: takeLayers(`optimizer.${name}`) })),
  }
  for (const name of tensors.keys()) {
    if (!taken.has(name)) refuseFile(name, phrase('tensorsOfRun'), phrase('anotherTensor'))
  }
  return decoded
}

function takeLayersOf(
  prefix: string,
  layers: Layers,
  take: (name: string, expected: (number | null)[]) => Floats,
): LayerTensors[] {
  return layers.map(({ units, bias }, index) => {
    /** The inputs of the first layer are only known from the data. */
    const inputs = index === 0 ? null : layers[index - 1]!.units
    const weights = take(`${prefix}.${index}.weight`, [inputs, units])
    const biases = bias ? take(`${prefix}.${index}.bias`, [units]) : createEmpty(weights)
    return { weights, biases }
  })
}

const createEmpty = (like: Floats): Floats =>
  like instanceof Float64Array ? new Float64Array(0) : new Float32Array(0)

/** @param expected lengths, null where any will do. */
function takeTensor(
  tensors: ReadonlyMap<string, Tensor>,
  name: string,
  expected: readonly (number | null)[],
  precision: Experiment['training']['precision'],
): Floats {
  const tensor = tensors.get(name)
  const wanted = phrase('tensorShape', { shape: expected.map((length) => length ?? 'in').join(', ') })
  if (tensor === undefined) return refuseFile(name, wanted, phrase('nothing'))
  const { shape, values } = tensor
  const fits =
    shape.length === expected.length &&
    expected.every((length, index) => shape[index]! > 0 && (length === null || length === shape[index]))
  if (!fits) refuseFile(name, wanted, `[${shape.join(', ')}]`)
  const isDouble = values instanceof Float64Array
  if (isDouble !== (precision === 'float64')) {
    refuseFile(name, phrase('precision', { precision }), isDouble ? 'float64' : 'float32')
  }
  return values
}
