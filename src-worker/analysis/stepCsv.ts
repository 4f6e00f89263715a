/** A cell, a matrix or a whole update as a table for other programs: every digit, counted from 1 as in the formulas. */
import type { CellId, StepExportRequest, TensorId, TermLabel } from '../protocol/microscope'
import { programName, type Notation } from '../notation/tensorNames'
import { deriveCell } from './deriveCell'
import { listTensors, readTensor, sliceRow, type Step } from './step'
import { isNear, refuseTooLong, writeExact } from './stepText'

export function writeCsv(step: Step, { scope, notation }: StepExportRequest): string | null {
  const lines =
    scope === null
      ? listStep(step, notation)
      : 'cell' in scope
        ? listCell(step, scope.cell)
        : listMatrix(step, scope.tensor, notation)
  return lines === null ? null : `${lines.join('\n')}\n`
}

function nameTerm(label: TermLabel): string {
  if (label.kind === 'unit' && label.layer === 0) return `x${label.index + 1}`
  return 'index' in label ? `${label.kind} ${label.index + 1}` : label.kind
}

/** A row a term; a last one `shown` where a planted mistake made another value than the sum. */
function listCell(step: Step, cell: CellId): string[] | null {
  const derivation = deriveCell(step, cell)
  if (derivation === null) return null
  const { rule, terms, sum, value } = derivation
  if (rule === 'given') return ['value', writeExact(value)]
  const width = terms.reduce((most, { factors }) => Math.max(most, factors.length), 0)
  const line = (name: string, factors: readonly number[], result: number): string =>
    [
      name,
      ...Array.from({ length: width }, (_, f) => (f < factors.length ? writeExact(factors[f]!) : '')),
      writeExact(result),
    ].join(',')
  const header = ['term', ...Array.from({ length: width }, (_, f) => `factor${f + 1}`), 'value'].join(',')
  const lines = [header, ...terms.map((term) => line(nameTerm(term.label), term.factors, term.value))]
  lines.push(line('sum', [], sum))
  if (step.fault !== null && !isNear(sum, value)) lines.push(line('shown', [], value))
  return lines
}

function listMatrix(step: Step, id: TensorId, notation: Notation): string[] | null {
  const matrix = readTensor(step, id)
  if (matrix === null) return null
  refuseTooLong([matrix])
  const [nameRow, nameColumn] = nameSides(id)
  const header = Array.from({ length: matrix.columns }, (_, column) => nameColumn(column + 1))
  return [
    [programName(id, notation), ...header].join(','),
    ...Array.from({ length: matrix.rows }, (_, row) =>
      [nameRow(row + 1), ...Array.from(sliceRow(matrix, row), writeExact)].join(','),
    ),
  ]
}

type Side = (index: number) => string
const sample: Side = (index) => `sample ${index}`
const unit: Side = (index) => `unit ${index}`
const input: Side = (index) => `x${index}`

/** What rows and columns of a tensor are called. */
function nameSides({ kind, layer }: TensorId): [row: Side, column: Side] {
  switch (kind) {
    case 'inputs':
      return [sample, input]
    case 'targets':
      return [sample, (index) => `y${index}`]
    case 'cost':
      return [sample, () => 'cost']
    case 'batchCost':
      return [() => 'batch', () => 'cost']
    case 'weights':
    case 'dW':
    case 'weightsAfter':
      return [layer === 1 ? input : unit, unit]
    case 'bias':
    case 'db':
    case 'biasAfter':
      return [() => 'bias', unit]
    default:
      return [sample, unit]
  }
}

/** A line a number, so that matrices of all sizes share one table. */
function listStep(step: Step, notation: Notation): string[] {
  const tensors = listTensors(step.shape.layers.length).flatMap((id) => {
    const matrix = readTensor(step, id)
    return matrix === null ? [] : [{ id, matrix }]
  })
  refuseTooLong(tensors.map(({ matrix }) => matrix))
  const lines = ['tensor,layer,row,column,value']
  for (const { id, matrix } of tensors) {
    const start = `${programName(id, notation)},${id.layer}`
    matrix.values.forEach((value: number, p: number) => {
      const row = Math.floor(p / matrix.columns)
      lines.push(`${start},${row + 1},${p - row * matrix.columns + 1},${writeExact(value)}`)
    })
  }
  return lines
}
