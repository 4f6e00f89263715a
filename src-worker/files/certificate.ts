/**
 * The certificate of a run: a digest of each thing that decides it and of what came out, and one over all of them.
 * Equal runs have equal certificates whatever they are called, on every machine and with any number of threads.
 */
import type { PreparedData } from '../core/dataset'
import { certificateParts, type CertificatePart, type RunCertificate } from '../protocol/certificate'
import { createLabError, LabFailure } from '../protocol/errors'
import type { TrainingSettings } from '../spec/experiment'
import { phrase } from '../spec/phrases'
import { concatenate, encodeText, viewBytes, type Bytes } from './bytes'
import { computeSha256, hashWeights } from './digest'
import type { SessionDocument } from './sessionDocument'

export const certificateFormat = 'chainrule-certificate'
export const certificateVersion = 1

/** Numbers hashed at a time, so that a large table never lies in memory twice. */
const chunkValues = 128 * 1024

/** Without the letters that are taken for digits, or for each other. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLetters = 20
const bitsOfLetter = 5
const groupLetters = 4

export type CertificateValues = Pick<RunCertificate, CertificatePart>

/**
 * @param pause lets waiting messages in between two pieces of a large table
 * @throws LabFailure `unsupported` of a run that came from a file without the settings of its start
 */
export async function createCertificate(
  document: SessionDocument,
  prepared: PreparedData,
  app: string,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<RunCertificate> {
  const known = document.changes[0]!.update
  if (known > 0)
    throw new LabFailure(createLabError('unsupported', phrase('unknownSettings', { update: known })))
  return completeCertificate({
    app,
    experiment: await hashJson(listSettings(document)),
    data: await hashData(prepared, pause),
    initialWeights: await hashWeights(document.initial),
    order: await hashJson(listOrder(document, prepared.split.training.length)),
    updates: document.update,
    finalWeights: await hashWeights(document.current),
  })
}

/** The lines over which the digest goes, one a part; what a person can compute again with any tool. */
export const writeCertificateLines = (values: CertificateValues): string =>
  [
    `${certificateFormat} ${certificateVersion}`,
    ...certificateParts.map((part) => `${part} ${values[part]}`),
    '',
  ].join('\n')

/** @param values parts, to which digest and code are added */
export async function completeCertificate(values: CertificateValues): Promise<RunCertificate> {
  const digest = await computeSha256(encodeText(writeCertificateLines(values)))
  return {
    format: certificateFormat,
    version: certificateVersion,
    ...pickParts(values),
    digest,
    code: toCode(digest),
  }
}

const pickParts = ({
  app,
  experiment,
  data,
  initialWeights,
  order,
  updates,
  finalWeights,
}: CertificateValues) => ({
  app,
  experiment,
  data,
  initialWeights,
  order,
  updates,
  finalWeights,
})

/** @param digest hexadecimal */
function toCode(digest: string): string {
  let bits = ''
  for (const digit of digest.slice(0, (codeLetters * bitsOfLetter) / 4))
    bits += Number.parseInt(digit, 16).toString(2).padStart(4, '0')
  const text = Array.from(
    { length: codeLetters },
    (_, k) => letters[Number.parseInt(bits.slice(k * bitsOfLetter, (k + 1) * bitsOfLetter), 2)]!,
  ).join('')
  return groupCode(text)
}

const groupCode = (text: string): string => text.match(new RegExp(`.{${groupLetters}}`, 'g'))!.join('-')

/** A code as somebody wrote it down: any case, spaces, I and L for 1, O for 0. Null when it is none. */
export function readCode(text: string): string | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replaceAll('O', '0')
  return plain.length === codeLetters && [...plain].every((letter) => letters.includes(letter))
    ? groupCode(plain)
    : null
}

/** What of the settings an update feels beside the order of the samples. */
const withoutOrder = ({
  batchSize: _batchSize,
  shuffle: _shuffle,
  seed: _seed,
  stop: _stop,
  ...felt
}: TrainingSettings) => felt

/** Network and settings of the start, then what changed and at which update. */
function listSettings({ experiment, changes, update }: SessionDocument): unknown {
  const { layers } = experiment.network
  const made = changes.filter((change) => change.update < update || change.update === 0)
  const settings = listDifferent(made, ({ training }) => withoutOrder(training))
  const edits = changes.flatMap(({ update: at, parameter }) =>
    parameter === undefined || at === 0 ? [] : [{ update: at, parameter }],
  )
  return { layers, settings, edits }
}

/** Without shuffling the seed decides nothing; a batch larger than the rows is one of all. */
function listOrder({ changes, update }: SessionDocument, rows: number): unknown {
  const { shuffle, seed } = changes[0]!.training
  const made = changes.filter((change) => change.update < update || change.update === 0)
  const batches = listDifferent(made, ({ training: { batchSize } }) =>
    batchSize === 'full' ? rows : Math.min(batchSize, rows),
  )
  return { shuffle, ...(shuffle ? { seed } : {}), batches }
}

/** What was in force from which update on; only what differs from before, and of one update the last. */
function listDifferent<Value>(
  changes: SessionDocument['changes'],
  read: (change: SessionDocument['changes'][number]) => Value,
): { update: number; value: Value }[] {
  const last = new Map(changes.map((change) => [change.update, read(change)]))
  let before = ''
  return [...last].flatMap(([update, value]) => {
    const text = writeSorted(value)
    if (text === before) return []
    before = text
    return [{ update, value }]
  })
}

const hashJson = (value: unknown): Promise<string> => computeSha256(encodeText(writeSorted(value)))

/** JSON whose fields are in the order of their names, so that it does not depend on who made the object. */
const writeSorted = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )

/** Over the digests of all pieces: shape, inputs as trained on, targets, and the rows of each part. */
async function hashData({ dataset, x, split }: PreparedData, pause: () => Promise<void>): Promise<string> {
  const shape = encodeText(`${dataset.rows} ${dataset.inputs} ${dataset.targets}\n`)
  const digests: Uint8Array[] = [shape]
  const columns = [x, dataset.y, split.training, split.validation, split.test]
  for (const values of columns) {
    for (let start = 0; start === 0 || start < values.length; start += chunkValues) {
      digests.push(await hashValues(values.subarray(start, start + chunkValues)))
      if (values.length > chunkValues) await pause()
    }
  }
  return computeSha256(concatenate(digests))
}

/** In float64 whatever holds them: the same table lies in bytes here and in floats there. */
const hashValues = async (values: ArrayLike<number>): Promise<Bytes> =>
  encodeText(`${await computeSha256(new Uint8Array(viewBytes(Float64Array.from(values))))}\n`)
