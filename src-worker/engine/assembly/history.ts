/**
 * The bounded record of a run, one row for `stride` updates: the arithmetic of core/updateHistory, number for
 * number, so that both engines leave the same rows. Columns of `mostRows` float64 each, one after the other.
 */
import { getLayer, getPlan } from './plan'

export const mostRows: i32 = 2048

const columnBytes: usize = 8 * 2048

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
  const row = getAt(0, plan.historyRows++)
  plan.historyFilled = 1
  writeLast(row)
  store<f64>(row, plan.cost, Column.cost * columnBytes)
  store<f64>(row, plan.cost, Column.costMinimum * columnBytes)
  store<f64>(row, plan.cost, Column.costMaximum * columnBytes)
  store<f64>(row, plan.norm, Column.gradientNorm * columnBytes)
  for (let l = 0; l < plan.layers; l++) store<f64>(getNormAt(row, l), getLayer(l).norm)
}

function extend(): void {
  const plan = getPlan()
  const row = getAt(0, plan.historyRows - 1)
  const filled = plan.historyFilled + 1
  const cost = plan.cost
  plan.historyFilled = filled
  writeLast(row)
  const lowest = load<f64>(row, Column.costMinimum * columnBytes)
  const highest = load<f64>(row, Column.costMaximum * columnBytes)
  store<f64>(row, min(lowest, cost), Column.costMinimum * columnBytes)
  store<f64>(row, max(highest, cost), Column.costMaximum * columnBytes)
  addToMean(row + Column.cost * columnBytes, cost, filled)
  addToMean(row + Column.gradientNorm * columnBytes, plan.norm, filled)
  for (let l = 0; l < plan.layers; l++) addToMean(getNormAt(row, l), getLayer(l).norm, filled)
}

function getNormAt(row: usize, l: i32): usize {
  return row + <usize>(Column.layerNorms + l) * columnBytes
}

function addToMean(at: usize, value: f64, filled: f64): void {
  const mean = load<f64>(at)
  store<f64>(at, mean + (value - mean) / filled)
}

function writeLast(row: usize): void {
  const plan = getPlan()
  store<f64>(row, plan.update, Column.update * columnBytes)
  store<f64>(row, plan.recordEpoch, Column.epoch * columnBytes)
  store<f64>(row, plan.samples, Column.samples * columnBytes)
  store<f64>(row, plan.penalty, Column.penalty * columnBytes)
  store<f64>(row, plan.rate, Column.learningRate * columnBytes)
  store<f64>(row, plan.seconds, Column.seconds * columnBytes)
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
