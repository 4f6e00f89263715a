/**
 * The bounded record of a run, one row for `stride` updates: the arithmetic of core/updateHistory, number for
 * number, so that both engines leave the same rows. Columns of `mostRows` float64 each, one after the other.
 */
import { getLayer, getPlan } from './plan'

export const mostRows: i32 = 2048

const enum Column {
  update,
  epoch,
  samples,
  cost,
  costMinimum,
  costMaximum,
  penalty,
  learningRate,
  gradientNorm,
  seconds,
  layerNorms,
}

function getAt(column: i32, row: i32): usize {
  return getPlan().history + ((<usize>(column * mostRows + row)) << 3)
}

/** Adds what the plan says of the update just made. */
export function recordUpdate(): void {
  const plan = getPlan()
  if (isRowFull() && plan.historyRows == mostRows) merge()
  if (isRowFull()) begin()
  else extend()
}

function isRowFull(): bool {
  const plan = getPlan()
  return plan.historyRows <= 1 || plan.historyFilled == plan.historyStride
}

function begin(): void {
  const plan = getPlan()
  const row = plan.historyRows++
  plan.historyFilled = 1
  writeLast(row)
  store<f64>(getAt(Column.cost, row), plan.cost)
  store<f64>(getAt(Column.costMinimum, row), plan.cost)
  store<f64>(getAt(Column.costMaximum, row), plan.cost)
  store<f64>(getAt(Column.gradientNorm, row), plan.norm)
  for (let l = 0; l < plan.layers; l++) store<f64>(getAt(Column.layerNorms + l, row), getLayer(l).norm)
}

function extend(): void {
  const plan = getPlan()
  const row = plan.historyRows - 1
  plan.historyFilled += 1
  writeLast(row)
  addToMean(getAt(Column.cost, row), plan.cost)
  const lowest = getAt(Column.costMinimum, row)
  store<f64>(lowest, min(load<f64>(lowest), plan.cost))
  const highest = getAt(Column.costMaximum, row)
  store<f64>(highest, max(load<f64>(highest), plan.cost))
  addToMean(getAt(Column.gradientNorm, row), plan.norm)
  for (let l = 0; l < plan.layers; l++) addToMean(getAt(Column.layerNorms + l, row), getLayer(l).norm)
}

function addToMean(at: usize, value: f64): void {
  const mean = load<f64>(at)
  store<f64>(at, mean + (value - mean) / getPlan().historyFilled)
}

function writeLast(row: i32): void {
  const plan = getPlan()
  store<f64>(getAt(Column.update, row), plan.update)
  store<f64>(getAt(Column.epoch, row), plan.recordEpoch)
  store<f64>(getAt(Column.samples, row), plan.samples)
  store<f64>(getAt(Column.penalty, row), plan.penalty)
  store<f64>(getAt(Column.learningRate, row), plan.rate)
  store<f64>(getAt(Column.seconds, row), plan.seconds)
}

/** Row 0 stays; rows 1 and 2, 3 and 4, … become one. An odd one out at the end is half filled. */
function merge(): void {
  const plan = getPlan()
  const rows = plan.historyRows
  const pairs = rows >> 1
  for (let column = 0; column < Column.layerNorms + plan.layers; column++) {
    for (let pair = 0; pair < pairs; pair++) {
      const first = 1 + 2 * pair
      const second = min(first + 1, rows - 1)
      store<f64>(getAt(column, 1 + pair), join(column, getAt(column, first), getAt(column, second)))
    }
  }
  plan.historyFilled = rows & 1 ? 2 * plan.historyStride : plan.historyStride
  plan.historyStride *= 2
  plan.historyRows = 1 + pairs
}

function join(column: i32, first: usize, second: usize): f64 {
  const a = load<f64>(first)
  const b = load<f64>(second)
  switch (column) {
    case Column.costMinimum:
      return min(a, b)
    case Column.costMaximum:
      return max(a, b)
    case Column.update:
    case Column.epoch:
    case Column.samples:
    case Column.penalty:
    case Column.learningRate:
    case Column.seconds:
      return b
    default:
      return (a + b) / 2
  }
}
