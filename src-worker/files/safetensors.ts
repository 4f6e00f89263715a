/**
 * Named tensors behind a JSON header. Source: the safetensors format, github.com/huggingface/safetensors.
 * The reader is as strict as the format asks: the tensors fill the file exactly, and nothing lies twice.
 */
import * as v from 'valibot'
import { createFloats, type Floats } from '../core/floats'
import type { LabError } from '../protocol/errors'
import type { Precision } from '../spec/names'
import type { Result } from '../spec/problem'
import { say } from '../spec/fields'
import { phrase, type Phrase } from '../spec/phrases'
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
  v.number(say('wholeNumber')),
  v.safeInteger(say('wholeNumber')),
  v.minValue(0, say('noLess', { least: 0 })),
)
const sayAnyOf = ([first, ...others]: readonly TensorType[]): string => {
  const [last = first!, ...between] = others.reverse()
  const one = between.reverse().reduce<string | Phrase>((one, other) => phrase('or', { one, other }), first!)
  return say('or', { one, other: last })
}
const createInfoSchema = (allowed: readonly TensorType[]) =>
  v.strictObject(
    {
      dtype: v.picklist(allowed, sayAnyOf(allowed)),
      shape: v.array(count, say('lengthList')),
      data_offsets: v.tuple([count, count], say('byteRange')),
    },
    say('tensorFields'),
  )
type TensorInfo = v.InferOutput<ReturnType<typeof createInfoSchema>>
const infoSchema = createInfoSchema(fullTypes)
const anyInfoSchema = createInfoSchema(allTypes)
const metadataSchema = v.record(v.string(), v.string(say('text')), say('textsByName'))
const headerSchema = v.record(v.string(), v.unknown(), say('object'))

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
  const fields = Object.entries(within(phrase('headerPlace'), () => decodeShape(headerSchema, header)))
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
    refuseFile('', phrase('tensorBytes', { count: end }), phrase('bytes', { count: bytes.length - start }))
  }
  return { tensors, metadata }
}

function decodeHeader(bytes: Uint8Array): { header: unknown; start: number } {
  if (bytes.length < lengthBytes)
    refuseFile(phrase('headerPlace'), phrase('headerLength'), phrase('bytes', { count: bytes.length }))
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(0, true)
  if (length > BigInt(Math.min(jsonLimits.bytes, bytes.length - lengthBytes))) {
    refuseFile(
      phrase('headerPlace'),
      phrase('headerBytes', { count: jsonLimits.bytes }),
      phrase('bytes', { count: String(length) }),
    )
  }
  const start = lengthBytes + Number(length)
  const header = bytes.subarray(lengthBytes, start)
  if (header[0] !== 0x7b) refuseFile(phrase('headerPlace'), phrase('objectFirst'), phrase('anotherByte'))
  return { header: within(phrase('headerPlace'), () => decodeJson(header)), start }
}

/** @param begin where the tensor before ended, and this one must begin. */
function decodeTensor(
  bytes: Uint8Array,
  start: number,
  begin: number,
  { dtype, shape, data_offsets: [from, to] }: TensorInfo,
): Tensor {
  if (from !== begin) refuseFile('data_offsets', phrase('beginAt', { at: begin }), String(from))
  if (to < from || start + to > bytes.length) {
    refuseFile('data_offsets', phrase('endFrom', { least: from, most: bytes.length - start }), String(to))
  }
  const { size, precision } = types[dtype]
  const bytesNeeded = multiplyShape([...shape, size])
  if (bytesNeeded !== to - from) {
    refuseFile(
      'data_offsets',
      phrase('shapeNeeds', { count: bytesNeeded, shape: shape.join(', ') }),
      phrase('bytes', { count: to - from }),
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
