/** The way back from the wire format, for the check of an export: nothing of the writer is used. */
import { decodeText } from '../bytes'
import { refuseFile } from '../fileFault'

interface WireField {
  number: number
  /** Of a varint. */
  value: number
  /** Of everything else: a view. */
  bytes: Uint8Array
}

/** The fields of one message by number. */
export class Message {
  private readonly fields: readonly WireField[]

  /** @throws LabFailure when the bytes are no message. */
  constructor(bytes: Uint8Array) {
    this.fields = readFields(bytes)
  }

  list(number: number): Uint8Array[] {
    return this.fields.filter((field) => field.number === number).map(({ bytes }) => bytes)
  }

  messages(number: number): Message[] {
    return this.list(number).map((bytes) => new Message(bytes))
  }

  /** @throws LabFailure when it is missing. */
  message(number: number): Message {
    return new Message(this.bytes(number))
  }

  texts(number: number): string[] {
    return this.list(number).map(
      (bytes) => decodeText(bytes) ?? refuseFile(`field ${number}`, 'UTF-8', 'other bytes'),
    )
  }

  /** Empty when there is none, as Protocol Buffers have it. */
  text(number: number): string {
    return this.texts(number)[0] ?? ''
  }

  integers(number: number): number[] {
    return this.fields.filter((field) => field.number === number).map(({ value }) => value)
  }

  /** Zero when there is none. */
  integer(number: number): number {
    return this.integers(number)[0] ?? 0
  }

  /** Null when there is none. */
  float(number: number): number | null {
    const bytes = this.list(number)[0]
    return bytes === undefined ? null : viewOf(bytes).getFloat32(0, true)
  }

  double(number: number): number | null {
    const bytes = this.list(number)[0]
    return bytes === undefined ? null : viewOf(bytes).getFloat64(0, true)
  }

  bytes(number: number): Uint8Array {
    return this.list(number)[0] ?? refuseFile(`field ${number}`, 'a value', 'nothing')
  }
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

function readFields(bytes: Uint8Array): WireField[] {
  const fields: WireField[] = []
  const cursor = { at: 0 }
  while (cursor.at < bytes.length) {
    const key = readVarint(bytes, cursor)
    fields.push({ number: Math.floor(key / 8), ...readValue(bytes, cursor, key % 8) })
  }
  return fields
}

function readValue(
  bytes: Uint8Array,
  cursor: { at: number },
  type: number,
): Pick<WireField, 'value' | 'bytes'> {
  if (type === 0) return { value: readVarint(bytes, cursor), bytes: bytes.subarray(0, 0) }
  const length = { 1: 8, 5: 4, 2: -1 }[type]
  if (length === undefined) return refuseFile('', 'wire type 0, 1, 2 or 5', String(type))
  const start = length < 0 ? readVarint(bytes, cursor) : length
  const end = cursor.at + start
  if (end > bytes.length) refuseFile('', `${start} bytes`, `${bytes.length - cursor.at}`)
  const content = bytes.subarray(cursor.at, end)
  cursor.at = end
  return { value: 0, bytes: content }
}

function readVarint(bytes: Uint8Array, cursor: { at: number }): number {
  let value = 0
  for (let shift = 1; shift < 2 ** 56; shift *= 128) {
    const byte = bytes[cursor.at++]
    if (byte === undefined) return refuseFile('', 'a number', 'the end')
    value += (byte & 127) * shift
    if (byte < 128) return value
  }
  return refuseFile('', 'a number of at most eight bytes', 'more')
}
