import type { LabErrorCode } from '../../../src-worker/protocol/errors'

/** The one action a strip offers for each failure, beside being closed. */
export const errorActions: Record<LabErrorCode, 'none' | 'discard' | 'restartWorker'> = {
  invalidExperiment: 'discard',
  invalidData: 'discard',
  invalidFile: 'none',
  missingFile: 'discard',
  unsupported: 'none',
  noRun: 'none',
  staleRun: 'none',
  busy: 'none',
  cancelled: 'none',
  stepTooLarge: 'none',
  runsFull: 'none',
  locked: 'none',
  outOfMemory: 'discard',
  workerDied: 'restartWorker',
  workerDiedOften: 'restartWorker',
  workerSilent: 'restartWorker',
  internal: 'restartWorker',
}
