/** A cell, a matrix or a whole update as LaTeX that needs amsmath and nothing else. */
import type { CellId, Derivation, StepExportRequest, TensorId } from '../protocol/microscope'
import type { Matrix } from '../protocol/tables'
import { derivationLatex, matrixFormula } from '../notation/formulas'
import { formatLatex, type NumberStyle } from '../notation/numbers'
import { programName, tensorLatex, type Notation } from '../notation/tensorNames'
import { fillUpdateLines, leadingLines, updateConstants, type WrittenLine } from '../notation/updateFormulas'
import { deriveCell } from './deriveCell'
import { listTensors, readTensor, sliceRow, type Step } from './step'
import { isNear } from './stepText'

/** amsmath's MaxMatrixCols, and what stands on one page. */
const mostColumns = 10
const mostRows = 12
/** Terms of a sum in one line. */
const termsPerLine = 6

export function writeLatex(step: Step, request: StepExportRequest): string | null {
  const { scope, notation, digits } = request
  const style: NumberStyle = { kind: 'significant', digits, fractions: false }
  if (scope === null) return writeDocument(step, notation, style)
  return 'cell' in scope
    ? writeCell(step, scope.cell, notation, style)
    : writeMatrix(step, scope.tensor, notation, style)
}

function writeCell(step: Step, cell: CellId, notation: Notation, style: NumberStyle): string | null {
  const derivation = deriveCell(step, cell)
  if (derivation === null) return null
  const [name, ...parts] = derivationLatex(derivation, step.model, notation, style)
  const steps = parts.flatMap((part, at) => {
    const isResult = at === parts.length - 1
    const sign = isResult && isFaulty(step, derivation) ? '\\neq' : '='
    return breakSum(part, derivation, isResult).map((line, n) =>
      n === 0 ? `&${sign} ${line}` : `&\\quad + ${line}`,
    )
  })
  const [first, ...others] = steps
  const lines = [...leadCell(step, derivation, notation, style), `${name!} ${first!}`, ...others]
  return `${explainFault(step)}${align(lines)}`
}

/** What W′ is made of beside W and ΔW, each line with its numbers and its value. */
function leadCell(
  step: Step,
  { cell, change }: Derivation,
  notation: Notation,
  style: NumberStyle,
): string[] {
  if (change === null) return []
  const filled = fillUpdateLines(cell, change, step.model, style)
  return leadingLines(cell, step.model, notation).map((line, at) => {
    const { numbers, value } = filled[at]!
    return `${alignLine(line)} = ${numbers} = ${formatLatex(value, style)}`
  })
}

const alignLine = ({ left, sign, right }: WrittenLine): string => `${left} &${sign} ${right}`

/** Terms are products of numbers, so that a plus stands between terms only. */
function breakSum(part: string, { terms }: Derivation, isResult: boolean): string[] {
  if (isResult || terms.length <= termsPerLine) return [part]
  const written = part.split(' + ')
  return Array.from({ length: Math.ceil(written.length / termsPerLine) }, (_, line) =>
    written.slice(line * termsPerLine, (line + 1) * termsPerLine).join(' + '),
  )
}

const isFaulty = ({ fault }: Step, { sum, value }: Derivation): boolean =>
  fault !== null && !isNear(sum, value)

const explainFault = ({ fault }: Step): string =>
  fault === null ? '' : '% A mistake is planted in the backward pass.\n'

const align = (lines: readonly string[]): string =>
  `\\begin{aligned}\n${lines.join(' \\\\\n')}\n\\end{aligned}\n`

function writeMatrix(step: Step, id: TensorId, notation: Notation, style: NumberStyle): string | null {
  const matrix = readTensor(step, id)
  if (matrix === null) return null
  const comments = `${explainFault(step)}${explainElision(id, matrix, notation)}`
  if (leadingLines(id, step.model, notation).length > 0)
    return `${comments}${alignTensor(step, id, matrix, notation, style)}`
  const formula = matrixFormula(id, step.model, notation)
  const parts = [
    tensorLatex(id, notation),
    ...(formula === '' ? [] : [formula]),
    writeValues(id, matrix, style),
  ]
  return `${comments}${parts.join(' = ')}\n`
}

function alignTensor(
  step: Step,
  id: TensorId,
  matrix: Matrix,
  notation: Notation,
  style: NumberStyle,
): string {
  const formula = matrixFormula(id, step.model, notation)
  const steps = [...(formula === '' ? [] : [`&= ${formula}`]), `&= ${writeValues(id, matrix, style)}`]
  return align([
    ...leadingLines(id, step.model, notation).map(alignLine),
    `${tensorLatex(id, notation)} ${steps[0]!}`,
    ...steps.slice(1),
  ])
}

/** Places of the first rows or columns and of the last; null stands for those between. */
const elide = (count: number, most: number): (number | null)[] =>
  count <= most
    ? Array.from({ length: count }, (_, place) => place)
    : [...Array.from({ length: most - 2 }, (_, place) => place), null, count - 1]

/** The cost of the batch is a number, everything else a matrix. */
const writeValues = ({ kind }: TensorId, matrix: Matrix, style: NumberStyle): string =>
  kind === 'batchCost' ? formatLatex(matrix.values[0]!, style) : bracket(matrix, style)

function bracket(matrix: Matrix, style: NumberStyle): string {
  const columns = elide(matrix.columns, mostColumns)
  const rows = elide(matrix.rows, mostRows).map((row) => {
    const values = row === null ? null : sliceRow(matrix, row)
    return columns
      .map((column) => {
        if (values === null) return column === null ? '\\ddots' : '\\vdots'
        return column === null ? '\\cdots' : formatLatex(values[column]!, style)
      })
      .join(' & ')
  })
  return `\\begin{bmatrix}\n${rows.join(' \\\\\n')}\n\\end{bmatrix}`
}

function explainElision(id: TensorId, { rows, columns }: Matrix, notation: Notation): string {
  if (rows <= mostRows && columns <= mostColumns) return ''
  return `% ${programName(id, notation)} is ${rows} x ${columns}; dots stand for what is left out.\n`
}

type Section = 'Forward' | 'Cost' | 'Backward' | 'Update'

function sectionOf({ kind }: TensorId): Section {
  switch (kind) {
    case 'cost':
    case 'batchCost':
      return 'Cost'
    case 'dO':
    case 'dI':
    case 'dW':
    case 'db':
      return 'Backward'
    case 'weightsAfter':
    case 'biasAfter':
      return 'Update'
    default:
      return 'Forward'
  }
}

function writeDocument(step: Step, notation: Notation, style: NumberStyle): string {
  const blocks: string[] = []
  let section: Section | null = null
  for (const id of listTensors(step.shape.layers.length)) {
    const matrix = readTensor(step, id)
    if (matrix === null) continue
    if (sectionOf(id) !== section) {
      section = sectionOf(id)
      blocks.push(`\\subsection*{${section}}`)
    }
    blocks.push(displayTensor(step, id, matrix, notation, style))
  }
  return [
    '\\documentclass{article}',
    '\\usepackage{amsmath}',
    '\\setlength{\\oddsidemargin}{0pt}',
    '\\setlength{\\textwidth}{6.5in}',
    '\\begin{document}',
    `\\section*{Update ${step.model.update}}`,
    ...describeStep(step, style),
    '\\footnotesize',
    ...blocks,
    '\\end{document}',
    '',
  ].join('\n')
}

function displayTensor(
  step: Step,
  id: TensorId,
  matrix: Matrix,
  notation: Notation,
  style: NumberStyle,
): string {
  const aligned = alignTensor(step, id, matrix, notation, style)
  return `${explainElision(id, matrix, notation)}\\[\n${aligned}\\]`
}

function describeStep({ model, settings, fault }: Step, style: NumberStyle): string[] {
  const { l1, l2, clipNorm } = settings
  const [rate, ...constants] = updateConstants(model, style).map((constant) => `$${constant}$`)
  const facts = [
    `Cost ${model.costName}, $m = ${model.samples}$ samples, $n = ${model.layers.at(-1)!.units}$ outputs,`,
    `optimizer ${model.optimizer.name}, learning rate ${rate!}.`,
  ]
  if (constants.length > 0) facts.push(`Constants of the update: ${constants.join(', ')}.`)
  if (l1 !== 0 || l2 !== 0) {
    facts.push('The penalty, of the weights only, shows in the parameters after the update only.')
  }
  if (clipNorm !== null) {
    facts.push(
      'The gradient is clipped to the norm $c$; $\\lVert \\mathbf{g} \\rVert$ is taken over the parameters of all layers.',
    )
  }
  if (fault !== null) {
    facts.push(`A mistake is planted in the backward pass.`)
  }
  return facts
}
