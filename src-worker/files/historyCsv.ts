/** The history as a table of text. */
import { encodeText, type Bytes } from './bytes'
import { historyColumns, listHistoryLines, readHistoryCell } from './historyTable'
import { formatNumber } from './numberText'
import type { SessionDocument } from './sessionDocument'

export const historyCsvHeader = historyColumns.join(',')

/**
 * One line an update of which there is something to say, ascending. A cell is empty where there is no value;
 * only a cost that ran off is written as what it became, NaN or Infinity.
 */
export function writeHistoryCsv({ history, state }: Pick<SessionDocument, 'history' | 'state'>): Bytes {
  const lines = listHistoryLines(history).map((line) =>
    historyColumns
      .map((name) => {
        const value = readHistoryCell(history, name, line)
        const keepsNaN = name === 'cost' && state === 'diverged'
        return value === null || (Number.isNaN(value) && !keepsNaN) ? '' : formatNumber(value)
      })
      .join(','),
  )
  return encodeText(`${[historyCsvHeader, ...lines].join('\n')}\n`)
}
