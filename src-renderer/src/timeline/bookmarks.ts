/** Bookmarks in the order of their updates, one an update. Pure. */
import type { Bookmark } from '../../../src-worker/protocol/trainerApi'

export const putBookmark = (bookmarks: readonly Bookmark[], one: Bookmark): Bookmark[] =>
  [...removeBookmark(bookmarks, one.update), one].toSorted((a, b) => a.update - b.update)

export const removeBookmark = (bookmarks: readonly Bookmark[], update: number): Bookmark[] =>
  bookmarks.filter((bookmark) => bookmark.update !== update)
