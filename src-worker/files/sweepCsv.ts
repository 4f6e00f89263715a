/** A sweep as a table: one line a run, in the order of its list. */
import { encodeText, type Bytes } from './bytes'
import { formatNumber } from './numberText'
import { findTarget } from '../sweep/sweepCurve'
import { measureNames, type Measures } from '../protocol/sweeps'
import type { SweepRow, SweepTable } from './sweepTable'

const bestColumns = measureNames.map((name) => `best${name[0]!.toUpperCase()}${name.slice(1)}`)

/**
 * A cell is empty where there is no number: a cost after a divergence, an accuracy without classes, a target that was
 * not reached. The column `seconds` is the last; all before it are the same whenever and wherever the runs were made.
 */
export function writeSweepCsv({ vary, rows, target }: SweepTable): Bytes {
  const header = [
    'name',
    ...vary.map(({ path }) => path),
    'seed',
    'state',
    'stop',
    'updates',
    'epochs',
    ...measureNames,
    ...bestColumns,
    ...(target === null ? [] : ['updatesToTarget', 'epochsToTarget']),
    'seconds',
  ]
  const lines = [header, ...rows.map((row) => listValues(row, target))]
  return encodeText(`${lines.map((line) => line.map(quote).join(',')).join('\n')}\n`)
}

function listValues({ run, result }: SweepRow, target: SweepTable['target']): string[] {
  const own = [
    run.experiment.name,
    ...run.settings.map(writeSetting),
    run.seed === null ? '' : String(run.seed),
  ]
  const reached = result === null || target === null ? null : findTarget(result, target)
  const toTarget =
    target === null ? [] : [formatCell(reached?.update ?? NaN), formatCell(reached?.epoch ?? NaN)]
  if (result === null)
    return [...own, 'missing', ...Array<string>(3 + 2 * measureNames.length).fill(''), ...toTarget, '']
  return [
    ...own,
    result.state,
    result.stopReason ?? '',
    formatCell(result.updates),
    formatCell(result.epochs),
    ...listMeasures(result.final),
    ...listMeasures(result.best),
    ...toTarget,
    formatCell(result.seconds),
  ]
}

/** The whole value: text as it is, anything else as JSON. */
const writeSetting = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
const listMeasures = (measures: Measures): string[] => measureNames.map((name) => formatCell(measures[name]))
const formatCell = (value: number): string => (Number.isNaN(value) ? '' : formatNumber(value))
/** RFC 4180. */
const quote = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
