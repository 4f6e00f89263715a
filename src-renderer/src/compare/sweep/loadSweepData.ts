import { createLabError, type Reply } from '../../../../src-worker/protocol/errors'
import type { SweepData, SweepPlan } from '../../../../src-worker/sweep/sweepApi'
import { loadBundledSet } from '../../trainer/bundledSets'
import type { FoundRows } from './findRows'

/** The files that runs of a sweep name: bundled sets, or the rows that a run of the session holds, with their digest. */
export async function loadSweepData(
  { bundled, namesFiles }: Pick<SweepPlan, 'bundled' | 'namesFiles'>,
  find: () => Promise<Reply<FoundRows>>,
): Promise<Reply<{ data: SweepData; rows: string | null }>> {
  try {
    const attachments = await Promise.all(
      bundled.map(async (name) => ({ path: `bundled:${name}`, bytes: await loadBundledSet(name) })),
    )
    if (!namesFiles) return { ok: true, value: { data: { attachments, session: null }, rows: null } }
    const found = await find()
    if (!found.ok) return found
    const { session, digest } = found.value
    return { ok: true, value: { data: { attachments, session }, rows: digest } }
  } catch (caught) {
    const message = caught instanceof Error ? caught.message : String(caught)
    return { ok: false, error: createLabError('missingFile', message) }
  }
}
