/** timeline.json of a session: the settings as they were, from update to update, and the bookmarks. */
import * as v from 'valibot'
import type { Problem, Said } from '../spec/problem'
import { trainingSchema } from '../spec/experiment'
import { isSameJson } from '../spec/isSameJson'
import { limits } from '../spec/limits'
import { say } from '../spec/fields'
import { phrase } from '../spec/phrases'
import { createProblem } from './fileFault'
import { formatJson } from './formatJson'
import { finiteNumber, wholeNumber } from './jsonShape'
import type { SessionDocument } from './sessionDocument'

const parameterSchema = v.strictObject(
  {
    layer: v.pipe(wholeNumber, v.minValue(1, say('layerFrom', { least: 1 }))),
    kind: v.picklist(['W', 'b'], say('weightOrBias')),
    row: wholeNumber,
    column: wholeNumber,
    value: finiteNumber,
  },
  say('handSet'),
)
const changeSchema = v.strictObject(
  { update: wholeNumber, training: trainingSchema, parameter: v.optional(parameterSchema) },
  say('change'),
)

export const timelineSchema = v.strictObject(
  {
    changes: v.pipe(v.array(changeSchema, say('changeList')), v.minLength(1, say('startSettings'))),
    bookmarks: v.pipe(
      v.array(
        v.strictObject(
          {
            update: wholeNumber,
            note: v.pipe(
              v.string(say('text')),
              v.maxLength(limits.noteLetters, say('lettersTo', { most: limits.noteLetters })),
            ),
          },
          say('bookmark'),
        ),
        say('bookmarkList'),
      ),
      v.maxLength(limits.bookmarks, say('bookmarksTo', { most: limits.bookmarks })),
    ),
  },
  say('timeline'),
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
  const expect = (fits: boolean, path: string, expected: Said, actual: Said): void => {
    if (!fits) problems.push(createProblem(`timeline.json: ${path}`, expected, actual))
  }
  changes.forEach((change, k) => {
    const before = changes[k - 1]?.update ?? 0
    const fits = change.update >= before && change.update <= update
    expect(
      fits,
      `changes[${k}].update`,
      phrase('updateRange', { least: before, most: update }),
      change.update,
    )
  })
  const last = changes.at(-1)
  const isPresent = isSameJson(last?.training, experiment.training)
  expect(isPresent, `changes[${changes.length - 1}].training`, phrase('experimentSettings'), phrase('others'))
  bookmarks.forEach((bookmark, k) =>
    expect(
      bookmark.update <= update,
      `bookmarks[${k}].update`,
      phrase('atMostCount', { most: update }),
      bookmark.update,
    ),
  )
  return problems
}
