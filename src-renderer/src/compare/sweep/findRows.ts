/** Which run of the session holds the rows that a sweep is of: runs of one file name may hold different ones. */
import { createLabError, type Reply } from '../../../../src-worker/protocol/errors'
import type { ListedRun } from '../../../../src-worker/protocol/runs'
import type { DataSource } from '../../../../src-worker/spec/experiment'
import { isSame } from '../../trainer/isSame'
import { askSweepWorker, type SweepLink } from '../../trainer/sweepHand'
import type { Trainer } from '../../trainer/trainer'

export interface FoundRows {
  /** Of the run that holds them. */
  number: number
  /** That run alone. */
  session: Uint8Array<ArrayBuffer>
  digest: string | null
}

export interface RowsParts {
  trainer: Pick<Trainer, 'runs' | 'exportListedRun'>
  createLink(): SweepLink
  /** Milliseconds. */
  now(): number
  source: DataSource
  /** The run that is looked at first; null for the open one. */
  from: number | null
}

export const isFile = ({ kind }: DataSource): boolean => kind === 'file' || kind === 'idx'

/**
 * @param digest of the rows that are wanted; null for those of the first run
 * @returns them; those of the first run where no run has the wanted ones; `missingFile` where no run has such a source
 */
export async function findRows(parts: RowsParts, digest: string | null): Promise<Reply<FoundRows>> {
  const { source } = parts
  let first: Reply<FoundRows> | null = null
  for (const { number } of listHolders(parts)) {
    const found = await readRows(parts, number)
    if (digest === null || !found.ok || found.value.digest === digest) return found
    first ??= found
  }
  if (first !== null) return first
  const file = source.kind === 'file' ? source.path : source.kind === 'idx' ? source.images : ''
  return { ok: false, error: createLabError('missingFile', `no run here has the rows of ${file}`, file) }
}

function listHolders({ trainer, source, from }: RowsParts): ListedRun[] {
  const place = ({ number, open }: ListedRun): number => (number === from ? 0 : open ? 1 : 2)
  return trainer.runs.value
    .filter(({ experiment }) => isSame(experiment.data.source, source))
    .toSorted((one, other) => place(one) - place(other) || other.number - one.number)
}

async function readRows({ trainer, createLink, now }: RowsParts, number: number): Promise<Reply<FoundRows>> {
  const session = await trainer.exportListedRun(number)
  if (!session.ok) return session
  const { bytes } = session.value
  const digest = await askSweepWorker(createLink, now, (api) => api.hashRows(bytes))
  return digest.ok ? { ok: true, value: { number, session: bytes, digest: digest.value } } : digest
}
