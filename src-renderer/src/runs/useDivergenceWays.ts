/** What helps a run that diverged: one change of the experiment each, from the same start values. */
import { computed, type ComputedRef } from 'vue'
import type { TrainingSettings } from '../../../src-worker/spec/experiment'
import { useClassroom } from '../trainer/useClassroom'
import { useExperimentEditor, useTrainer } from '../trainer/useTrainer'

export interface DivergenceWay {
  name: 'halve' | 'standardize' | 'clip'
  take(): Promise<void>
}

const clipNorm = 1

export function useDivergenceWays(): ComputedRef<DivergenceWay[]> {
  const { command } = useTrainer()
  const editor = useExperimentEditor()
  const { isLocked } = useClassroom()

  /** What the run takes at once: other changes that wait for a new start go on waiting. */
  async function trainAgain(change: (training: TrainingSettings) => Partial<TrainingSettings>) {
    editor.edit((experiment) => ({
      ...experiment,
      training: { ...experiment.training, ...change(experiment.training) },
    }))
    await command('restart')
  }
  /** Other inputs are another run. */
  async function openStandardized(): Promise<void> {
    editor.edit((experiment) => ({ ...experiment, data: { ...experiment.data, scaling: 'standardize' } }))
    await editor.apply()
  }

  return computed(() => {
    const { data, training } = editor.experiment.value
    const ways: DivergenceWay[] = []
    if (!isLocked('training')) {
      const halve = ({ optimizer }: TrainingSettings) => ({
        optimizer: { ...optimizer, learningRate: optimizer.learningRate / 2 },
      })
      ways.push({ name: 'halve', take: () => trainAgain(halve) })
      if (training.clipNorm === null)
        ways.push({ name: 'clip', take: () => trainAgain(() => ({ clipNorm })) })
    }
    if (!isLocked('data') && data.scaling === 'none')
      ways.push({ name: 'standardize', take: openStandardized })
    return ways
  })
}
