/** model-pytorch.zip: the network, a script that goes on with the run, and all it needs. */
import type { PreparedData } from '../../core/dataset'
import type { LayerTensors } from '../../core/trainingState'
import { decodeText, encodeText, type Bytes } from '../bytes'
import { refuseFile } from '../fileFault'
import { decodeLayers, layerArrayNames, nameLayers, toLayerArrays } from '../networkWeights'
import type { NpyArray } from '../npy'
import { column, decodeNpz, writeNpz } from '../npz'
import type { SessionDocument } from '../sessionDocument'
import { decodeZip } from '../zipReader'
import { writeZip } from '../zipWriter'
import type { Model, ModelParts } from './model'
import { torchBatches } from './torchBatches'
import { readTorchLayers, writeTorchModel } from './torchModel'
import { torchTrain } from './torchTrain'
import { torchUpdates } from './torchUpdates'

const entries = [
  'model.py',
  'train.py',
  'batches.py',
  'updates.py',
  'run.json',
  'weights.npz',
  'optimizer.npz',
  'order.npz',
  'data.npz',
] as const
type EntryName = (typeof entries)[number]

/** @throws LabFailure `unsupported` when the data is larger than an archive may be. */
export function writeTorchArchive(model: Model, document: SessionDocument, prepared: PreparedData): Bytes {
  const contents: Record<EntryName, Bytes> = {
    'model.py': encodeText(writeTorchModel(model)),
    'train.py': encodeText(torchTrain),
    'batches.py': encodeText(torchBatches),
    'updates.py': encodeText(torchUpdates),
    'run.json': encodeText(`${JSON.stringify(describeRun(model, document), null, 1)}\n`),
    'weights.npz': writeNpz(nameLayers(model.layers)),
    'optimizer.npz': writeNpz(nameSlots(model, document)),
    'order.npz': writeNpz(new Map([['permutation', column(document.order.permutation)]])),
    'data.npz': writeNpz(nameData(prepared)),
  }
  return writeZip(entries.map((name) => ({ name, bytes: contents[name], compress: name !== 'weights.npz' })))
}

/** What the scripts read beside the arrays. Names are data here, never text of a program. */
function describeRun(model: Model, { experiment, update, samples, optimizer, order }: SessionDocument) {
  const { epoch, cursor, batch, random } = order
  return {
    name: model.name,
    appVersion: model.appVersion,
    update,
    samples,
    step: optimizer.step,
    order: { epoch, cursor, batch, random },
    training: experiment.training,
    scaler: model.scaler,
    inputs: model.inputNames,
    outputs: model.outputNames,
    classes: model.classes,
    filled: model.filled,
  }
}

/** `mean.layers.0.weight` `[in, out]`, … */
function nameSlots({ layers }: Model, { optimizer }: SessionDocument): Map<string, NpyArray> {
  const units = layers.map((layer) => layer.units)
  const nameSlot = (name: string, tensors: readonly LayerTensors[]): [string, NpyArray][] =>
    Array.from(nameLayers(toLayerArrays(tensors, units)), ([array, values]) => [`${name}.${array}`, values])
  return new Map(optimizer.slots.flatMap((slot) => nameSlot(slot.name, slot.layers)))
}

/** Rows as they were given; the scaler is applied by the script. */
const nameData = ({ dataset, split }: PreparedData): Map<string, NpyArray> =>
  new Map<string, NpyArray>([
    ['x', { shape: [dataset.rows, dataset.inputs], values: dataset.x }],
    ['y', { shape: [dataset.rows, dataset.targets], values: dataset.y }],
    ['training', column(split.training)],
    ['validation', column(split.validation)],
    ['test', column(split.test)],
  ])

/** The network that an archive holds. @throws LabFailure `invalidFile` naming what is missing or does not fit. */
export function readTorchArchive(bytes: Uint8Array): ModelParts {
  const files = decodeZip(bytes, new Set(entries))
  const take = (name: EntryName): Uint8Array => files.get(name) ?? refuseFile(name, 'a file', 'nothing')
  const text = (name: EntryName): string => decodeText(take(name)) ?? refuseFile(name, 'UTF-8', 'other bytes')
  const arrays = decodeLayers(decodeNpz(take('weights.npz'), layerArrayNames))
  const module = readTorchLayers(text('model.py'))
  const layers = arrays.map((layer, l) => {
    const { inputs, units, bias, activation } =
      module[l] ?? refuseFile('model.py', `layer ${l + 1}`, 'nothing')
    if (inputs !== layer.inputs || units !== layer.units || bias !== (layer.biases !== null)) {
      refuseFile('model.py', `a layer of ${layer.inputs} × ${layer.units}`, `${inputs} × ${units}`)
    }
    return { ...layer, activation }
  })
  const { scaler } = JSON.parse(text('run.json')) as Pick<ModelParts, 'scaler'>
  return { layers, scaler }
}
