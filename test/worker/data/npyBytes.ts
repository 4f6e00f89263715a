/** NPY and NPZ files as NumPy writes them, made here byte by byte. */
import { zipSync } from 'fflate'
import { encodeText } from './sources'

type Typed = Float64Array | Float32Array | BigInt64Array | Int32Array | Uint16Array | Uint8Array

/** @param type as in `<f8`. @param values in the order of the file. */
export function writeNpyFile(
  type: string,
  shape: number[],
  values: Typed,
  fortran = false,
): Uint8Array<ArrayBuffer> {
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`
  const text = `{'descr': '${type}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': ${tuple}, }`
  const header = encodeText(`${text.padEnd(117)}\n`)
  const bytes = new Uint8Array(10 + header.length + values.byteLength)
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0])
  bytes.set(header, 10)
  bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), 10 + header.length)
  return bytes
}

export const writeNpzFile = (arrays: Record<string, Uint8Array>, level: 0 | 6 = 0): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    zipSync(Object.fromEntries(Object.entries(arrays).map(([name, bytes]) => [`${name}.npy`, bytes])), {
      level,
      mtime: new Date(2020, 0, 1),
    }),
  )
