/** What differs between the experiment of the run and the one being edited. Pure. */
import type { TrainingPatch } from '../../../src-worker/protocol/trainerApi'
import type { Experiment, TrainingSettings } from '../../../src-worker/spec/experiment'
import { isSame } from './isSame'

/** Fields that a run takes while it goes on. */
export const liveFields = [
  'batchSize',
  'optimizer',
  'schedule',
  'l1',
  'l2',
  'clipNorm',
  'stop',
] as const satisfies readonly (keyof TrainingPatch)[]
export type LiveField = (typeof liveFields)[number]

/** Fields that need a new start. */
export const stagedFields = [
  'data',
  'layers',
  'initialization',
  'cost',
  'shuffle',
  'seed',
  'precision',
] as const
export type StagedField = (typeof stagedFields)[number]

export type DraftField = LiveField | StagedField | 'name'

type StagedParts = Record<StagedField, unknown>

const stagedParts = ({ data, network, training }: Experiment): StagedParts => ({
  data,
  layers: network.layers,
  initialization: network.initialization,
  cost: training.cost,
  shuffle: training.shuffle,
  seed: training.seed,
  precision: training.precision,
})

/** The fields that differ, live ones first. */
export function diffDraft(base: Experiment, draft: Experiment): DraftField[] {
  if (base === draft) return []
  const [before, after] = [stagedParts(base), stagedParts(draft)]
  return [
    ...liveFields.filter((field) => !isSame(base.training[field], draft.training[field])),
    ...stagedFields.filter((field) => !isSame(before[field], after[field])),
    ...(base.name === draft.name ? [] : (['name'] as const)),
  ]
}

export const isStagedField = (field: DraftField): field is StagedField =>
  (stagedFields as readonly string[]).includes(field)

/** The part of the difference that the run takes at once. */
export function splitPatch(base: Experiment, draft: Experiment): TrainingPatch {
  const changed = liveFields.filter((field) => !isSame(base.training[field], draft.training[field]))
  return pickFields(draft.training, changed)
}

export const isEmptyPatch = (patch: TrainingPatch): boolean => Object.keys(patch).length === 0

const pickFields = (training: TrainingSettings, fields: readonly LiveField[]): TrainingPatch =>
  Object.fromEntries(fields.map((field) => [field, training[field]]))

/** The draft with the live fields of the run, for when the run refused a change. */
export const withLiveFieldsOf = (base: Experiment, draft: Experiment): Experiment => ({
  ...draft,
  training: { ...draft.training, ...pickFields(base.training, liveFields) },
})

/** The draft over a run that changed by itself (new weights, a rename): what was not edited follows the run. */
export function rebaseDraft(draft: Experiment, oldBase: Experiment, newBase: Experiment): Experiment {
  const edited = new Set(diffDraft(oldBase, draft))
  const own = <Part>(field: DraftField, edit: Part, base: Part): Part => (edited.has(field) ? edit : base)
  const training = { ...newBase.training }
  for (const field of edited) {
    if (field in training)
      Object.assign(training, { [field]: draft.training[field as keyof TrainingSettings] })
  }
  return {
    ...newBase,
    name: own('name', draft.name, newBase.name),
    data: own('data', draft.data, newBase.data),
    network: {
      layers: own('layers', draft.network.layers, newBase.network.layers),
      initialization: own('initialization', draft.network.initialization, newBase.network.initialization),
    },
    training,
  }
}
