/** Which rows a result is of, and the rows that a session holds. */
import type { Dataset, DataValues } from '../core/dataset'
import { encodeText } from '../files/bytes'
import { computeSha256 } from '../files/digest'
import { readSession } from '../files/sessionReader'
import { LabFailure } from '../protocol/errors'
import type { DatasetFacts } from '../protocol/tables'
import type { Experiment } from '../spec/experiment'
import type { StoredData } from './sweepRunner'

/** The rows that a session holds; null where it holds none. @throws LabFailure */
export async function readStoredRows(session: Uint8Array<ArrayBuffer>): Promise<StoredData | null> {
  const read = await readSession(session, '')
  if (!read.ok) throw new LabFailure(read.error)
  const { dataset, experiment }: { dataset: Dataset | null; experiment: Experiment } = read.value
  return dataset === null ? null : { source: experiment.data.source, dataset }
}

/** Each set is read once and stays the same. */
const known = new WeakMap<Dataset, Promise<string>>()

/** SHA-256 of everything that runs are made of: numbers, names, classes, and the parts where a column says them. */
export function hashRows(dataset: Dataset): Promise<string> {
  const digest = known.get(dataset) ?? computeDigest(dataset)
  known.set(dataset, digest)
  return digest
}

/** Each buffer by itself: large sets are not copied. */
async function computeDigest(dataset: Dataset & DatasetFacts): Promise<string> {
  const { rows, inputs, targets, inputNames, targetNames, task, classes, parts } = dataset
  const x = shorten(dataset.x)
  const columns = parts === undefined ? [x, dataset.y] : [x, dataset.y, parts]
  const digests = await Promise.all(
    columns.map(({ buffer, byteOffset, byteLength }) =>
      computeSha256(new Uint8Array(buffer, byteOffset, byteLength)),
    ),
  )
  const head = { rows, inputs, targets, inputNames, targetNames, task, classes }
  return computeSha256(encodeText(JSON.stringify([head, x.BYTES_PER_ELEMENT, ...digests])))
}

/** A session holds bytes as bytes, whatever they were read as: the same numbers have one digest. */
function shorten(values: DataValues): DataValues {
  const isByte = (value: number): boolean => value <= 255 && Object.is(value, value >>> 0)
  return values instanceof Uint8Array || !values.every(isByte) ? values : new Uint8Array(values)
}
