/**
 * One array of numbers as NumPy writes it, from an unknown source: formats 1 to 3, either byte order, C or Fortran
 * order. Source: numpy.lib.format, "NPY format".
 */
import type { LabError } from '../protocol/errors'
import { limits } from '../spec/limits'
import { fail, succeed, type Result, type Said } from '../spec/problem'
import { phrase } from '../spec/phrases'
import { createDataError } from './dataFault'

/** 64-bit whole numbers become float64 where that holds them exactly. */
export type NpyNumbers =
  | Float64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>

export interface NpyFile {
  shape: number[]
  /** As NumPy names it: `float64`, `int64`, `bool`. */
  type: string
  whole: boolean
  /** Row-major. */
  values: NpyNumbers
}

interface NumberType {
  name: string
  size: number
  create(count: number): NpyNumbers
  read(view: DataView, at: number, little: boolean): number
}

const types: Record<string, NumberType> = {
  f8: {
    name: 'float64',
    size: 8,
    create: (n) => new Float64Array(n),
    read: (v, at, le) => v.getFloat64(at, le),
  },
  f4: {
    name: 'float32',
    size: 4,
    create: (n) => new Float32Array(n),
    read: (v, at, le) => v.getFloat32(at, le),
  },
  f2: {
    name: 'float16',
    size: 2,
    create: (n) => new Float32Array(n),
    read: (v, at, le) => readHalf(v.getUint16(at, le)),
  },
  i8: {
    name: 'int64',
    size: 8,
    create: (n) => new Float64Array(n),
    read: (v, at, le) => Number(v.getBigInt64(at, le)),
  },
  i4: { name: 'int32', size: 4, create: (n) => new Int32Array(n), read: (v, at, le) => v.getInt32(at, le) },
  i2: { name: 'int16', size: 2, create: (n) => new Int16Array(n), read: (v, at, le) => v.getInt16(at, le) },
  i1: { name: 'int8', size: 1, create: (n) => new Int8Array(n), read: (v, at) => v.getInt8(at) },
  u8: {
    name: 'uint64',
    size: 8,
    create: (n) => new Float64Array(n),
    read: (v, at, le) => Number(v.getBigUint64(at, le)),
  },
  u4: {
    name: 'uint32',
    size: 4,
    create: (n) => new Uint32Array(n),
    read: (v, at, le) => v.getUint32(at, le),
  },
  u2: {
    name: 'uint16',
    size: 2,
    create: (n) => new Uint16Array(n),
    read: (v, at, le) => v.getUint16(at, le),
  },
  u1: { name: 'uint8', size: 1, create: (n) => new Uint8Array(n), read: (v, at) => v.getUint8(at) },
  b1: {
    name: 'bool',
    size: 1,
    create: (n) => new Uint8Array(n),
    read: (v, at) => (v.getUint8(at) === 0 ? 0 : 1),
  },
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
const mostHeaderBytes = 4096
const mostDimensions = 8
const headerForm =
  /^\{\s*'descr':\s*'([<>|=])([a-z])(\d+)',\s*'fortran_order':\s*(True|False),\s*'shape':\s*\(([\d,\s]*)\),?\s*\}\s*$/

/** Objects (pickled), texts, bytes, dates and records. */
const textForm = /^\{\s*'descr':\s*(?:'[<>|=]?([A-Z]\w*|S\d+|a\d+)(?:\[\w+\])?'|\[)/

export const isNpy = (bytes: Uint8Array): boolean => magic.every((byte, index) => bytes[index] === byte)

/** @returns the array, or `invalidFile`; nothing is allocated before shape and length agree. */
export function readNpyFile(bytes: Uint8Array, file: string, place = ''): Result<NpyFile, LabError> {
  const refuse = (expected: Said, actual: Said) =>
    fail(createDataError('invalidFile', file, [{ path: place, expected, actual }]))
  if (!isNpy(bytes) || bytes.length < 12)
    return refuse(phrase('npyFormat'), phrase('countOtherBytes', { count: bytes.length }))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = bytes[6]!
  if (version < 1 || version > 3 || bytes[7] !== 0) return refuse(phrase('npyVersion'), String(version))
  const start = version === 1 ? 10 : 12
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  if (length > mostHeaderBytes)
    return refuse(phrase('npyHeader', { count: mostHeaderBytes }), phrase('bytes', { count: length }))
  if (start + length > bytes.length) {
    const whole = phrase('headerOf', { name: '.npy', count: start + length })
    return refuse(whole, phrase('bytes', { count: bytes.length }))
  }
  const text = String.fromCharCode(...bytes.subarray(start, start + length))
  const header = headerForm.exec(text)
  const texts = textForm.exec(text)
  if (texts !== null) {
    const found = texts[1] === undefined ? phrase('records') : phrase('type', { name: texts[1] })
    return refuse(phrase('npyNumbers'), found)
  }
  if (header === null) return refuse(phrase('npyOneArray'), JSON.stringify(text.trim().slice(0, 80)))
  const [, order, letter, size, fortran, tuple] = header
  const type = types[`${letter}${size}`]
  if (type === undefined) return refuse(phrase('npyReal'), phrase('type', { name: `${letter}${size}` }))
  const shape = (tuple!.match(/\d+/g) ?? []).map(Number)
  if (shape.length === 0 || shape.length > mostDimensions || shape.some((n) => n < 1)) {
    return refuse(phrase('dimensions', { count: mostDimensions }), `(${shape.join(', ')})`)
  }
  const count = shape.reduce((product, n) => product * n, 1)
  const content = bytes.length - start - length
  if (count * type.size !== content) {
    return refuse(
      phrase('bytesFor', { count: count * type.size, name: `(${shape.join(', ')})` }),
      phrase('bytes', { count: content }),
    )
  }
  if (count * 8 > limits.dataBytes)
    return refuse(phrase('atMostNumbers', { count: limits.dataBytes / 8 }), String(count))
  const values = readValues(
    new DataView(bytes.buffer, bytes.byteOffset + start + length),
    type,
    count,
    order !== '>',
  )
  if (size === '8' && letter !== 'f') {
    const unsafe = values.find((value) => !Number.isSafeInteger(value))
    if (unsafe !== undefined) return refuse(phrase('safeWhole'), String(unsafe))
  }
  return succeed({
    shape,
    type: type.name,
    whole: letter !== 'f',
    values: fortran === 'True' ? transpose(values, shape, type) : values,
  })
}

function readValues(view: DataView, type: NumberType, count: number, little: boolean): NpyNumbers {
  const values = type.create(count)
  for (let k = 0; k < count; k++) values[k] = type.read(view, k * type.size, little)
  return values
}

/** From first index fastest to last index fastest. */
function transpose(values: NpyNumbers, shape: readonly number[], type: NumberType): NpyNumbers {
  const ordered = type.create(values.length)
  const index = shape.map(() => 0)
  const strides = shape.map((_, d) => shape.slice(d + 1).reduce((product, n) => product * n, 1))
  let to = 0
  for (const value of values) {
    ordered[to] = value
    for (let d = 0; d < shape.length; d++) {
      to += strides[d]!
      if (++index[d]! < shape[d]!) break
      to -= shape[d]! * strides[d]!
      index[d] = 0
    }
  }
  return ordered
}

/** IEEE 754 binary16. */
function readHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
