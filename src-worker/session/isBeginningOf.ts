import type { LayerTensors } from '../core/trainingState'
import type { SessionDocument } from '../files/sessionDocument'
import { isSameJson } from '../spec/isSameJson'

/**
 * Whether one run is the first part of another, or all of it: the same data, network and start weights, and the same
 * settings and weights set by hand up to where it ends, those set there included. A run depends on nothing else, so that
 * every number of the one is in the other.
 */
export function isBeginningOf(one: SessionDocument, other: SessionDocument): boolean {
  if (one.update > other.update || one.bookmarks.length > 0) return false
  const own = listSteps(one)
  const hasLast = own.at(-1)?.update === one.update
  /** Settings that come into force where it ends are no matter of its; weights set there are its last ones. */
  const counts = ({ update, edits }: Step): boolean =>
    update < one.update || (update === one.update && (hasLast || edits.length > 0))
  return (
    one.dataset === other.dataset &&
    isSameJson(one.experiment.network.layers, other.experiment.network.layers) &&
    isSameJson(own, listSteps(other).filter(counts)) &&
    haveSameWeights(one.initial, other.initial) &&
    // Last, for typed data may be long.
    isSameJson(one.experiment.data, other.experiment.data)
  )
}

interface Step {
  update: number
  /** In force from there on, without the rules to stop by, which change no number. */
  training: Omit<SessionDocument['experiment']['training'], 'stop'>
  /** Weights and biases set there, in their order; those of the start are in the start weights. */
  edits: unknown[]
}

/** What a run was made with, update by update: one step for all that was changed between two updates. */
function listSteps({ changes }: SessionDocument): Step[] {
  const steps: Step[] = []
  for (const { update, training: whole, parameter } of changes) {
    const { stop: _stop, ...training } = whole
    const edits = parameter === undefined || update === 0 ? [] : [parameter]
    const last = steps.at(-1)
    if (last?.update === update) Object.assign(last, { training, edits: [...last.edits, ...edits] })
    else steps.push({ update, training, edits })
  }
  return steps.filter(
    ({ training, edits }, k) => k === 0 || edits.length > 0 || !isSameJson(training, steps[k - 1]!.training),
  )
}

const haveSameWeights = (one: readonly LayerTensors[], other: readonly LayerTensors[]): boolean =>
  one.every(
    ({ weights, biases }, l) =>
      haveSameNumbers(weights, other[l]!.weights) && haveSameNumbers(biases, other[l]!.biases),
  )

const haveSameNumbers = (one: ArrayLike<number>, other: ArrayLike<number>): boolean => {
  for (let k = 0; k < one.length; k++) if (!Object.is(one[k], other[k])) return false
  return one.length === other.length
}
