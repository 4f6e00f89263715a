/** Reads a zip from an unknown source: everything is bounded, every byte is checked, names are never paths. */
import { Inflate } from 'fflate'
import type { LabError } from '../protocol/errors'
import type { Result, Said } from '../spec/problem'
import { formatPhrase, phrase } from '../spec/phrases'
import { copyBytes, type Bytes } from './bytes'
import { computeCrc32 } from '../core/crc32'
import { catchFault, refuseFile } from './fileFault'
import { decodeZipDirectory, type ZipEntry } from './zipDirectory'

/** Deflate makes at most 1,032 bytes of one, so a step never yields more than about 16 MiB. */
const stepBytes = 16 * 1024

const inflateFaults = [
  phrase('unexpectedEnd'),
  phrase('badBlock'),
  phrase('badLength'),
  phrase('badDistance'),
]

/**
 * @param allowed the names that may occur.
 * @returns the entries' bytes by name, in the order of the directory; `invalidFile` names the entry and the fault.
 */
export function readZip(
  bytes: Uint8Array,
  fileName: string,
  allowed: ReadonlySet<string>,
): Result<Map<string, Bytes>, LabError> {
  return catchFault(fileName, () => decodeZip(bytes, allowed))
}

/** As `readZip`. @throws LabFailure instead of answering a failure. */
export function decodeZip(bytes: Uint8Array, allowed: ReadonlySet<string>): Map<string, Bytes> {
  const entries = decodeZipDirectory(bytes)
  for (const { name } of entries) {
    if (!allowed.has(name)) refuseFile(name, phrase('formatEntries'), phrase('entryOfName'))
  }
  return new Map(entries.map((entry) => [entry.name, extractEntry(bytes, entry)]))
}

/**
 * @returns the entry's bytes, `entry.size` of them, checksum verified.
 * @throws LabFailure at the entry's name.
 */
export function extractEntry(bytes: Uint8Array, entry: ZipEntry): Bytes {
  const end = entry.start + entry.compressedSize
  const content =
    entry.method === 'stored'
      ? copyBytes(bytes, entry.start, end)
      : inflate(bytes.subarray(entry.start, end), entry)
  const crc = computeCrc32(content)
  if (crc !== entry.crc) {
    refuseFile(entry.name, phrase('bytesWithChecksum', { checksum: formatCrc(entry.crc) }), formatCrc(crc))
  }
  return content
}

function inflate(compressed: Uint8Array, { name, size }: ZipEntry): Bytes {
  const content = new Uint8Array(size)
  let length = 0
  let fits = true
  const stream = new Inflate((chunk) => {
    fits &&= length + chunk.length <= size
    if (fits) content.set(chunk, length)
    length += chunk.length
  })
  try {
    for (let at = 0; fits && (at === 0 || at < compressed.length); at += stepBytes) {
      stream.push(compressed.subarray(at, at + stepBytes), at + stepBytes >= compressed.length)
    }
  } catch (failure) {
    refuseFile(name, phrase('deflatedBytes'), sayInflateFault(failure))
  }
  if (length !== size)
    refuseFile(
      name,
      phrase('bytesStated', { count: size }),
      fits ? phrase('bytes', { count: length }) : phrase('more'),
    )
  return content
}

/** As fflate says it, where it is one of its faults of a stream. */
function sayInflateFault(failure: unknown): Said {
  if (!(failure instanceof Error)) return phrase('otherBytes')
  return inflateFaults.find((fault) => formatPhrase(fault) === failure.message) ?? failure.message
}

const formatCrc = (crc: number): string => crc.toString(16).padStart(8, '0')
