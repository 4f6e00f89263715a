/** What an edit of the experiment is called: the smallest part that tells it. Pure; the words are `files.fields`. */
import type { Experiment } from '../../../src-worker/spec/experiment'
import { isSame } from './isSame'

/** An edit that adapts other settings to what was asked for is called by the first of these. */
export const changeNames = [
  ...(['data', 'scaling', 'split'] as const),
  ...(['layers', 'units', 'layerBias', 'cost', 'activation', 'initialization'] as const),
  ...(['optimizer', 'learningRate', 'momentum', 'nesterov', 'rho', 'beta1', 'beta2', 'epsilon'] as const),
  ...(['weightDecay', 'schedule', 'batchSize', 'l1', 'l2', 'clipNorm', 'shuffle', 'seed'] as const),
  ...(['precision', 'stop', 'name'] as const),
] as const
export type ChangeName = (typeof changeNames)[number]

/** In the order of `changeNames`; empty where the two are the same, but for what no edit changes. */
export function nameChanges(before: Experiment, after: Experiment): ChangeName[] {
  const changed = new Set<ChangeName>([
    ...nameDataChanges(before.data, after.data),
    ...nameLayerChanges(before.network.layers, after.network.layers),
    ...nameTrainingChanges(before.training, after.training),
  ])
  if (!isSame(before.network.initialization, after.network.initialization)) changed.add('initialization')
  if (before.name !== after.name) changed.add('name')
  return changeNames.filter((name) => changed.has(name))
}

function nameDataChanges(before: Experiment['data'], after: Experiment['data']): ChangeName[] {
  return [
    ...(isSame(before.source, after.source) ? [] : (['data'] as const)),
    ...(before.scaling === after.scaling ? [] : (['scaling'] as const)),
    ...(isSame(before.split, after.split) ? [] : (['split'] as const)),
  ]
}

const layerParts = { units: 'units', activation: 'activation', bias: 'layerBias' } as const

type Layers = Experiment['network']['layers']

function nameLayerChanges(before: Layers, after: Layers): ChangeName[] {
  if (before.length !== after.length) return ['layers']
  const parts = Object.keys(layerParts) as (keyof typeof layerParts)[]
  return parts
    .filter((part) => before.some((layer, k) => layer[part] !== after[k]![part]))
    .map((part) => layerParts[part])
}

type Training = Experiment['training']
type Optimizer = Training['optimizer']

function nameTrainingChanges(before: Training, after: Training): ChangeName[] {
  const { optimizer: one, ...others } = before
  const { optimizer: other, ...othersAfter } = after
  const names = Object.keys({ ...others, ...othersAfter }) as (keyof typeof others)[]
  return [
    ...nameOptimizerChanges(one, other),
    ...names.filter((name) => !isSame(others[name], othersAfter[name])),
  ]
}

function nameOptimizerChanges(before: Optimizer, after: Optimizer): ChangeName[] {
  if (before.name !== after.name) return ['optimizer']
  const names = Object.keys(after) as Exclude<OptimizerField, 'name'>[]
  return names.filter(
    (name) => (before as Record<string, unknown>)[name] !== (after as Record<string, unknown>)[name],
  )
}

type OptimizerField = Optimizer extends infer One ? (One extends unknown ? keyof One : never) : never
