/** Files of weights written by hand, as other programs write them, and networks on XOR to read them for. */
import type { Orientation, WeightsReport } from '../../../src-worker/protocol/weights'
import type { TrainerService } from '../../../src-worker/session/trainerService'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { writeNpyFile, writeNpzFile } from '../data/npyBytes'
import { createService, take } from './services'

type Numbers = readonly number[] | readonly (readonly number[])[]
export type Tensors = Record<string, Numbers>

const shapeOf = (numbers: Numbers): number[] =>
  Array.isArray(numbers[0]) ? [numbers.length, (numbers[0] as number[]).length] : [numbers.length]
const flatten = (numbers: Numbers): number[] => (numbers as number[][]).flat()

/** Layout by the format's page: eight bytes of length, JSON, then the numbers of each tensor, float64. */
export function writeSafetensorsByHand(tensors: Tensors, metadata?: object): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = metadata === undefined ? {} : { __metadata__: metadata }
  const all: number[] = []
  for (const [name, numbers] of Object.entries(tensors)) {
    const values = flatten(numbers)
    const from = 8 * all.length
    all.push(...values)
    header[name] = { dtype: 'F64', shape: shapeOf(numbers), data_offsets: [from, 8 * all.length] }
  }
  return joinSafetensors(header, new Uint8Array(Float64Array.from(all).buffer))
}

export function joinSafetensors(header: object, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(JSON.stringify(header))
  const bytes = new Uint8Array(8 + text.length + content.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true)
  bytes.set(text, 8)
  bytes.set(content, 8 + text.length)
  return bytes
}

/** As `numpy.savez_compressed`. */
export const writeNpzByHand = (tensors: Tensors): Uint8Array<ArrayBuffer> =>
  writeNpzFile(
    Object.fromEntries(
      Object.entries(tensors).map(([name, numbers]) => [
        name,
        writeNpyFile('<f8', shapeOf(numbers), Float64Array.from(flatten(numbers))),
      ]),
    ),
    6,
  )

export const writeJsonByHand = (value: unknown): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(value))

type LayerInput = ExperimentInput['network']['layers'][number]

/** XOR, two inputs, through these layers. */
export const withLayers = (layers: LayerInput[]): ExperimentInput => ({
  ...exampleExperiment,
  network: { layers, initialization: { kind: 'heNormal', seed: 5 } },
})
export const layersOf = (units: number[], bias = true): LayerInput[] =>
  units.map((count) => ({ units: count, bias }))

export const twoTargets: ExperimentInput['data'] = {
  source: { kind: 'inline', inputs: [[0, 1]], targets: [[1, 0]] },
}

export async function open(experiment: ExperimentInput): Promise<{ service: TrainerService; runId: number }> {
  const service = createService()
  return { service, runId: take(await service.open(experiment, [])).runId }
}

export async function read(
  units: number[],
  bytes: Uint8Array<ArrayBuffer>,
  asked: Orientation | null = null,
  bias = true,
): Promise<WeightsReport> {
  const { service, runId } = await open(withLayers(layersOf(units, bias)))
  return take(await service.readWeights(runId, bytes, 'w.file', asked))
}

/** 2-3-1, matrices `[in, out]`. */
export const W1 = [
  [1, 2, 3],
  [4, 5, 6],
]
export const b1 = [7, 8, 9]
export const W2 = [[10], [11], [12]]
export const b2 = [13]
export const W1T = [
  [1, 4],
  [2, 5],
  [3, 6],
]
export const W2T = [[10, 11, 12]]
export const seeds = { weights: [W1, W2], biases: [b1, b2] }
/** Two square layers behind it: 2-3-3-1. */
export const S = [
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
]
export const ST = [
  [1, 4, 7],
  [2, 5, 8],
  [3, 6, 9],
]

export const torch: Tensors = { '0.weight': W1T, '0.bias': b1, '2.weight': W2T, '2.bias': b2 }
export const ways = (report: WeightsReport) =>
  report.layers.map(({ orientation, knownFrom }) => `${orientation} ${knownFrom}`)
