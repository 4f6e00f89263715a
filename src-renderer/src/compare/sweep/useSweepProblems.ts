/** What stands in the way of a sweep, in words: at its fields before the start, and what its runs said after it. */
import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { LabError } from '../../../../src-worker/protocol/errors'
import type { Problem, Result } from '../../../../src-worker/spec/problem'
import type { Sweep } from '../../../../src-worker/spec/sweep'
import { useProblemWords } from '../../i18n/useProblemWords'
import { useSettingWords } from '../useSettingWords'
import { listAxes } from './createSweep'
import type { SweepSetup } from './sweepSetup'

export interface SweepProblems {
  /** Of an axis; empty for none. */
  of(path: string): string
  /** Of no axis. */
  readonly general: ComputedRef<string[]>
}

export function useSweepProblems(
  made: Readonly<Ref<Result<Sweep, Problem[]>>>,
  failure: Readonly<Ref<LabError | null>>,
): SweepProblems {
  const { t } = useI18n()
  const words = useSettingWords()
  const problems = computed(() => (made.value.ok ? (failure.value?.problems ?? []) : made.value.error))
  const paths = computed(() => (made.value.ok ? made.value.value.vary.map(({ path }) => path) : null))
  const { sayWithoutPlace } = useProblemWords()
  const say = (problem: Problem): string => t('sweeps.problem', { problem: sayWithoutPlace(problem) })
  const belongsTo = (place: string, path: string): boolean =>
    path !== '' && (place === path || place.startsWith(`${path}.`) || place.startsWith(`${path}[`))

  return {
    of: (path) =>
      problems.value
        .filter((problem) => belongsTo(problem.path, path))
        .map(say)
        .join(' '),
    general: computed(() => {
      const own = problems.value
        .filter(({ path }) => !(paths.value ?? [path]).some((axis) => belongsTo(path, axis)))
        .filter(({ path }) => path === '' || paths.value !== null)
        .map((problem) =>
          problem.path === ''
            ? say(problem)
            : t('sweeps.problemOf', { setting: words.labelOf(problem.path), problem: say(problem) }),
        )
      const isPlain = failure.value !== null && failure.value.problems.length === 0
      return isPlain && made.value.ok
        ? [...own, t(`runs.errors.${failure.value!.code}.title`, { file: failure.value!.file })]
        : own
    }),
  }
}

/** The seed that is varied itself; null where seeds are counted. */
export const findSeedPath = (setup: SweepSetup): string | null =>
  listAxes(setup).find(({ path }) => /^(training|network\.initialization)\.seed$/.test(path))?.path ?? null
