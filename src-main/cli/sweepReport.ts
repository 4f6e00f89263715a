import { join } from 'node:path'
import { encodeText, type Bytes } from '../../src-worker/files/bytes'
import { writeSweepCsv } from '../../src-worker/files/sweepCsv'
import { findTarget, type Quartiles } from '../../src-worker/sweep/sweepCurve'
import { writeCurvesSvg } from '../../src-worker/files/sweepCurvesSvg'
import { writeHeatMapSvg } from '../../src-worker/files/sweepHeatMapSvg'
import { writeSearchSvg } from '../../src-worker/files/sweepSearchSvg'
import type { SweepCell, SweepTable } from '../../src-worker/files/sweepTable'
import { describeSettings } from '../../src-worker/spec/sweepNames'
import type { SweepFolder } from './sweepFolder'

/** More lines say less; sweep.csv has all. */
const mostLines = 20

/** Writes the table and the figures. @returns their paths */
export async function writeSweepFiles(folder: SweepFolder, table: SweepTable): Promise<string[]> {
  const files: [name: string, bytes: Bytes][] = [
    ['sweep.csv', writeSweepCsv(table)],
    table.isRandom
      ? ['search.svg', encodeText(writeSearchSvg(table))]
      : ['heat-map.svg', encodeText(writeHeatMapSvg(table))],
    ['curves.svg', encodeText(writeCurvesSvg(table))],
  ]
  for (const [name, bytes] of files) await folder.write(name, bytes)
  return files.map(([name]) => join(folder.path, name))
}

/** One object: every run without its curve, every combination with median and quartiles. */
export function formatSweepJson(table: SweepTable, files: string[]): string {
  const { name, vary, rows, cells, best, target, costLabel } = table
  return JSON.stringify({
    name,
    vary,
    runs: rows.length,
    missing: countMissing(table),
    diverged: cells.reduce((sum, cell) => sum + cell.diverged, 0),
    cost: costLabel,
    best: best === null ? null : cells.indexOf(best),
    cells: cells.map(({ settings, results, runs, diverged, cost, accuracy }) => ({
      settings,
      runs,
      ended: results.length,
      diverged,
      cost,
      accuracy,
    })),
    results: rows.map(({ run, result }) => {
      if (result === null)
        return { name: run.experiment.name, cell: run.cell, seed: run.seed, state: 'missing' }
      const { curve: _curve, ...numbers } = result
      const toTarget = target === null ? {} : { toTarget: findTarget(result, target) }
      return { cell: run.cell, seed: run.seed, ...numbers, ...toTarget }
    }),
    files,
  })
}

/** The combinations, best first. */
export function printSweep(table: SweepTable, files: readonly string[], print: (text: string) => void): void {
  const { cells, vary, costLabel, rows } = table
  const paths = vary.map(({ path }) => path)
  const rank = ({ cost, results }: SweepCell): number => (results.length === 0 ? Infinity : cost.median)
  const ranked = cells.toSorted((one, other) => compare(rank(one), rank(other)))
  print(`${costLabel} at the end: median (quartiles) over the seeds`)
  for (const cell of ranked.slice(0, mostLines)) {
    const label = describeSettings(paths, cell.settings)
    print([label === '' ? 'all seeds' : label, ...describeCell(cell)].join('  '))
  }
  if (ranked.length > mostLines) print(`and ${ranked.length - mostLines} more combinations in sweep.csv`)
  const missing = countMissing(table)
  print(missing === 0 ? `${rows.length} runs` : `${missing} of ${rows.length} runs are missing`)
  for (const file of files) print(`wrote ${file}`)
}

export const countMissing = ({ rows }: SweepTable): number =>
  rows.filter(({ result }) => result === null).length

function describeCell({ results, runs, diverged, cost, accuracy }: SweepCell): string[] {
  if (results.length === 0) return ['not run']
  const parts =
    diverged === results.length
      ? []
      : [formatQuartiles(cost, (value) => String(Number(value.toPrecision(6))))]
  if (!Number.isNaN(accuracy.median))
    parts.push(`accuracy ${formatQuartiles(accuracy, (value) => `${(100 * value).toFixed(2)} %`)}`)
  if (diverged > 0) parts.push(`${diverged} of ${results.length} diverged`)
  if (results.length < runs) parts.push(`${results.length} of ${runs} runs`)
  return parts
}

function formatQuartiles({ lower, median, upper }: Quartiles, format: (value: number) => string): string {
  const show = (value: number): string => (Number.isFinite(value) ? format(value) : '∞')
  return lower === upper ? show(median) : `${show(median)} (${show(lower)} to ${show(upper)})`
}

const compare = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1)
