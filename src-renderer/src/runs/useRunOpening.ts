import { shallowReadonly, shallowRef, type ShallowRef } from 'vue'
import { refuseLocked } from '../trainer/lockedChanges'
import { useExperimentEditor, useTrainer } from '../trainer/useTrainer'

export interface RunOpening {
  /** Number of the run that waits for an answer: changes that need a new start would be lost. */
  readonly asked: Readonly<ShallowRef<number | null>>
  /** Puts the run in the place of the open one, at once where nothing is lost. */
  open(number: number): Promise<void>
  answer(yes: boolean): Promise<void>
}

/** @param reopen with what belongs to it outside; it reports what fails */
export function useRunOpening(reopen: (number: number) => Promise<void>): RunOpening {
  const { run, runs, error } = useTrainer()
  const { staged, discard } = useExperimentEditor()
  const asked = shallowRef<number | null>(null)

  async function goTo(number: number): Promise<void> {
    await reopen(number)
    if (run.value?.number === number && staged.value) discard()
  }
  return {
    asked: shallowReadonly(asked),
    async open(number) {
      if (run.value?.number === number) return
      const listed = runs.value.find((one) => one.number === number)
      const refusal = listed === undefined ? null : refuseLocked(run.value?.experiment, listed.experiment)
      if (refusal !== null) error.value = refusal
      else if (staged.value) asked.value = number
      else await goTo(number)
    },
    async answer(yes) {
      const number = asked.value
      asked.value = null
      if (yes && number !== null) await goTo(number)
    },
  }
}
