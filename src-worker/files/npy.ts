/**
 * One array of numbers as NumPy stores it (format 1.0), little-endian, C order.
 * Source: numpy.lib.format, "NPY format".
 */
import { phrase } from '../spec/phrases'
import { concatenate, copyBytes, viewBytes, type Bytes } from './bytes'
import { refuseFile } from './fileFault'

export type NpyValues =
  Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>

export interface NpyArray {
  shape: number[]
  values: NpyValues
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]
const alignment = 64
const mostHeaderBytes = 4096
const mostDimensions = 8

const types = {
  '<f8': { size: 8, create: (buffer: ArrayBuffer): NpyValues => new Float64Array(buffer) },
  '<f4': { size: 4, create: (buffer: ArrayBuffer): NpyValues => new Float32Array(buffer) },
  '<u4': { size: 4, create: (buffer: ArrayBuffer): NpyValues => new Uint32Array(buffer) },
  '|u1': { size: 1, create: (buffer: ArrayBuffer): NpyValues => new Uint8Array(buffer) },
} as const
type NpyType = keyof typeof types

/** As NumPy itself writes the header; a file that spells it otherwise is not worth a parser of Python. */
const headerForm =
  /^\{'descr': '([<|>=][a-zA-Z]\d+)', 'fortran_order': (True|False), 'shape': \(([\d, ]*)\), \} *\n$/

/** @throws Error when the shape does not hold the values: a bug of the caller. */
export function encodeNpy({ shape, values }: NpyArray): Bytes {
  if (shape.reduce((product, length) => product * length, 1) !== values.length) {
    throw new Error(`an array of shape ${shape.join(' × ')} cannot hold ${values.length} values`)
  }
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const text = `{'descr': '${findType(values)}', 'fortran_order': False, 'shape': ${tuple}, }`
  const preamble = magic.length + 4
  const length = Math.ceil((preamble + text.length + 1) / alignment) * alignment - preamble
  const header = new Uint8Array(preamble + length).fill(0x20)
  header.set([...magic, 1, 0, length & 0xff, length >> 8])
  for (let i = 0; i < text.length; i++) header[preamble + i] = text.charCodeAt(i)
  header[header.length - 1] = 0x0a
  return concatenate([header, viewBytes(values)])
}

/** @throws LabFailure with what is wrong with the array. */
export function decodeNpy(bytes: Uint8Array): NpyArray {
  if (bytes.length < 12 || magic.some((byte, index) => bytes[index] !== byte)) {
    refuseFile('', phrase('npyFormat'), phrase('countOtherBytes', { count: bytes.length }))
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = bytes[6]!
  if (version < 1 || version > 3 || bytes[7] !== 0) refuseFile('', phrase('npyVersion'), String(version))
  const start = version === 1 ? 10 : 12
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true)
  if (length > mostHeaderBytes || start + length > bytes.length) {
    refuseFile('', phrase('npyHeader', { count: mostHeaderBytes }), phrase('bytes', { count: length }))
  }
  const { type, shape } = decodeHeader(bytes.subarray(start, start + length))
  const { size, create } = types[type]
  const count = multiplyShape(shape)
  const content = bytes.length - start - length
  if (count * size !== content) {
    refuseFile(
      '',
      phrase('shapeBytes', { count, size, shape: shape.join(', ') }),
      phrase('bytes', { count: content }),
    )
  }
  return { shape, values: create(copyBytes(bytes, start + length, bytes.length).buffer) }
}

function decodeHeader(bytes: Uint8Array): { type: NpyType; shape: number[] } {
  const found = headerForm.exec(String.fromCharCode(...bytes))
  if (found === null) return refuseFile('', phrase('numpyHeader'), phrase('another'))
  const [, descriptor, order, tuple] = found
  const type = (Object.keys(types) as NpyType[]).find((name) => name === descriptor)
  if (type === undefined) {
    return refuseFile('', phrase('numbersOf', { names: Object.keys(types) }), descriptor ?? phrase('nothing'))
  }
  const shape = (tuple ?? '').split(',').flatMap((length) => (length.trim() === '' ? [] : [Number(length)]))
  if (shape.length > mostDimensions) {
    refuseFile('', phrase('dimensionsTo', { most: mostDimensions }), String(shape.length))
  }
  if (order === 'True' && shape.length > 1) refuseFile('', phrase('cOrder'), phrase('fortranOrder'))
  return { type, shape }
}

/** @returns the product, every step of it exact. @throws LabFailure. */
export function multiplyShape(shape: readonly number[]): number {
  let product = 1
  for (const length of shape) {
    product *= length
    if (!Number.isSafeInteger(product)) refuseFile('', phrase('shapeInMemory'), shape.join(' × '))
  }
  return product
}

function findType(values: NpyValues): NpyType {
  if (values instanceof Float64Array) return '<f8'
  if (values instanceof Float32Array) return '<f4'
  return values instanceof Uint32Array ? '<u4' : '|u1'
}
