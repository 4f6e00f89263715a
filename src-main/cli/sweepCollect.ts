/** Results of a sweep whose runs `train` made elsewhere: its sessions become results like those of a sweep. */
import { relative } from 'node:path'
import { hashExperiment } from '../../src-worker/files/sweepResult'
import type { RunHost } from '../../src-worker/session/runHost'
import { restoreRun } from '../../src-worker/session/openRun'
import { summarizeRun } from '../../src-worker/session/sweepRunner'
import type { TrainingRun } from '../../src-worker/session/trainingRun'
import type { SweepEntry } from './sweepEntries'
import type { SweepFolder } from './sweepFolder'
import { readBytes } from './readInput'

const host: RunHost = { now: () => performance.now(), assistants: null }

/**
 * Fills in the results that the folder holds, then those of the sessions anywhere below it whose experiment is one of
 * the missing runs; these are kept as results too. A session that stands half way counts as missing.
 */
export async function collectResults(
  entries: readonly SweepEntry[],
  folder: SweepFolder,
  isInterrupted: () => boolean,
): Promise<void> {
  for (const entry of entries) entry.result = await folder.readResult(entry.key)
  const missing = new Map(entries.filter(({ result }) => result === null).map((entry) => [entry.key, entry]))
  if (missing.size === 0) return
  for (const path of await folder.listSessions()) {
    if (isInterrupted()) return
    const restored = await restoreRun(await readBytes(path, path), relative(folder.path, path), host)
    if (!restored.ok) {
      process.stderr.write(`note: left out: ${restored.error.message}\n`)
      continue
    }
    const { run } = restored.value
    const entry = missing.get(await hashExperiment(run.experiment))
    if (entry !== undefined && isWhole(run)) {
      entry.result = {
        name: run.experiment.name,
        experiment: entry.key,
        data: null,
        ...summarizeRun(run),
      }
      missing.delete(entry.key)
      await folder.keepResult(entry.result)
    }
    run.close()
  }
}

/** A run from its beginning to its end with the settings that its experiment says. */
const isWhole = (run: TrainingRun): boolean =>
  (run.state === 'finished' || run.state === 'diverged') &&
  run.events.length === 0 &&
  run.timeline.getChanges().length <= 1
