/** A cell, a matrix or a whole update as LaTeX, NumPy or CSV: three views of the same derivations. */
import { createLabError, LabFailure } from '../protocol/errors'
import type { StepExportRequest, StepFormat } from '../protocol/microscope'
import type { ExportedFile } from '../protocol/exports'
import { programName } from '../notation/tensorNames'
import type { Step } from './step'
import { writeCsv } from './stepCsv'
import { writeLatex } from './stepLatex'
import { writeNumpy } from './stepNumpy'

const formats: Record<
  StepFormat,
  { write: (step: Step, request: StepExportRequest) => string | null; ending: string; mediaType: string }
> = {
  latex: { write: writeLatex, ending: 'tex', mediaType: 'application/x-tex' },
  numpy: { write: writeNumpy, ending: 'py', mediaType: 'text/x-python' },
  csv: { write: writeCsv, ending: 'csv', mediaType: 'text/csv' },
}

export function exportStep(step: Step, request: StepExportRequest): ExportedFile {
  const { write, ending, mediaType } = formats[request.format]
  const text = write(step, request)
  if (text === null) {
    throw new LabFailure(createLabError('unsupported', 'This update has no such cell or matrix.'))
  }
  return { name: `${nameOf(step, request)}.${ending}`, mediaType, bytes: new TextEncoder().encode(text) }
}

function nameOf({ model }: Step, { scope, notation }: StepExportRequest): string {
  const update = `update-${model.update}`
  if (scope === null) return update
  const id = 'cell' in scope ? scope.cell : scope.tensor
  const name = `${update}-${programName(id, notation)}`
  return 'cell' in scope ? `${name}-${scope.cell.row + 1}-${scope.cell.column + 1}` : name
}
