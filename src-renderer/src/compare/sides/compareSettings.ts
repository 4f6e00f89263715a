/** Which settings of two runs differ, changes on the way among them. Pure. */
import type { ListedRun } from '../../../../src-worker/protocol/runs'
import { listDifferences, type Difference, type SettingWords } from '../differences'
import { listSettings } from '../runs/settingColumns'
import { listChanges } from '../runs/settingChanges'
import { describeChange } from '../runs/shortDifference'

type Course = Pick<ListedRun, 'experiment' | 'events'>

/** One row a setting; one that was changed during a run says all its values in turn. */
export function compareSettings(a: Course, b: Course, words: SettingWords): Difference[] {
  const rows = new Map(listDifferences(a.experiment, b.experiment, words).map((row) => [row.path, row]))
  const changes = [listChanges(a.events), listChanges(b.events)] as const
  for (const path of new Set(changes.flatMap((one) => [...one.keys()]))) {
    const [left, right] = [a, b].map(({ experiment }, k) =>
      describeChange(path, changes[k]!.get(path) ?? [listSettings(experiment).get(path)], words),
    ) as [string, string]
    if (left !== right) rows.set(path, { path, label: words.labelOf(path), a: left, b: right })
  }
  return [...rows.values()]
}
