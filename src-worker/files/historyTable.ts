/** The history as one table: a row of the history and an evaluation of the same update share a line. */
import type { SessionDocument } from './sessionDocument'

type History = SessionDocument['history']

export const historyColumns = [
  'update',
  'epoch',
  'samples',
  'cost',
  'penalty',
  'validationCost',
  'accuracy',
  'validationAccuracy',
  'learningRate',
  'gradientNorm',
] as const
export type HistoryColumn = (typeof historyColumns)[number]

/** Places in the history's rows and in its evaluations; null where an update has none. */
export interface HistoryLine {
  row: number | null
  at: number | null
}

/** One line an update of which there is something to say, ascending. */
export function listHistoryLines({ update, evaluation }: History): HistoryLine[] {
  const evaluated = evaluation.update
  const lines: HistoryLine[] = []
  for (let row = 0, at = 0; row < update.length || at < evaluated.length;) {
    const next = update[row] ?? Infinity
    const nextEvaluated = evaluated[at] ?? Infinity
    const hasRow = row < update.length && !(nextEvaluated < next)
    const hasEvaluation = at < evaluated.length && (!hasRow || nextEvaluated === next)
    lines.push({ row: hasRow ? row : null, at: hasEvaluation ? at : null })
    if (hasRow) row++
    if (hasEvaluation) at++
  }
  return lines
}

/** The value of a column on a line; null where there is none, which is not the same as NaN. */
export function readHistoryCell(
  history: History,
  column: HistoryColumn,
  { row, at }: HistoryLine,
): number | null {
  const { evaluation } = history
  switch (column) {
    case 'update':
    case 'epoch':
      return row === null ? (evaluation[column][at!] ?? null) : (history[column][row] ?? null)
    case 'validationCost':
    case 'accuracy':
    case 'validationAccuracy':
      return at === null ? null : (evaluation[column][at] ?? null)
    default:
      return row === null ? null : (history[column][row] ?? null)
  }
}
