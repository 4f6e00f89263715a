/** What the open experiment says about its use in a course: a task, locked sections, stages that are not shown. */
import { computed, inject, type ComputedRef } from 'vue'
import type { LockName, StageName } from '../../../src-worker/spec/classroom'
import { trainerKey } from './trainer'

export interface ClassroomRules {
  /** Null when there is none. */
  readonly task: ComputedRef<string | null>
  readonly isLocked: (name: LockName) => boolean
  readonly isShown: (stage: StageName) => boolean
}

/** Follows the open run; without one, and without a word in its experiment, everything is free. */
export function useClassroom(): ClassroomRules {
  const trainer = inject(trainerKey, null)
  const classroom = computed(() => trainer?.run.value?.experiment.classroom)
  return {
    task: computed(() => classroom.value?.task ?? null),
    isLocked: (name) => classroom.value?.lock?.includes(name) ?? false,
    isShown: (stage) => !(classroom.value?.hide?.includes(stage) ?? false),
  }
}
