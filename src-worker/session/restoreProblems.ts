import { createSlots } from '../core/optimizers'
import type { SessionDocument } from '../files/sessionDocument'
import type { Problem } from '../spec/problem'
import { mostRows } from '../core/updateHistory'
import { mostEvaluations } from './evaluationHistory'
import { findEditProblems } from './setParameter'
import type { RunParts } from './prepareRun'

/** What a session file that is sound in itself can still get wrong for the run it is meant to go on with. */
export function findRestoreProblems({ prepared, shape }: RunParts, document: SessionDocument): Problem[] {
  const { order, history, optimizer, experiment } = document
  const problems: Problem[] = []
  const expect = (fits: boolean, path: string, expected: string, actual: string | number): void => {
    if (!fits) problems.push({ path, expected, actual: String(actual) })
  }
  const training = prepared.split.training.length
  const rows = order.permutation.length
  expect(rows === training, 'order.npz', `the order of ${training} training rows`, rows)
  expect(order.cursor < training, 'random.json: cursor', `a place before row ${training}`, order.cursor)
  expect(history.update.length <= mostRows, 'history.npz', `at most ${mostRows} rows`, history.update.length)
  const evaluations = history.evaluation.update.length
  expect(evaluations <= mostEvaluations, 'history.npz', `at most ${mostEvaluations} evaluations`, evaluations)
  const norms = history.layerGradientNorms.length
  expect(
    norms === shape.layers.length,
    'history.npz',
    `gradient norms of ${shape.layers.length} layers`,
    norms,
  )
  const needed = [...createSlots(experiment.training.optimizer, 0).keys()].sort().join(', ')
  const given = optimizer.slots
    .map(({ name }) => name)
    .sort()
    .join(', ')
  expect(
    needed === given,
    'weights.safetensors',
    `the slots of ${experiment.training.optimizer.name}: ${needed || 'none'}`,
    given || 'none',
  )
  for (const [k, { parameter }] of document.changes.entries()) {
    const faults = parameter === undefined ? [] : findEditProblems(shape, parameter)
    for (const { path, ...fault } of faults)
      problems.push({ path: `timeline.json: changes[${k}].parameter.${path}`, ...fault })
  }
  return problems
}
