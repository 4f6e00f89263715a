/** The renderer's files as the build left them, keyed by path below `out/renderer`: what is not listed is not served. */
export type Manifest = Record<string, ManifestEntry>

export interface ManifestEntry {
  /** MIME type, with charset where text. */
  type: string
  bytes: number
}
