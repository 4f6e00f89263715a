import { computed, inject, type ComputedRef } from 'vue'
import type { RunState } from '../../../src-worker/protocol/trainerApi'
import { editorKey, type ExperimentEditor } from './experimentDraft'
import { workerKeeperKey, type WorkerKeeper } from './runRecovery'
import { trainerKey, type Trainer } from './trainer'

export function useTrainer(): Trainer {
  const trainer = inject(trainerKey)
  if (trainer === undefined) throw new Error('no trainer is provided')
  return trainer
}

/** The draft with what only rail and shortcuts need: undo and redo. */
export function useExperimentEditor(): ExperimentEditor {
  const editor = inject(editorKey)
  if (editor === undefined) throw new Error('no experiment is provided')
  return editor
}

/** State of the open run as the newest frame has it; null without a run. */
export function useRunState(): ComputedRef<RunState | null> {
  const { run, frame } = useTrainer()
  return computed(() => frame.value?.state ?? run.value?.state ?? null)
}

export function useWorkerKeeper(): WorkerKeeper {
  const keeper = inject(workerKeeperKey)
  if (keeper === undefined) throw new Error('no worker is provided')
  return keeper
}
