/** Several arrays in one file, as `numpy.savez` writes them: a zip of NPY entries, stored. */
import type { LabError } from '../protocol/errors'
import type { Result } from '../spec/problem'
import { phrase } from '../spec/phrases'
import type { Bytes } from './bytes'
import { catchFault, refuseFile, within } from './fileFault'
import { decodeNpy, encodeNpy, type NpyArray, type NpyValues } from './npy'
import { decodeZip } from './zipReader'
import { writeZip } from './zipWriter'

const ending = '.npy'

/** @param arrays in the order of the file; names without their ending. */
export const writeNpz = (arrays: ReadonlyMap<string, NpyArray>): Bytes =>
  writeZip(
    Array.from(arrays, ([name, array]) => ({
      name: name + ending,
      bytes: encodeNpy(array),
      compress: false,
    })),
  )

/**
 * @param allowed names without their ending.
 * @returns the arrays by name, without their ending; `invalidFile` names the array and the fault.
 */
export function readNpz(
  bytes: Uint8Array,
  fileName: string,
  allowed: ReadonlySet<string>,
): Result<Map<string, NpyArray>, LabError> {
  return catchFault(fileName, () => decodeNpz(bytes, allowed))
}

/** As `readNpz`. @throws LabFailure instead of answering a failure. */
export function decodeNpz(bytes: Uint8Array, allowed: ReadonlySet<string>): Map<string, NpyArray> {
  const entries = decodeZip(bytes, new Set(Array.from(allowed, (name) => name + ending)))
  return new Map(
    Array.from(entries, ([name, entry]) => [
      name.slice(0, -ending.length),
      within(name, () => decodeNpy(entry)),
    ]),
  )
}

/** A column of numbers. */
export const column = (values: NpyValues): NpyArray => ({ shape: [values.length], values })

/** @throws LabFailure when the array is missing or not of float64. */
export function takeFloat64(arrays: ReadonlyMap<string, NpyArray>, name: string): Float64Array<ArrayBuffer> {
  const values = arrays.get(name)?.values
  return values instanceof Float64Array ? values : refuseArray(name, 'float64', values)
}

/** @throws LabFailure when the array is missing or not of unsigned 32-bit numbers. */
export function takeUint32(arrays: ReadonlyMap<string, NpyArray>, name: string): Uint32Array<ArrayBuffer> {
  const values = arrays.get(name)?.values
  return values instanceof Uint32Array ? values : refuseArray(name, 'uint32', values)
}

function refuseArray(name: string, type: string, values: NpyValues | undefined): never {
  return refuseFile(
    name + ending,
    phrase('arrayOf', { type }),
    values === undefined ? phrase('nothing') : values.constructor.name,
  )
}
