/** The runs of a sweep made on this machine, each result kept as soon as it is there. */
import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Attachment } from '../../src-worker/protocol/tables'
import type { Sweep } from '../../src-worker/spec/sweep'
import type { CommandContext } from './context'
import { readAttachments } from './readInput'
import type { SweepEntry } from './sweepEntries'
import type { SweepFolder } from './sweepFolder'
import { makeRuns } from './sweepPool'
import { SweepProgress } from './sweepProgress'

/**
 * Fills in the results that the folder holds, and makes the runs that are missing, seed by seed over all combinations.
 * Returns early when interrupted. @throws CliFailure of the first run that cannot be made
 */
export async function trainMissing(
  { line, bundledFolder, createSweepThread, interrupted, isInterrupted }: CommandContext,
  sweep: Sweep,
  entries: readonly SweepEntry[],
  folder: SweepFolder,
): Promise<void> {
  const data = await readData(entries, bundledFolder)
  for (const entry of entries) entry.result = await findResult(entry, folder, data)
  const missing = new Map(entries.filter(({ result }) => result === null).map((entry) => [entry.run, entry]))
  // The plan that lies there may be that of another sweep.
  if (missing.size === 0) return folder.prepare(sweep)
  const order = [...missing.keys()].toSorted((one, other) => (one.seed ?? 0) - (other.seed ?? 0))
  const jobs = Math.min(line.sweep!.jobs ?? availableParallelism(), order.length)
  const progress = new SweepProgress(order, entries.length - order.length, jobs)
  let giveUp = (): void => undefined
  const broken = new Promise<void>((resolve) => (giveUp = resolve))
  try {
    await makeRuns(
      order,
      jobs,
      () => createSweepThread({ attachments: data.attachments, helpers: jobs === 1 }),
      {
        started: (run) => progress.start(run),
        share: (run, share) => {
          // Only now is it known that the experiment can be used: unusable input leaves nothing behind.
          folder.prepare(sweep).catch(giveUp)
          progress.share(run, share)
        },
        ended: async (run, summary) => {
          const entry = missing.get(run)!
          const { name } = run.experiment
          const result = { name, experiment: entry.key, data: data.hashOf(entry), ...summary }
          await folder.prepare(sweep)
          await folder.keepResult(result)
          entry.result = result
          progress.end(run, summary.state === 'diverged')
        },
        lost: (run, reason) => progress.note(`${run.experiment.name}: ${reason}; made again`),
      },
      Promise.race([interrupted, broken]),
    )
  } finally {
    progress.close()
  }
  if (!isInterrupted()) return folder.prepare(sweep)
  const kept = entries.filter(({ result }) => result !== null).length
  progress.note(
    `interrupted: ${kept} of ${entries.length} runs are kept; the same command goes on with the others`,
  )
}

/** A result of other data than there is now is none. */
async function findResult(entry: SweepEntry, folder: SweepFolder, data: SweepData) {
  const result = await folder.readResult(entry.key)
  if (result === null) return null
  const hash = data.hashOf(entry)
  return result.data !== null && hash !== null && result.data !== hash ? null : result
}

interface SweepData {
  /** Every file that a run names, once. */
  attachments: Attachment[]
  /** Digest of the files of a run; null where it names none. */
  hashOf(entry: SweepEntry): string | null
}

async function readData(entries: readonly SweepEntry[], bundledFolder: URL): Promise<SweepData> {
  const attachments = new Map<string, Attachment>()
  const hashes = new Map<string, string | null>()
  const keyOf = ({ run }: SweepEntry): string => {
    const { source } = run.experiment.data
    return source.kind === 'inline' || source.kind === 'generator' ? '' : JSON.stringify(source)
  }
  for (const entry of entries) {
    const key = keyOf(entry)
    if (hashes.has(key)) continue
    const files = await readAttachments(entry.run.experiment, '', bundledFolder)
    const hash = createHash('sha256')
    for (const file of files) {
      attachments.set(file.path, file)
      hash.update(file.bytes)
    }
    hashes.set(key, files.length === 0 ? null : hash.digest('hex'))
  }
  return { attachments: [...attachments.values()], hashOf: (entry) => hashes.get(keyOf(entry)) ?? null }
}
