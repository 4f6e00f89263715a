import { exportStep } from '../analysis/exportStep'
import type { ExportContext } from '../files/exportFormats'
import { LabFailure } from '../protocol/errors'
import type { ExportFormat } from '../protocol/exports'
import type { Microscope } from './microscope'
import type { TrainingRun } from './trainingRun'

/** What an export is made from: weights and models are of the moment that is shown, all else of the whole run. */
export function collectExport(
  run: TrainingRun,
  format: ExportFormat,
  microscope: Microscope,
): Pick<ExportContext, 'document' | 'prepared' | 'proof'> {
  const whole = run.toDocument()
  const { prepared } = run
  if (!/^(weights|model)-/.test(format)) return { document: whole, prepared, proof: null }
  const { update, samples, parameters, optimizer, order } = run.engine.getState()
  const experiment = { ...whole.experiment, training: run.training }
  const document = { ...whole, experiment, update, samples, current: parameters, optimizer, order }
  return { document, prepared, proof: format === 'model-numpy' ? writeProof(run, microscope) : null }
}

/** The next update as a program that checks itself; null when it is too large for one. */
function writeProof(run: TrainingRun, microscope: Microscope): string | null {
  try {
    const { step } = microscope.take(run, null)
    const request = { fault: null, scope: null, format: 'numpy', notation: 'io', digits: 17 } as const
    return new TextDecoder().decode(exportStep(step, request).bytes)
  } catch (failure) {
    if (failure instanceof LabFailure && ['stepTooLarge', 'unsupported'].includes(failure.detail.code))
      return null
    throw failure
  }
}
