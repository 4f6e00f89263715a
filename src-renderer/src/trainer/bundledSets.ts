/** The sets that come with the lab: files of the bundle, read when chosen. */
import digits from '../../../resources/datasets/digits.csv?url'
import iris from '../../../resources/datasets/iris.csv?url'
import penguins from '../../../resources/datasets/penguins.csv?url'
import wine from '../../../resources/datasets/wine.csv?url'
import type { Attachment } from '../../../src-worker/protocol/tables'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { bundledNames, type BundledName } from '../../../src-worker/spec/names'

const urls: Record<BundledName, string> = { iris, wine, penguins, digits }

export async function loadBundledSet(name: BundledName): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(urls[name])
  if (!response.ok) throw new Error(`${name}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/** The files an experiment needs that the lab has itself: none, or the bundled set that it names. */
export async function loadAttachments({ data }: ExperimentInput): Promise<Attachment[]> {
  const { source } = data
  const name = source.kind === 'bundled' ? bundledNames.find((known) => known === source.name) : undefined
  return name === undefined ? [] : [{ path: `bundled:${name}`, bytes: await loadBundledSet(name) }]
}
