/** In which settings two runs differ, changes on the way among them. Pure. */
import type { Difference, SettingWords } from '../differences'
import { findCourseDifferences, type Course } from '../runs/courses'
import { describeChange } from '../runs/shortDifference'

/** One row a setting; one that was changed during a run says all its values in turn. */
export const compareSettings = (a: Course, b: Course, words: SettingWords): Difference[] =>
  findCourseDifferences(a, b).map(({ path, a: left, b: right }) => ({
    path,
    label: words.labelOf(path),
    a: describeChange(path, left, words),
    b: describeChange(path, right, words),
  }))
