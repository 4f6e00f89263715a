/** The sets that come with the lab: files of the bundle, read when chosen. */
import digits from '../../../resources/datasets/digits.csv?url'
import iris from '../../../resources/datasets/iris.csv?url'
import penguins from '../../../resources/datasets/penguins.csv?url'
import wine from '../../../resources/datasets/wine.csv?url'
import type { BundledName } from '../../../src-worker/spec/names'

const urls: Record<BundledName, string> = { iris, wine, penguins, digits }

export async function loadBundledSet(name: BundledName): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(urls[name])
  if (!response.ok) throw new Error(`${name}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}
