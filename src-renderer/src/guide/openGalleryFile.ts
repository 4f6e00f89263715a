import type { StageName } from './galleryEntries'

/** An experiment of the gallery as the file that it is. */
export interface GalleryFile {
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/**
 * Opens it in place of the document, asking about unsaved changes first, and shows its stage.
 * @returns false when the person kept what was open
 */
export type OpenGalleryFile = (file: GalleryFile, stage: StageName) => Promise<boolean>
