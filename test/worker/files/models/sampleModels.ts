/** Networks for the tests of models: no square layer, pairwise distinct numbers, hostile names. */
import type { Dataset, PreparedData, Scaler } from '../../../../src-worker/core/dataset'
import type { Engine } from '../../../../src-worker/core/engine'
import type { Floats } from '../../../../src-worker/core/floats'
import { shapeNetwork } from '../../../../src-worker/core/network'
import { ReferenceEngine } from '../../../../src-worker/core/referenceEngine'
import type { LayerTensors } from '../../../../src-worker/core/trainingState'
import type { Experiment } from '../../../../src-worker/spec/experiment'
import { Random } from '../../../../src-worker/core/random'
import { applyScaler } from '../../../../src-worker/data/scaling'
import type { SessionDocument } from '../../../../src-worker/files/sessionDocument'
import type { ActivationName, Precision } from '../../../../src-worker/spec/names'
import { parseExperiment } from '../../../../src-worker/spec/parseExperiment'
import { createSession } from '../sampleSession'

/** Each would end a text, a comment or a line, or begin something, in one of the languages. */
export const hostileNames = [
  'plain',
  'a"b',
  "it's",
  'back\\slash',
  'new\nline\r\n#define X',
  '*/ int x; /*',
  '"""\nimport os',
  '${process.exit(1)}`',
  '??/',
  'π ≠ 😀',
  '\u2028\u2029\u0085\u202e\ufeff',
  '\ud800 lone',
  'o = tanh(o @ W1 + b1)',
  ']\nconst W1 = [',
  '\0\x1b[31m',
  '123%s\\x41',
]

export interface ModelCase {
  hidden: ActivationName
  output: ActivationName
  rows: number
  scaled: boolean
  precision: Precision
  bias?: boolean
  training?: Record<string, unknown>
  names?: readonly string[]
}

const sizes = [3, 5, 2] as const

/** A 3-5-2 network with drawn weights and drawn rows, three updates on. */
export function createModelSource(of: ModelCase) {
  const random = Random.fromSeed(7, 'generation')
  const draw = (count: number, scale: number): Float64Array<ArrayBuffer> =>
    Float64Array.from({ length: count }, () => scale * random.nextNormal())
  const prepared = createPrepared(of, draw)
  const experiment = createExperiment(of, prepared.dataset)
  const engine = createEngine(experiment, prepared)
  const parameters = [1, 2].map((l) => ({
    weights: draw(sizes[l - 1]! * sizes[l]!, 0.7),
    biases: draw(of.bias === false && l === 2 ? 0 : sizes[l]!, 0.5),
  }))
  engine.restore({ ...engine.getState(), parameters }, null)
  engine.run(3, 0)
  const document = describeEngine(engine, experiment)
  return { document, prepared, engine, appVersion: '0.1.0', proof: null as string | null }
}

export const createEngine = (experiment: Experiment, { x, dataset, split }: PreparedData) =>
  new ReferenceEngine(
    shapeNetwork(dataset.inputs, experiment.network.layers),
    { x, y: dataset.y, training: split.training },
    experiment,
  )

/** The moment of an engine as a session holds it, in the run's precision. */
export function describeEngine(engine: Engine, experiment: Experiment): SessionDocument {
  const { precision } = experiment.training
  const { update, samples, parameters, optimizer, order } = engine.getState()
  const create = (values: Floats): Floats =>
    precision === 'float64' ? Float64Array.from(values) : Float32Array.from(values)
  const convert = (tensors: readonly LayerTensors[]): LayerTensors[] =>
    tensors.map(({ weights, biases }) => ({ weights: create(weights), biases: create(biases) }))
  return {
    ...createSession(precision),
    experiment,
    update,
    samples,
    current: convert(parameters),
    optimizer: {
      step: optimizer.step,
      slots: optimizer.slots.map(({ name, layers }) => ({ name, layers: convert(layers) })),
    },
    order,
  }
}

function createPrepared(
  { rows, scaled, names }: ModelCase,
  draw: (count: number, scale: number) => Float64Array<ArrayBuffer>,
): PreparedData {
  const x = draw(rows * sizes[0], 1)
  const dataset: Dataset = {
    rows,
    inputs: sizes[0],
    targets: sizes[2],
    x: scaled ? x.map((value, p) => 10 * value + 5 * (p % 3)) : x,
    y: draw(rows * sizes[2], 1).map((value) => (value > 0 ? 1 : 0)),
    inputNames: (names?.slice(0, 3) as string[]) ?? ['height', 'width', 'colour=red'],
    targetNames: (names?.slice(3, 5) as string[]) ?? ['no', 'yes'],
    task: 'classification',
    classes: (names?.slice(5, 7) as string[]) ?? ['no', 'yes'],
    sourceRows: null,
    rowsRead: rows,
    dropped: [],
  }
  const scaler: Scaler | null = scaled
    ? { kind: 'standardize', offset: [0.1, 5.3, 9.9], divisor: [9.7, 10.3, 11.1] }
    : null
  const training = Uint32Array.from({ length: Math.max(1, rows - 1) }, (_, row) => row)
  const validation = Uint32Array.from({ length: rows - training.length }, (_, n) => training.length + n)
  return {
    dataset,
    scaler,
    x: scaler === null ? dataset.x : applyScaler(scaler, dataset.x),
    split: { training, validation, test: new Uint32Array(0) },
  }
}

function createExperiment(
  { hidden, output, bias, precision, training, names }: ModelCase,
  { x, y, rows }: Dataset,
) {
  const list = (values: ArrayLike<number>, width: number): number[][] =>
    Array.from({ length: rows }, (_, r) => Array.from({ length: width }, (_, c) => values[r * width + c]!))
  const parsed = parseExperiment({
    name: names?.[7]?.replaceAll('\0', '') ?? 'Three of two',
    data: { source: { kind: 'inline', inputs: list(x, 3), targets: list(y, 2) } },
    network: {
      layers: [
        { units: sizes[1], activation: hidden },
        { units: sizes[2], activation: output, bias: bias ?? true },
      ],
    },
    training: { precision, ...training },
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}

/** Every activation once hidden, or at the output where it is softmax; 1 and 7 rows; scaled and not; both precisions. */
export function listModelCases(activations: readonly ActivationName[]): ModelCase[] {
  const precisions: Precision[] = ['float32', 'float64']
  return activations.flatMap((name, n) =>
    [1, 7].flatMap((rows) =>
      [false, true].flatMap((scaled) =>
        precisions.map((precision) => ({
          hidden: name === 'softmax' ? 'tanh' : name,
          output: name === 'softmax' ? 'softmax' : n % 2 === 0 ? 'sigmoid' : name,
          rows,
          scaled,
          precision,
          bias: rows === 7,
        })),
      ),
    ),
  )
}
