import type { LayerTensors } from '../core/trainingState'
import type { SessionDocument } from '../files/sessionDocument'

/**
 * Whether one run is the first part of another, or all of it: the same data, network and start weights, and the same
 * settings up to where it ends. A run depends on nothing else, so that every number of the one is in the other.
 */
export function isBeginningOf(one: SessionDocument, other: SessionDocument): boolean {
  return (
    one.update <= other.update &&
    one.dataset === other.dataset &&
    isSame(one.experiment.data, other.experiment.data) &&
    isSame(one.experiment.network.layers, other.experiment.network.layers) &&
    isSame(listChanges(one, one.update), listChanges(other, one.update)) &&
    haveSameWeights(one.initial, other.initial) &&
    one.bookmarks.length === 0
  )
}

/** Settings that updates up to this one were made with; rules to stop by change no number. */
const listChanges = ({ changes }: SessionDocument, until: number) =>
  changes
    .filter(({ update }, k) => k === 0 || update < until)
    .map(({ update, training: { stop: _stop, ...training }, parameter }) => ({ update, training, parameter }))

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const haveSameWeights = (one: readonly LayerTensors[], other: readonly LayerTensors[]): boolean =>
  one.every(
    ({ weights, biases }, l) =>
      haveSameNumbers(weights, other[l]!.weights) && haveSameNumbers(biases, other[l]!.biases),
  )

const haveSameNumbers = (one: ArrayLike<number>, other: ArrayLike<number>): boolean => {
  for (let k = 0; k < one.length; k++) if (!Object.is(one[k], other[k])) return false
  return one.length === other.length
}
