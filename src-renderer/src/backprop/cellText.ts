import type { Piece } from './derivedCell'
import { formatPrecise } from './numberFormat'

/** A line with its numbers written out; a negative factor stands in brackets. */
export function writePieces(pieces: readonly Piece[]): string {
  return pieces
    .map((piece, index) => {
      if (typeof piece === 'string') return piece
      const text = formatPrecise(piece)
      const before = pieces[index - 1]
      const bare = index === 0 || (typeof before === 'string' && /(^=\s*|\()$/.test(before))
      return piece < 0 && !bare ? `(${text})` : text
    })
    .join('')
}
