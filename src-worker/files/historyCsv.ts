/** The history as a table: a row of the history and an evaluation of the same update share a line. */
import { encodeText, type Bytes } from './bytes'
import { formatNumber } from './numberText'
import type { SessionDocument } from './sessionDocument'

export const historyCsvHeader =
  'update,epoch,samples,cost,penalty,validationCost,accuracy,validationAccuracy,learningRate,gradientNorm'

/**
 * One line an update of which there is something to say, ascending. A cell is empty where there is no value;
 * only a cost that ran off is written as what it became, NaN or Infinity.
 */
export function writeHistoryCsv({ history, state }: Pick<SessionDocument, 'history' | 'state'>): Bytes {
  const { update } = history
  const evaluated = history.evaluation.update
  const lines = [historyCsvHeader]
  for (let row = 0, at = 0; row < update.length || at < evaluated.length;) {
    const next = update[row] ?? Infinity
    const nextEvaluated = evaluated[at] ?? Infinity
    const hasRow = row < update.length && !(nextEvaluated < next)
    const hasEvaluation = at < evaluated.length && (!hasRow || nextEvaluated === next)
    lines.push(formatLine(history, hasRow ? row : null, hasEvaluation ? at : null, state === 'diverged'))
    if (hasRow) row++
    if (hasEvaluation) at++
  }
  return encodeText(`${lines.join('\n')}\n`)
}

/** @param row of the history, @param at of the evaluations; null where this update has none. */
function formatLine(
  history: SessionDocument['history'],
  row: number | null,
  at: number | null,
  diverged: boolean,
): string {
  const { evaluation } = history
  const cell = (column: Float64Array, index: number | null, keepsNaN = false): string => {
    const value = index === null ? undefined : column[index]
    return value === undefined || (Number.isNaN(value) && !keepsNaN) ? '' : formatNumber(value)
  }
  return [
    row === null ? cell(evaluation.update, at) : cell(history.update, row),
    row === null ? cell(evaluation.epoch, at) : cell(history.epoch, row),
    cell(history.samples, row),
    cell(history.cost, row, diverged),
    cell(history.penalty, row),
    cell(evaluation.validationCost, at),
    cell(evaluation.accuracy, at),
    cell(evaluation.validationAccuracy, at),
    cell(history.learningRate, row),
    cell(history.gradientNorm, row),
  ].join(',')
}
