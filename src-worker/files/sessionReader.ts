/** A session from an unknown source: all or nothing, and nothing is believed before it was checked. */
import type { LabError } from '../protocol/errors'
import { succeed, type Result } from '../spec/problem'
import type { Bytes } from './bytes'
import { catchFaultLater } from './fileFault'
import type { SessionDocument, SessionFile } from './sessionDocument'
import { decodeDocument, decodeEntries, requireDigests } from './sessionEntries'
import { decodeRuns } from './sessionRuns'
import { decodeSweeps } from './sessionSweeps'

/**
 * @returns the session with all its runs, cross-checked; `invalidFile` names the entry, what was expected and what was
 * found. Nothing throws, whatever the bytes.
 */
export function readSessionFile(bytes: Bytes, fileName: string): Promise<Result<SessionFile, LabError>> {
  return catchFaultLater(fileName, async () => {
    const { manifest, entries } = decodeEntries(bytes)
    await requireDigests(manifest, entries)
    const document = decodeDocument(entries)
    return { document, ...(await decodeRuns(entries, document)), sweeps: decodeSweeps(entries) }
  })
}

/** The open run of a session; the others are checked likewise. */
export async function readSession(
  bytes: Bytes,
  fileName: string,
): Promise<Result<SessionDocument, LabError>> {
  const file = await readSessionFile(bytes, fileName)
  return file.ok ? succeed(file.value.document) : file
}
