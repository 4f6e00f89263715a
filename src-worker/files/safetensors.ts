/**
 * Named tensors behind a JSON header. Source: the safetensors format, github.com/huggingface/safetensors.
 * The reader is as strict as the format asks: the tensors fill the file exactly, and nothing lies twice.
 */
import * as v from 'valibot'
import { createFloats, type Floats } from '../core/floats'
import type { LabError } from '../protocol/errors'
import type { Precision } from '../spec/names'
import type { Result } from '../spec/problem'
import { concatenate, copyBytes, encodeText, viewBytes, type Bytes } from './bytes'
import { catchFault, refuseFile, within } from './fileFault'
import { decodeShape } from './jsonShape'
import { multiplyShape } from './npy'
import { decodeJson, jsonLimits } from './safeJson'

export interface Tensor {
  shape: number[]
  values: Floats
}

export interface TensorFile {
  tensors: Map<string, Tensor>
  metadata: Map<string, string>
}

const precisions: Record<'F32' | 'F64', Precision> = { F32: 'float32', F64: 'float64' }
const metadataName = '__metadata__'
const lengthBytes = 8
const alignment = 8

const count = v.pipe(
  v.number('a whole number'),
  v.safeInteger('a whole number'),
  v.minValue(0, 'no less than 0'),
)
const infoSchema = v.strictObject(
  {
    dtype: v.picklist(['F32', 'F64'], 'F32 or F64'),
    shape: v.array(count, 'a list of lengths'),
    data_offsets: v.tuple([count, count], 'where the bytes begin and end'),
  },
  'a tensor: dtype, shape and data_offsets',
)
const metadataSchema = v.record(v.string(), v.string('a text'), 'texts by name')
const headerSchema = v.record(v.string(), v.unknown(), 'an object')

/** Deterministic: tensors in the order of the map, without gaps; the header padded to eight bytes with spaces. */
export function writeSafetensors({ tensors, metadata }: TensorFile): Bytes {
  let offset = 0
  const fields: [string, unknown][] = [[metadataName, Object.fromEntries(metadata)]]
  for (const [name, { shape, values }] of tensors) {
    if (multiplyShape(shape) !== values.length) throw new Error(`${name} does not have its shape`)
    const dtype = values instanceof Float64Array ? 'F64' : 'F32'
    fields.push([name, { dtype, shape, data_offsets: [offset, offset + values.byteLength] }])
    offset += values.byteLength
  }
  const text = JSON.stringify(Object.fromEntries(fields))
  const header = encodeText(text + ' '.repeat(-encodeText(text).length & (alignment - 1)))
  const length = new Uint8Array(lengthBytes)
  new DataView(length.buffer).setUint32(0, header.length, true)
  return concatenate([length, header, ...Array.from(tensors.values(), ({ values }) => viewBytes(values))])
}

/** @returns tensors by name in the order of their bytes; `invalidFile` names the tensor and the fault. */
export function readSafetensors(bytes: Uint8Array, fileName: string): Result<TensorFile, LabError> {
  return catchFault(fileName, () => decodeSafetensors(bytes))
}

/** As `readSafetensors`. @throws LabFailure instead of answering a failure. */
export function decodeSafetensors(bytes: Uint8Array): TensorFile {
  const { header, start } = decodeHeader(bytes)
  const fields = Object.entries(within('header', () => decodeShape(headerSchema, header)))
  const metadata = new Map<string, string>()
  const infos: { name: string; info: v.InferOutput<typeof infoSchema> }[] = []
  for (const [name, field] of fields) {
    if (name === metadataName) {
      const texts = within(name, () => decodeShape(metadataSchema, field))
      for (const [key, text] of Object.entries(texts)) metadata.set(key, text)
    } else {
      infos.push({ name, info: within(name, () => decodeShape(infoSchema, field)) })
    }
  }
  infos.sort(
    (a, b) =>
      a.info.data_offsets[0] - b.info.data_offsets[0] || a.info.data_offsets[1] - b.info.data_offsets[1],
  )
  const tensors = new Map<string, Tensor>()
  let end = 0
  for (const { name, info } of infos) {
    tensors.set(
      name,
      within(name, () => decodeTensor(bytes, start, end, info)),
    )
    end = info.data_offsets[1]
  }
  if (start + end !== bytes.length) {
    refuseFile('', `${end} bytes of tensors`, `${bytes.length - start} bytes`)
  }
  return { tensors, metadata }
}

function decodeHeader(bytes: Uint8Array): { header: unknown; start: number } {
  if (bytes.length < lengthBytes) refuseFile('header', 'its length in eight bytes', `${bytes.length} bytes`)
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true)
  if (length > BigInt(Math.min(jsonLimits.bytes, bytes.length - lengthBytes))) {
    refuseFile('header', `at most ${jsonLimits.bytes} bytes, within the file`, `${length} bytes`)
  }
  const start = lengthBytes + Number(length)
  const header = bytes.subarray(lengthBytes, start)
  if (header[0] !== 0x7b) refuseFile('header', 'an object from its first byte', 'another byte')
  return { header: within('header', () => decodeJson(header)), start }
}

/** @param begin where the tensor before ended, and this one must begin. */
function decodeTensor(
  bytes: Uint8Array,
  start: number,
  begin: number,
  { dtype, shape, data_offsets: [from, to] }: v.InferOutput<typeof infoSchema>,
): Tensor {
  if (from !== begin) refuseFile('data_offsets', `a begin at byte ${begin}`, String(from))
  if (to < from || start + to > bytes.length) {
    refuseFile('data_offsets', `an end from ${from} to ${bytes.length - start}`, String(to))
  }
  const size = dtype === 'F64' ? 8 : 4
  const bytesNeeded = multiplyShape([...shape, size])
  if (bytesNeeded !== to - from) {
    refuseFile(
      'data_offsets',
      `${bytesNeeded} bytes for the shape [${shape.join(', ')}]`,
      `${to - from} bytes`,
    )
  }
  const values = createFloats(precisions[dtype], (to - from) / size)
  viewInto(values).set(copyBytes(bytes, start + from, start + to))
  return { shape, values }
}

const viewInto = (values: Floats): Uint8Array => new Uint8Array(values.buffer)
