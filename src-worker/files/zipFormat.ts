/** The numbers of a zip file that reader and writer share. Source: PKWARE APPNOTE.TXT 6.3, sections 4.3 and 4.4. */

export const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const
export const headerLengths = { local: 30, central: 46, end: 22 } as const
export const methods = { stored: 0, deflated: 8 } as const

const mebibyte = 1024 * 1024

/** What is refused before anything is inflated; the writer holds itself to the same. */
export const zipLimits = {
  fileBytes: 256 * mebibyte,
  /** A session has at most thirteen of its own, and one for each further run. */
  entries: 128,
  entryBytes: 256 * mebibyte,
  totalBytes: 512 * mebibyte,
  /** Declared size over compressed size, for entries above `ratioFromBytes`. */
  ratio: 100,
  ratioFromBytes: mebibyte,
  nameBytes: 128,
} as const

export const exceedsRatio = (size: number, compressedSize: number): boolean =>
  size > zipLimits.ratioFromBytes && size > zipLimits.ratio * compressedSize
