import type { Problem } from '../spec/problem'

/** Every way a request to the trainer can fail, as data; the renderer has the words. */
export type LabErrorCode =
  | 'invalidExperiment'
  | 'invalidData'
  | 'invalidFile'
  | 'missingFile'
  | 'unsupported'
  | 'noRun'
  | 'staleRun'
  | 'busy'
  | 'cancelled'
  | 'stepTooLarge'
  /** The list of runs was full, and one of them gave way; told, though nothing failed. */
  | 'runsFull'
  /** An exercise keeps as it is what would be another one. */
  | 'locked'
  /** Memory could not be had for what was asked. */
  | 'outOfMemory'
  | 'workerDied'
  /** The third time within minutes: it is not started again unasked. */
  | 'workerDiedOften'
  | 'workerSilent'
  | 'internal'

export interface LabError {
  code: LabErrorCode
  /** English, for the log and the command line. */
  message: string
  /** The document at fault: a file name, or empty for the experiment in the window. */
  file: string
  problems: Problem[]
}

export const createLabError = (
  code: LabErrorCode,
  message: string,
  file = '',
  problems: Problem[] = [],
): LabError => ({
  code,
  message,
  file,
  problems,
})

/** Thrown inside the worker's rooms for an expected failure that must leave several frames; becomes data at the edge. */
export class LabFailure extends Error {
  constructor(readonly detail: LabError) {
    super(detail.message)
    this.name = 'LabFailure'
  }
}

export type Reply<Value> = { ok: true; value: Value } | { ok: false; error: LabError }
