/** Icons of the three desktops from pictures in PNG: containers only, the pictures lie in them as they are. */

export interface IconPicture {
  /** Width and height, pixels. */
  size: number
  png: Uint8Array
}

/** Sizes of the pictures; Windows takes those up to 256. */
export const iconSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024] as const
const largestOfIco = 256

/** Types of the entries by the size in pixels, the second one for a display of double density. */
const icnsTypes: Record<number, readonly string[]> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['icp6', 'ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** @throws for what is no square picture in PNG. */
export function readPngSize(png: Uint8Array): number {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  if (png.length < 24 || signature.some((byte, k) => png[k] !== byte)) throw new Error('expected a PNG')
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  if (width !== height) throw new Error(`expected a square, found ${width} × ${height}`)
  return width
}

/** The icon of Windows: a directory of 16 bytes a picture, then the pictures. */
export function writeIco(pictures: readonly IconPicture[]): Uint8Array {
  const taken = pictures.filter(({ size }) => size <= largestOfIco)
  const header = 6 + 16 * taken.length
  const bytes = new Uint8Array(header + sum(taken.map(({ png }) => png.length)))
  const view = new DataView(bytes.buffer)
  view.setUint16(2, 1, true)
  view.setUint16(4, taken.length, true)
  let at = header
  taken.forEach(({ size, png }, k) => {
    const entry = 6 + 16 * k
    // 0 stands for 256.
    bytes[entry] = bytes[entry + 1] = size % 256
    view.setUint16(entry + 4, 1, true)
    view.setUint16(entry + 6, 32, true)
    view.setUint32(entry + 8, png.length, true)
    view.setUint32(entry + 12, at, true)
    bytes.set(png, at)
    at += png.length
  })
  return bytes
}

/** The icon of macOS: `icns`, the length of all, then entries of type, length and picture. */
export function writeIcns(pictures: readonly IconPicture[]): Uint8Array {
  const entries = pictures.flatMap(({ size, png }) => (icnsTypes[size] ?? []).map((type) => ({ type, png })))
  const bytes = new Uint8Array(8 + sum(entries.map(({ png }) => png.length + 8)))
  const view = new DataView(bytes.buffer)
  const begin = (at: number, type: string, length: number): void => {
    bytes.set(new TextEncoder().encode(type), at)
    view.setUint32(at + 4, length)
  }
  begin(0, 'icns', bytes.length)
  let at = 8
  for (const { type, png } of entries) {
    begin(at, type, png.length + 8)
    bytes.set(png, at + 8)
    at += png.length + 8
  }
  return bytes
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
