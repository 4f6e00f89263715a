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

/** Halves come as float32, which holds every one of them. */
const types = {
  F64: { size: 8, precision: 'float64' },
  F32: { size: 4, precision: 'float32' },
  F16: { size: 2, precision: 'float32' },
  BF16: { size: 2, precision: 'float32' },
} as const satisfies Record<string, { size: number; precision: Precision }>
type TensorType = keyof typeof types
const fullTypes: readonly TensorType[] = ['F32', 'F64']
const allTypes: readonly TensorType[] = ['F32', 'F64', 'F16', 'BF16']
const metadataName = '__metadata__'
const lengthBytes = 8
const alignment = 8

const count = v.pipe(
  v.number('a whole number'),
  v.safeInteger('a whole number'),
  v.minValue(0, 'no less than 0'),
)
const createInfoSchema = (allowed: readonly TensorType[]) =>
  v.strictObject(
    {
      dtype: v.picklist(allowed, allowed.join(' or ')),
      shape: v.array(count, 'a list of lengths'),
      data_offsets: v.tuple([count, count], 'where the bytes begin and end'),
    },
    'a tensor: dtype, shape and data_offsets',
  )
type TensorInfo = v.InferOutput<ReturnType<typeof createInfoSchema>>
const infoSchema = createInfoSchema(fullTypes)
const anyInfoSchema = createInfoSchema(allTypes)
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

/**
 * As `readSafetensors`. @throws LabFailure instead of answering a failure.
 * @param withHalves whether F16 and BF16, which the lab itself does not write, are read too.
 */
export function decodeSafetensors(bytes: Uint8Array, withHalves = false): TensorFile {
  const schema = withHalves ? anyInfoSchema : infoSchema
  const { header, start } = decodeHeader(bytes)
  const fields = Object.entries(within('header', () => decodeShape(headerSchema, header)))
  const metadata = new Map<string, string>()
  const infos: { name: string; info: TensorInfo }[] = []
  for (const [name, field] of fields) {
    if (name === metadataName) {
      const texts = within(name, () => decodeShape(metadataSchema, field))
      for (const [key, text] of Object.entries(texts)) metadata.set(key, text)
    } else {
      infos.push({ name, info: within(name, () => decodeShape(schema, field)) })
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
  { dtype, shape, data_offsets: [from, to] }: TensorInfo,
): Tensor {
  if (from !== begin) refuseFile('data_offsets', `a begin at byte ${begin}`, String(from))
  if (to < from || start + to > bytes.length) {
    refuseFile('data_offsets', `an end from ${from} to ${bytes.length - start}`, String(to))
  }
  const { size, precision } = types[dtype]
  const bytesNeeded = multiplyShape([...shape, size])
  if (bytesNeeded !== to - from) {
    refuseFile(
      'data_offsets',
      `${bytesNeeded} bytes for the shape [${shape.join(', ')}]`,
      `${to - from} bytes`,
    )
  }
  const values = createFloats(precision, (to - from) / size)
  if (dtype === 'F16' || dtype === 'BF16') widenInto(values, dtype, bytes.subarray(start + from, start + to))
  else viewInto(values).set(copyBytes(bytes, start + from, start + to))
  return { shape, values }
}

/** IEEE 754 binary16; or the upper half of a binary32, as bfloat16 is. */
function widenInto(values: Floats, type: 'F16' | 'BF16', bytes: Uint8Array): void {
  const halves = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const single = new DataView(new ArrayBuffer(4))
  for (let k = 0; k < values.length; k++) {
    const bits = halves.getUint16(2 * k, true)
    single.setUint32(0, bits * 0x10000)
    values[k] = type === 'BF16' ? single.getFloat32(0) : readBinary16(bits)
  }
}

function readBinary16(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

const viewInto = (values: Floats): Uint8Array => new Uint8Array(values.buffer)
