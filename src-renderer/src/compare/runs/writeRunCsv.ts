import type { PresentRun } from '../../runs/presentRuns'
import { listEventsMade } from '../../runs/settingsMade'
import { listSettings } from './courses'
import { readResult, resultIds } from './runTable'
import { listChanges } from './settingChanges'

/**
 * A row a run: its settings by their paths and its results, unrounded. A cell is empty where a run has no such setting
 * or no such number; start weights set by hand and settings changed during the run are listed with all their values.
 */
export function writeRunCsv(runs: readonly PresentRun[]): string {
  const settings = runs.map(({ experiment }) => listSettings(experiment))
  const paths = [...new Set(settings.flatMap((one) => [...one.keys()]))]
  const bests = resultIds.filter((id) => id.startsWith('best.'))
  const head = [
    ...['run', 'name', 'state', 'stopReason', 'update', 'epochs'],
    ...paths,
    ...resultIds,
    ...bests.map((id) => id.replace('best.', 'bestEpoch.')),
    ...['startWeights', 'changes', 'note'],
  ]
  const rows = runs.map((run, r) => [
    ...[run.number, run.name, run.state, run.stopReason, run.update, run.epochs],
    ...paths.map((path) => settings[r]!.get(path)),
    ...resultIds.map((id) => readResult(run, id)),
    ...bests.map((id) => run.bestEpoch[id.slice('best.'.length) as keyof PresentRun['bestEpoch']]),
    ...[describeStart(run), describeChanges(run), run.note],
  ])
  return [head, ...rows].map((row) => `${row.map(writeCell).join(',')}\n`).join('')
}

const describeStart = ({ startEdits }: PresentRun): string =>
  startEdits.map(({ place, value }) => `${place} ${value}`).join('; ')

const describeChanges = (run: PresentRun): string =>
  [...listChanges(listEventsMade(run))].map(([path, values]) => `${path} ${values.join(' > ')}`).join('; ')

function writeCell(value: unknown): string {
  if (value === null || value === undefined || Number.isNaN(value)) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
