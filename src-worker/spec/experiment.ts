/**
 * The experiment: everything that decides a run, as plain data with its schema, limits and defaults.
 * The renderer edits one, the worker runs one, a session holds one, the command line takes one as a file.
 * Imports valibot only.
 */
import * as v from 'valibot'
import { classroomSchema } from './classroom'
import { limits } from './limits'
import { sourceSchema } from './dataSource'
import {
  finite,
  positive,
  notNegative,
  share,
  fraction,
  positiveCount,
  seed,
  flag,
  text,
  oneOf,
  say,
} from './fields'
import { activationNames, costNames, precisions, scalingKinds } from './names'

export const experimentFormat = 'chainrule-experiment'
export const experimentVersion = 1

const layerSchema = v.strictObject(
  {
    units: positiveCount('units', limits.unitsPerLayer),
    activation: v.optional(oneOf(activationNames), 'sigmoid'),
    bias: flag(true),
  },
  say('layer'),
)

const initializationSchema = v.variant(
  'kind',
  [
    ...(['xavierUniform', 'xavierNormal', 'heUniform', 'heNormal', 'lecunNormal'] as const).map((kind) =>
      v.strictObject({ kind: v.literal(kind), seed, bias: v.optional(finite, 0) }, 'an initialization'),
    ),
    v.strictObject(
      {
        kind: v.literal('uniform'),
        minimum: v.optional(finite, -1),
        maximum: v.optional(finite, 1),
        seed,
        bias: v.optional(finite, 0),
      },
      'an initialization',
    ),
    v.strictObject(
      {
        kind: v.literal('normal'),
        mean: v.optional(finite, 0),
        standardDeviation: v.optional(notNegative, 1),
        seed,
        bias: v.optional(finite, 0),
      },
      'an initialization',
    ),
    v.strictObject(
      { kind: v.literal('constant'), value: v.optional(finite, 0), bias: v.optional(finite, 0) },
      'an initialization',
    ),
    v.strictObject(
      {
        kind: v.literal('explicit'),
        /** One matrix a layer, `[in][out]`. */
        weights: v.array(v.array(v.array(finite, 'a row of numbers'), 'a matrix'), say('matrixPerLayer')),
        /** One row a layer; null where the layer has no bias. */
        biases: v.array(v.nullable(v.array(finite, 'a row of numbers')), say('biasesPerLayer')),
      },
      'explicit weights',
    ),
  ],
  say('oneOf', {
    names:
      'xavierUniform, xavierNormal, heUniform, heNormal, lecunNormal, uniform, normal, constant, explicit',
  }),
)

const learningRate = v.optional(positive, 0.5)
const adamFields = {
  learningRate: v.optional(positive, 0.01),
  beta1: v.optional(fraction, 0.9),
  beta2: v.optional(fraction, 0.999),
  epsilon: v.optional(positive, 1e-8),
}
export const optimizerSchema = v.variant(
  'name',
  [
    v.strictObject(
      { name: v.literal('sgd'), learningRate, momentum: v.optional(fraction, 0), nesterov: flag(false) },
      'an optimizer',
    ),
    v.strictObject(
      {
        name: v.literal('rmsprop'),
        learningRate: v.optional(positive, 0.01),
        rho: v.optional(fraction, 0.99),
        epsilon: v.optional(positive, 1e-8),
      },
      'an optimizer',
    ),
    v.strictObject({ name: v.literal('adam'), ...adamFields }, 'an optimizer'),
    v.strictObject(
      { name: v.literal('adamw'), ...adamFields, weightDecay: v.optional(notNegative, 0.01) },
      'an optimizer',
    ),
  ],
  say('oneOf', { names: 'sgd, rmsprop, adam, adamw' }),
)

export const scheduleSchema = v.variant(
  'kind',
  [
    v.strictObject({ kind: v.literal('constant') }, 'a schedule'),
    /** Every `epochs` epochs the rate is multiplied by `factor`. */
    v.strictObject(
      {
        kind: v.literal('step'),
        epochs: v.optional(positiveCount('epochs'), 100),
        factor: v.optional(positive, 0.5),
      },
      'a schedule',
    ),
    /** Every epoch the rate is multiplied by `factor`. */
    v.strictObject({ kind: v.literal('exponential'), factor: v.optional(positive, 0.99) }, 'a schedule'),
    /** Half a cosine from the rate to `minimum` over `epochs` epochs, then `minimum`. */
    v.strictObject(
      {
        kind: v.literal('cosine'),
        epochs: v.optional(positiveCount('epochs'), 100),
        minimum: v.optional(notNegative, 0),
      },
      'a schedule',
    ),
    /** Rises in a straight line over `updates` updates, then stays. */
    v.strictObject(
      { kind: v.literal('warmUp'), updates: v.optional(positiveCount('updates'), 100) },
      'a schedule',
    ),
  ],
  say('oneOf', { names: 'constant, step, exponential, cosine, warmUp' }),
)

const batchSizeExpected = say('batchSize')
const batchCount = v.pipe(
  v.number(batchSizeExpected),
  v.integer(batchSizeExpected),
  v.minValue(1, batchSizeExpected),
  v.maxValue(limits.rows, batchSizeExpected),
)
export const stopSchema = v.strictObject(
  {
    updates: v.optional(positiveCount('updates')),
    epochs: v.optional(positiveCount('epochs')),
    /** Stops when the cost over the validation rows (training rows when there are none), taken at the end of an epoch, falls below this. */
    cost: v.optional(positive),
    /** Stops when that cost has not improved for this many epochs. */
    patience: v.optional(positiveCount('epochs')),
    seconds: v.optional(positive),
  },
  'stop rules',
)

export const trainingSchema = v.strictObject(
  {
    cost: v.optional(oneOf(costNames), 'halfMeanSquaredError'),
    optimizer: v.optional(optimizerSchema, { name: 'sgd' }),
    schedule: v.optional(scheduleSchema, { kind: 'constant' }),
    batchSize: v.optional(v.union([v.literal('full'), batchCount], batchSizeExpected), 4),
    shuffle: flag(true),
    seed,
    l1: v.optional(notNegative, 0),
    l2: v.optional(notNegative, 0),
    clipNorm: v.optional(v.nullable(positive), null),
    precision: v.optional(oneOf(precisions), 'float32'),
    stop: v.optional(stopSchema, { updates: 1000 }),
  },
  'the training settings',
)

export const experimentSchema = v.strictObject(
  {
    format: v.optional(v.literal(experimentFormat, `"${experimentFormat}"`), experimentFormat),
    version: v.optional(v.literal(experimentVersion, `version ${experimentVersion}`), experimentVersion),
    name: v.optional(text, 'Experiment'),
    data: v.strictObject(
      {
        source: sourceSchema,
        scaling: v.optional(oneOf(scalingKinds), 'none'),
        split: v.optional(
          v.strictObject(
            {
              validation: v.optional(share, 0),
              test: v.optional(share, 0),
              seed,
              /** Whether each class has its share of every part; true when absent. */
              stratified: v.optional(v.boolean(say('flag'))),
              /** A column whose words say the part of each row; the shares then say nothing. */
              column: v.optional(text),
            },
            'the shares held out',
          ),
          {},
        ),
      },
      'the data',
    ),
    network: v.strictObject(
      {
        layers: v.pipe(
          v.array(layerSchema, 'a list of layers'),
          v.minLength(1, say('someLayer')),
          v.maxLength(limits.layers, say('layersTo', { most: limits.layers })),
        ),
        initialization: v.optional(initializationSchema, { kind: 'xavierUniform' }),
      },
      'the network',
    ),
    training: v.optional(trainingSchema, {}),
    /** Decides nothing of the run. */
    classroom: v.optional(classroomSchema),
  },
  say('experiment'),
)

export type Experiment = v.InferOutput<typeof experimentSchema>
/** An experiment as a person writes it: whatever has a default may be absent. */
export type ExperimentInput = v.InferInput<typeof experimentSchema>
export type DataSource = Experiment['data']['source']
export type SourceOf<Kind extends DataSource['kind']> = Extract<DataSource, { kind: Kind }>
export type TableSource = SourceOf<'file'> | SourceOf<'bundled'>
export type LayerSpec = Experiment['network']['layers'][number]
export type Initialization = Experiment['network']['initialization']
export type TrainingSettings = Experiment['training']
export type OptimizerSettings = TrainingSettings['optimizer']
export type ScheduleSettings = TrainingSettings['schedule']
export type StopRules = TrainingSettings['stop']
