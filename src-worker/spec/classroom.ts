/**
 * What an exercise adds to an experiment: a task, settings that stay as they are, stages that are not shown.
 * An agreement, no protection: the file is plain JSON, and whoever edits it can take the locks out.
 */
import * as v from 'valibot'
import { oneOf } from './fields'
import { limits } from './limits'

/** Sections of the rail by their names, and the exports of the file menu. */
export const lockNames = ['data', 'network', 'training', 'stop', 'start', 'exports'] as const
export type LockName = (typeof lockNames)[number]

export const stageNames = ['data', 'network', 'backprop', 'weights', 'compare'] as const
export type StageName = (typeof stageNames)[number]

const each = <const Names extends readonly string[]>(names: Names, most: number) =>
  v.pipe(
    v.array(oneOf(names), `a list of ${names.join(', ')}`),
    v.maxLength(most, `at most ${most} of ${names.join(', ')}`),
    v.check((list) => new Set(list).size === list.length, 'each name once'),
  )

/** No field has a default, so that an experiment without them stays, letter by letter, what it was. */
export const classroomSchema = v.strictObject(
  {
    /** Plain text; line ends are kept. */
    task: v.optional(
      v.pipe(
        v.string('a text'),
        v.minLength(1, 'a text of at least one letter'),
        v.maxLength(limits.taskLetters, `a text of at most ${limits.taskLetters} letters`),
      ),
    ),
    lock: v.optional(each(lockNames, lockNames.length)),
    /** At least one stage stays. */
    hide: v.optional(each(stageNames, stageNames.length - 1)),
  },
  'the classroom: an object with task, lock, hide',
)

export type Classroom = v.InferOutput<typeof classroomSchema>
