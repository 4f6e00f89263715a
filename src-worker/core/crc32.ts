/** CRC-32 of ISO 3309, polynomial 0xEDB88320 reflected; by slicing-by-4. Source: PKWARE APPNOTE 4.4.7. */
const tables = createTables()

/** @returns the checksum as an unsigned 32-bit number. */
export function computeCrc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3] = tables
  const whole = bytes.length - (bytes.length % 4)
  let crc = 0xffffffff
  for (let i = 0; i < whole; i += 4) {
    crc ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)
    crc = t3[crc & 0xff]! ^ t2[(crc >>> 8) & 0xff]! ^ t1[(crc >>> 16) & 0xff]! ^ t0[crc >>> 24]!
  }
  for (let i = whole; i < bytes.length; i++) crc = t0[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8)
  return ~crc >>> 0
}

function createTables(): [Uint32Array, Uint32Array, Uint32Array, Uint32Array] {
  const [t0, t1, t2, t3] = [
    new Uint32Array(256),
    new Uint32Array(256),
    new Uint32Array(256),
    new Uint32Array(256),
  ]
  for (let byte = 0; byte < 256; byte++) {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
    t0[byte] = value
  }
  for (let byte = 0; byte < 256; byte++) {
    t1[byte] = (t0[byte]! >>> 8) ^ t0[t0[byte]! & 0xff]!
    t2[byte] = (t1[byte]! >>> 8) ^ t0[t1[byte]! & 0xff]!
    t3[byte] = (t2[byte]! >>> 8) ^ t0[t2[byte]! & 0xff]!
  }
  return [t0, t1, t2, t3]
}
