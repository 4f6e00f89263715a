import type { Attachment } from '../../../src-worker/protocol/tables'

/** Megabytes that are copied in one task: some milliseconds. */
const pieceBytes = 4 * 1024 * 1024

/** A copy that may be transferred. Sending tens of megabytes as they are would copy them in one long task. */
export async function copyInPieces(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const copy = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    copy.set(bytes.subarray(at, at + pieceBytes), at)
    if (bytes.length > pieceBytes) await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return copy
}

export const copyAll = (attachments: readonly Attachment[]): Promise<Attachment[]> =>
  Promise.all(attachments.map(async ({ path, bytes }) => ({ path, bytes: await copyInPieces(bytes) })))
