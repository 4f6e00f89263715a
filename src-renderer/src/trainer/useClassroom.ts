/** What the open experiment says about its use in a course: a task, locked sections, stages that are not shown. */
import { computed, inject, type ComputedRef } from 'vue'
import type { LockName, StageName } from '../../../src-worker/spec/classroom'
import { trainerKey } from './trainer'
import { useHeldBack } from './useHeldBack'

export interface ClassroomRules {
  /** Null when there is none. */
  readonly task: ComputedRef<string | null>
  readonly isLocked: (name: LockName) => boolean
  /** True while cells are blank, which closes the exports too. */
  readonly exportsWait: ComputedRef<boolean>
  readonly isShown: (stage: StageName) => boolean
}

/** Follows the open run; without one, and without a word in its experiment, everything is free. */
export function useClassroom(): ClassroomRules {
  const trainer = inject(trainerKey, null)
  const classroom = computed(() => trainer?.run.value?.experiment.classroom)
  const isNamed = (name: LockName): boolean => classroom.value?.lock?.includes(name) ?? false
  const exportsWait = computed(() => trainer !== null && useHeldBack(trainer).value)
  return {
    task: computed(() => classroom.value?.task ?? null),
    isLocked: (name) => isNamed(name) || (name === 'exports' && exportsWait.value),
    exportsWait,
    isShown: (stage) => !(classroom.value?.hide?.includes(stage) ?? false),
  }
}
