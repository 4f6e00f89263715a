/** The gallery's experiments, from the files that `chainrule train` takes too. */
import type { Experiment } from '../../../src-worker/spec/experiment'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'
import { galleryEntries, type GalleryEntry } from './galleryEntries'
import type { GalleryFile } from './openGalleryFile'

const files = import.meta.glob<unknown>('../../../resources/experiments/*.json', {
  eager: true,
  import: 'default',
})

export interface GalleryItem extends GalleryEntry {
  experiment: Experiment
  /** Inputs and units, as `2-3-1`. */
  network: string
}

export const readGallery = (): GalleryItem[] => galleryEntries.map(readEntry)

/** @throws for a file that is no experiment: a fault of the build. */
function readEntry(entry: GalleryEntry): GalleryItem {
  const file = files[`../../../resources/experiments/${entry.name}.json`]
  const parsed = parseExperiment(file)
  if (!parsed.ok) throw new Error(`${entry.name}.json: ${JSON.stringify(parsed.error)}`)
  const units = parsed.value.network.layers.map((layer) => layer.units)
  return { ...entry, experiment: parsed.value, network: [entry.inputs, ...units].join('-') }
}

/** Its file, under a name in the person's language. */
export function writeGalleryFile({ experiment, name }: GalleryItem, title: string): GalleryFile {
  const text = JSON.stringify({ ...experiment, name: title })
  return { name: `${name}.json`, bytes: new TextEncoder().encode(text) }
}
