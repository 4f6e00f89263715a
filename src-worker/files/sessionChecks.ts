/** What spans several entries of a session: shapes, data, order and history must be those of one run. */
import type { Dataset } from '../core/dataset'
import type { Problem } from '../spec/problem'
import { phrase } from '../spec/phrases'
import type { SessionDocument } from './sessionDocument'
import { slotNames } from './sessionSchemas'
import { checkFinite, checkTensors } from './sessionTensorChecks'
import { createProblem, sayNames } from './fileFault'
import { checkTimeline } from './sessionTimeline'

/** @returns every contradiction, at the entry that has it; both the writer and the reader ask. */
export function findSessionFaults(document: SessionDocument): Problem[] {
  return [
    ...checkSource(document),
    ...checkDivergence(document),
    ...checkSlots(document),
    ...checkTensors(document),
    ...checkFinite(document),
    ...(document.dataset === null ? [] : checkDataset(document.dataset)),
    ...checkOrder(document),
    ...checkHistory(document),
    ...checkTimeline(document),
  ]
}

function checkSource({ experiment, dataset }: SessionDocument): Problem[] {
  const { kind } = experiment.data.source
  if (dataset !== null || kind === 'inline' || kind === 'generator') return []
  return [createProblem('run.json: dataset', phrase('dataOfSource', { kind }), phrase('none'))]
}

function checkDivergence({ state, divergence, update }: SessionDocument): Problem[] {
  if (divergence === null) return []
  const fits = state === 'diverged' && divergence.update === update + 1
  return fits
    ? []
    : [
        createProblem(
          'run.json: divergence',
          phrase('divergedAt', { update: update + 1 }),
          phrase('stateAt', { state, update: divergence.update }),
        ),
      ]
}

/** The file knows three slots, each once. */
function checkSlots({ optimizer }: SessionDocument): Problem[] {
  const names = optimizer.slots.map(({ name }) => name)
  const known = names.every((name) => slotNames.some((slot) => slot === name))
  if (known && new Set(names).size === names.length) return []
  return [createProblem('run.json: optimizer.slots', phrase('someOf', { names: slotNames }), sayNames(names))]
}

function checkDataset(dataset: Dataset): Problem[] {
  const { rows, inputs, targets, classes, sourceRows } = dataset
  const lengths: [string, number, number][] = [
    ['data.npz: x', rows * inputs, dataset.x.length],
    ['data.npz: y', rows * targets, dataset.y.length],
    ['data.npz: sourceRows', rows, sourceRows?.length ?? rows],
    ['run.json: dataset.inputNames', inputs, dataset.inputNames.length],
    ['run.json: dataset.targetNames', targets, dataset.targetNames.length],
  ]
  const problems = lengths
    .filter(([, expected, actual]) => expected !== actual)
    .map(([path, expected, actual]) => createProblem(path, phrase('values', { count: expected }), actual))
  const fits = classes === null || classes.length === targets || (targets === 1 && classes.length === 2)
  if (!fits)
    problems.push(createProblem('run.json: dataset.classes', phrase('classPerTarget'), classes.length))
  for (const name of ['x', 'y'] as const) {
    const wrong = dataset[name].findIndex((value) => !Number.isFinite(value))
    if (wrong >= 0)
      problems.push(createProblem(`data.npz: ${name}[${wrong}]`, phrase('finite'), dataset[name][wrong]))
  }
  return problems
}

function checkOrder({ order, dataset, experiment }: SessionDocument): Problem[] {
  const { permutation, cursor } = order
  const { source } = experiment.data
  const rows = dataset?.rows ?? (source.kind === 'inline' ? source.inputs.length : Infinity)
  const problems: Problem[] = []
  if (cursor > permutation.length) {
    problems.push(
      createProblem('random.json: cursor', phrase('atMostCount', { most: permutation.length }), cursor),
    )
  }
  if (permutation.length > rows) {
    problems.push(
      createProblem('order.npz: permutation', phrase('rowsTo', { most: rows }), permutation.length),
    )
  }
  const seen = new Uint8Array(permutation.length)
  for (const row of permutation) if (row < seen.length) seen[row] = 1
  const missing = seen.indexOf(0)
  if (missing >= 0) {
    problems.push(
      createProblem('order.npz: permutation', phrase('trainingRowOnce'), phrase('noRow', { row: missing })),
    )
  }
  return problems
}

function checkHistory({ history, experiment }: SessionDocument): Problem[] {
  const { stride: _stride, layerGradientNorms, evaluation, ...columns } = history
  const rows = history.update.length
  const named = [...Object.entries(columns), ...layerGradientNorms.entries()]
  const problems = named
    .filter(([, values]) => values.length !== rows)
    .map(([name, values]) =>
      createProblem(`history.npz: ${name}`, phrase('countRows', { count: rows }), values.length),
    )
  for (const [name, values] of Object.entries(evaluation)) {
    if (values.length === evaluation.update.length) continue
    problems.push(
      createProblem(
        `history.npz: evaluation.${name}`,
        phrase('countRows', { count: evaluation.update.length }),
        values.length,
      ),
    )
  }
  const layers = experiment.network.layers.length
  if (layerGradientNorms.length !== 0 && layerGradientNorms.length !== layers) {
    problems.push(
      createProblem('history.npz', phrase('normsOfLayers', { count: layers }), layerGradientNorms.length),
    )
  }
  return problems
}
