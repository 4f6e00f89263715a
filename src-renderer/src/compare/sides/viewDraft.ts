import { computed, shallowReadonly, shallowRef } from 'vue'
import type { Experiment } from '../../../../src-worker/spec/experiment'
import type { ExperimentDraft } from '../../trainer/trainer'

/** The experiment of a run that is only looked at. Whoever changes it has forgotten to ask `viewOnlyKey`. */
export function createViewDraft(experiment: Experiment): ExperimentDraft {
  const refuse = (): never => {
    throw new Error('this run is only looked at')
  }
  return {
    experiment: shallowReadonly(shallowRef(experiment)),
    staged: computed(() => false),
    edit: refuse,
    apply: refuse,
    discard: refuse,
    replaceData: refuse,
  }
}
