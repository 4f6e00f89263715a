import { unzipSync } from 'fflate'
import { computeSha256 } from '../../../src-worker/files/digest'
import { writeZip } from '../../../src-worker/files/zipWriter'

/**
 * A session with some entries replaced (or left out, with null), its digests made true again: a clever attacker's.
 * @param editManifest answers the manifest, or its text.
 */
export async function forgeSession(
  bytes: Uint8Array,
  changes: Record<string, Uint8Array<ArrayBuffer> | string | null>,
  editManifest: (manifest: Record<string, unknown>) => unknown = (manifest) => manifest,
): Promise<Uint8Array<ArrayBuffer>> {
  const entries = new Map(
    Object.entries(unzipSync(bytes)).map(([name, entry]) => [name, new Uint8Array(entry)]),
  )
  for (const [name, change] of Object.entries(changes)) {
    if (change === null) entries.delete(name)
    else entries.set(name, typeof change === 'string' ? new TextEncoder().encode(change) : change)
  }
  const manifest = JSON.parse(new TextDecoder().decode(entries.get('manifest.json'))) as Record<
    string,
    unknown
  >
  entries.delete('manifest.json')
  const listed = []
  for (const [name, entry] of entries) {
    listed.push({ name, bytes: entry.length, sha256: await computeSha256(entry) })
  }
  const manifestEdited = editManifest({ ...manifest, entries: listed })
  const edited = new TextEncoder().encode(
    typeof manifestEdited === 'string' ? manifestEdited : JSON.stringify(manifestEdited),
  )
  return writeZip(
    [['manifest.json', edited] as const, ...entries].map(([name, entry]) => ({
      name,
      bytes: entry,
      compress: true,
    })),
  )
}

export function readEntryText(bytes: Uint8Array, name: string): string {
  return new TextDecoder().decode(unzipSync(bytes)[name])
}

/** Writes a 16- or 32-bit number into the header of an entry, in the local header, the directory, or both. */
export function patchZip(
  bytes: Uint8Array<ArrayBuffer>,
  index: number,
  edits: { local?: [at: number, value: number][]; central?: [at: number, value: number][] },
  size: 2 | 4,
): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice()
  const view = new DataView(copy.buffer)
  let at = view.getUint32(copy.length - 6, true)
  for (let skipped = 0; skipped < index; skipped++) at += 46 + view.getUint16(at + 28, true)
  const local = view.getUint32(at + 42, true)
  const write = (place: number, value: number): void =>
    size === 2 ? view.setUint16(place, value, true) : view.setUint32(place, value, true)
  for (const [offset, value] of edits.local ?? []) write(local + offset, value)
  for (const [offset, value] of edits.central ?? []) write(at + offset, value)
  return copy
}
