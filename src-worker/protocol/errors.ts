import { formatPhrase, type Phrase } from '../spec/phrases'
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
  /** The message by its kind, for other languages than English. */
  says?: Phrase
}

export const createLabError = (
  code: LabErrorCode,
  message: string | Phrase,
  file = '',
  problems: Problem[] = [],
): LabError =>
  typeof message === 'string'
    ? { code, message, file, problems }
    : { code, message: formatPhrase(message), file, problems, says: message }

/** Thrown inside the worker's rooms for an expected failure that must leave several frames; becomes data at the edge. */
export class LabFailure extends Error {
  constructor(readonly detail: LabError) {
    super(detail.message)
    this.name = 'LabFailure'
  }
}

export type Reply<Value> = { ok: true; value: Value } | { ok: false; error: LabError }
