/** The gallery: files of resources/experiments, in the order of a first course, each with the stage worth looking at. */

export type StageName = 'data' | 'network' | 'backprop' | 'weights' | 'compare'

export interface GalleryEntry {
  /** Of the file, without its ending; its words are `helpGallery.entries.NAME`. */
  name: string
  stage: StageName
  /** Rows that are trained on or held out, and numbers a row. */
  rows: number
  inputs: number
}

export const galleryEntries = [
  { name: 'xor-symmetry', stage: 'network', rows: 4, inputs: 2 },
  { name: 'zero-initialization', stage: 'backprop', rows: 4, inputs: 2 },
  { name: 'saturation', stage: 'weights', rows: 200, inputs: 2 },
  { name: 'learning-rate-too-large', stage: 'backprop', rows: 100, inputs: 1 },
  { name: 'batch-noise', stage: 'network', rows: 256, inputs: 2 },
  { name: 'momentum', stage: 'network', rows: 178, inputs: 13 },
  { name: 'overfitting', stage: 'network', rows: 80, inputs: 2 },
  { name: 'l2-penalty', stage: 'network', rows: 80, inputs: 2 },
  { name: 'spirals', stage: 'network', rows: 400, inputs: 2 },
  { name: 'penguins', stage: 'network', rows: 333, inputs: 9 },
  { name: 'digits', stage: 'weights', rows: 1797, inputs: 64 },
  { name: 'encoder', stage: 'weights', rows: 8, inputs: 8 },
] as const satisfies readonly GalleryEntry[]
