/** timeline.json of a session: the settings as they were, from update to update, and the bookmarks. */
import * as v from 'valibot'
import type { Problem } from '../spec/problem'
import { trainingSchema } from '../spec/experiment'
import { isSameJson } from '../spec/isSameJson'
import { limits } from '../spec/limits'
import { createProblem } from './fileFault'
import { formatJson } from './formatJson'
import { finiteNumber, wholeNumber } from './jsonShape'
import type { SessionDocument } from './sessionDocument'

const parameterSchema = v.strictObject(
  {
    layer: v.pipe(wholeNumber, v.minValue(1, 'a layer from 1')),
    kind: v.picklist(['W', 'b'], 'W or b'),
    row: wholeNumber,
    column: wholeNumber,
    value: finiteNumber,
  },
  'a weight set by hand',
)
const changeSchema = v.strictObject(
  { update: wholeNumber, training: trainingSchema, parameter: v.optional(parameterSchema) },
  'a change',
)

export const timelineSchema = v.strictObject(
  {
    changes: v.pipe(
      v.array(changeSchema, 'a list of changes'),
      v.minLength(1, 'at least the settings of the start'),
    ),
    bookmarks: v.pipe(
      v.array(
        v.strictObject(
          {
            update: wholeNumber,
            note: v.pipe(
              v.string('a text'),
              v.maxLength(limits.noteLetters, `at most ${limits.noteLetters} letters`),
            ),
          },
          'a bookmark',
        ),
        'a list of bookmarks',
      ),
      v.maxLength(limits.bookmarks, `at most ${limits.bookmarks} bookmarks`),
    ),
  },
  'a timeline',
)

export const encodeTimeline = ({ changes, bookmarks }: SessionDocument): string =>
  formatJson({
    changes: changes.map((change) => v.parse(changeSchema, change)),
    bookmarks: bookmarks.map(({ update, note }) => ({ update, note })),
  })

/**
 * Of a file without a timeline: settings that were never changed held from the start; of others only those are known
 * that hold now.
 */
export function assumeTimeline({
  experiment,
  events,
  update,
}: Pick<SessionDocument, 'experiment' | 'events' | 'update'>): Pick<
  SessionDocument,
  'changes' | 'bookmarks'
> {
  return {
    changes: [{ update: events.length === 0 ? 0 : update, training: experiment.training }],
    bookmarks: [],
  }
}

export function checkTimeline({ changes, bookmarks, update, experiment }: SessionDocument): Problem[] {
  const problems: Problem[] = []
  const expect = (fits: boolean, path: string, expected: string, actual: string | number): void => {
    if (!fits) problems.push(createProblem(`timeline.json: ${path}`, expected, actual))
  }
  changes.forEach((change, k) => {
    const before = changes[k - 1]?.update ?? 0
    const fits = change.update >= before && change.update <= update
    expect(fits, `changes[${k}].update`, `an update from ${before} to ${update}`, change.update)
  })
  const last = changes.at(-1)
  const isPresent = isSameJson(last?.training, experiment.training)
  expect(isPresent, `changes[${changes.length - 1}].training`, 'the settings of experiment.json', 'others')
  bookmarks.forEach((bookmark, k) =>
    expect(bookmark.update <= update, `bookmarks[${k}].update`, `at most ${update}`, bookmark.update),
  )
  return problems
}
