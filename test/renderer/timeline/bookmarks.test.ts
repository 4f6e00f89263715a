import { expect, it } from 'vitest'
import { putBookmark, removeBookmark } from '../../../src-renderer/src/timeline/bookmarks'

it('bookmarks stand in the order of their updates, one an update', () => {
  const one = putBookmark([{ update: 9, note: 'late' }], { update: 3, note: 'early' })
  expect(one.map(({ update }) => update)).toEqual([3, 9])
  expect(putBookmark(one, { update: 9, note: 'again' })).toEqual([
    { update: 3, note: 'early' },
    { update: 9, note: 'again' },
  ])
  expect(removeBookmark(one, 3)).toEqual([{ update: 9, note: 'late' }])
})
