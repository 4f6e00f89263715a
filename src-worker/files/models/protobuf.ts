/**
 * The part of the Protocol Buffers wire format that ONNX and TensorBoard need. Source: protobuf.dev, "Encoding".
 * A message is a list of fields, written in the order given.
 */
import { concatenate, encodeText, viewBytes, type Bytes, type NumberArray } from '../bytes'

export type Field = Uint8Array[]

export const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const

/** Seven bits a byte, the lowest first. @param value a whole number from 0 to 2⁵³ − 1 */
function encodeVarint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest % 128) | 128)
    rest = Math.floor(rest / 128)
  }
  return Uint8Array.from([...bytes, rest])
}

const tag = (number: number, type: number): Uint8Array => encodeVarint(number * 8 + type)

export const varintField = (number: number, value: number): Field => [
  tag(number, wireTypes.varint),
  encodeVarint(value),
]

export const bytesField = (number: number, bytes: Uint8Array): Field => [
  tag(number, wireTypes.bytes),
  encodeVarint(bytes.length),
  bytes,
]

export const textField = (number: number, text: string): Field => bytesField(number, encodeText(text))

/** Numbers as they lie in memory, little-endian. */
export const numbersField = (number: number, values: NumberArray): Field =>
  bytesField(number, viewBytes(values))

export const floatField = (number: number, value: number): Field => [
  tag(number, wireTypes.fixed32),
  viewBytes(Float32Array.of(value)),
]

export const doubleField = (number: number, value: number): Field => [
  tag(number, wireTypes.fixed64),
  viewBytes(Float64Array.of(value)),
]

export const encodeMessage = (fields: readonly Field[]): Bytes => concatenate(fields.flat())

export const messageField = (number: number, fields: readonly Field[]): Field =>
  bytesField(number, encodeMessage(fields))
