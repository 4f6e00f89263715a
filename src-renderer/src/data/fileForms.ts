/** What a file from outside is: a table, or one of the two files of an IDX pair. Pure. */
import type { Attachment } from '../../../src-worker/protocol/tables'
import type { Start, TableOrigin } from './dataDraft'

export interface FilePart {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** Images and labels, each of which may not be there yet. */
export interface IdxOrigin {
  kind: 'idx'
  images: FilePart | null
  labels: FilePart | null
}

export type Origin = TableOrigin | IdxOrigin

/** For file dialogs. */
export const acceptedEndings = '.csv,.tsv,.txt,.tab,.npy,.npz,.gz,.idx,.idx1-ubyte,.idx3-ubyte'

const idxName = /idx\d?-?(ubyte)?(\.gz)?$/i
const labelName = /label|idx1/i
/** Of an IDX file: two zero bytes, unsigned bytes, one dimension or three. */
const isIdxHead = ([first, second, type, dimensions]: Uint8Array): boolean =>
  first === 0 && second === 0 && type === 8 && (dimensions === 1 || dimensions === 3)

/** By its first bytes; a compressed file by its name. */
export const isIdx = ({ name, bytes }: FilePart): boolean => isIdxHead(bytes) || idxName.test(name)

const isLabels = ({ name, bytes }: FilePart): boolean =>
  isIdxHead(bytes) ? bytes[3] === 1 : labelName.test(name)

/** The files that were chosen together; of several tables the first is taken. */
export function toOrigin(files: readonly FilePart[], before: IdxOrigin | null = null): Origin | null {
  const [first] = files
  if (first === undefined) return null
  if (!isIdx(first)) return { kind: 'file', ...first }
  const pair: IdxOrigin = { kind: 'idx', images: before?.images ?? null, labels: before?.labels ?? null }
  for (const file of files.filter(isIdx)) pair[isLabels(file) ? 'labels' : 'images'] = file
  return pair
}

/** Null until both files are there. @param limit the first images only; null takes all */
export function createIdxStart({ images, labels }: IdxOrigin, limit: number | null): Start | null {
  if (images === null || labels === null) return null
  const attachments: Attachment[] = [images, labels].map(({ name, bytes }) => ({ path: name, bytes }))
  return {
    source: {
      kind: 'idx',
      images: images.name,
      labels: labels.name,
      ...(limit === null ? {} : { limit }),
    },
    attachments,
    name: images.name.replace(/[-.]?idx\d.*$|\.(idx|gz)$/i, ''),
  }
}
