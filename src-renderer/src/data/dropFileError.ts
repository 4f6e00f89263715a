import type { LabErrorCode } from '../../../src-worker/protocol/errors'
import type { Trainer } from '../trainer/trainer'

const ofFiles: readonly LabErrorCode[] = ['invalidFile', 'invalidData', 'invalidExperiment', 'missingFile']

/** What the window says of a file that could not be read goes when another one is opened; other failures stay. */
export function dropFileError({ error }: Pick<Trainer, 'error'>): void {
  if (error.value !== null && ofFiles.includes(error.value.code)) error.value = null
}
