/** One cell as a NumPy program: the rows and columns it is made from, the line that makes it, and what the lab shows. */
import { tensor } from '../notation/tensorIds'
import type { CellId, Derivation, Region } from '../protocol/microscope'
import type { Matrix } from '../protocol/tables'
import { cellName, programName, tensorName, type Notation } from '../notation/tensorNames'
import { deriveCell } from './deriveCell'
import { findClipFactor } from './deriveChange'
import { cellIn, rowOf } from './derivationParts'
import { defineCalled, type NumpyLine } from './numpyElements'
import { defineUpdate, hasPenalty, listSlots, writeConstants, writeLine, writePenalized } from './numpyLines'
import { readSlot } from './numpySlots'
import { writeArray, writePythonNumber } from './numpyText'
import { readTensor, type Step } from './step'

export function writeCellProgram(step: Step, cell: CellId, notation: Notation): string | null {
  const derivation = deriveCell(step, cell)
  if (derivation === null) return null
  const line = cell.kind === 'batchCost' ? addSamples : writeLine(step, cell, notation)
  const regions = line === null ? [cellIn(cell, cell.row, cell.column)] : listFactors(step, derivation)
  const change = derivation.rule === 'parameterUpdate' ? writeChange(step, cell, notation) : []
  const update = derivation.rule === 'parameterUpdate' ? defineUpdate(step) : null
  const code = [line?.code ?? '', update ?? ''].join('\n')
  const definitions = [...defineCalled(code), ...(update === null ? [] : [update])]
  return [
    `# ${cellName(cell, notation)} of update ${step.model.update}. Run it with: python3 FILE (it needs NumPy).`,
    ...explainFault(step),
    ...([code, ...definitions].some((text) => text.includes('math.')) ? ['import math', ''] : []),
    'import numpy as np',
    '',
    ...writeSizes(step, line?.code ?? ''),
    ...regions.map((region) => writeRegion(step, region, notation)),
    ...change,
    ...definitions.flatMap((text) => ['', '', text]),
    ...(definitions.length > 0 ? ['', ''] : []),
    ...(line === null
      ? []
      : [`${programName(cell, notation)} = ${line.code}  # ${tensorName(cell, notation)} = ${line.formula}`]),
    ...writeCheck(step, derivation, notation),
    '',
  ].join('\n')
}

/** The cost of the batch from the costs of its samples. */
const addSamples: NumpyLine = {
  code: `${programName(tensor('cost'), 'io')}.sum()`,
  formula: 'Σₛ cost',
}

const explainFault = ({ fault }: Step): string[] =>
  fault === null
    ? []
    : [
        '# The lab shows its numbers with a mistake planted.',
        '# Where the mistake changes this cell, its check is meant to fail.',
      ]

/** Batch size and number of outputs where the line has them. */
const writeSizes = ({ model, shape }: Step, code: string): string[] => [
  ...(/\bm\b/.test(code) ? [`m = ${model.samples}  # samples`] : []),
  ...(/\bn\b/.test(code) ? [`n = ${shape.outputs}  # outputs`] : []),
]

/** What the line reads: the derivation's factors, in whole rows where the code of a row needs them. */
function listFactors(step: Step, { cell, rule, factors }: Derivation): Region[] {
  const { row, layer } = cell
  const { outputs, layers } = step.shape
  const last = layers.length
  if (rule === 'sampleCost') {
    return [
      rowOf(tensor('i', last), row, outputs),
      rowOf(tensor('o', last), row, outputs),
      rowOf(tensor('targets'), row, outputs),
    ]
  }
  if (rule === 'fusedGradient') {
    return [rowOf(tensor('o', layer), row, outputs), rowOf(tensor('targets'), row, outputs)]
  }
  return factors
}

function writeRegion(step: Step, region: Region, notation: Notation): string {
  const { tensor: id, rows, columns } = region
  const slice = [rows, columns].map(([first, last]) => (first === last ? String(first) : ':')).join(', ')
  const name = programName(id, notation)
  return `${name} = ${writeArray(cut(readTensor(step, id)!, region))}  # [${slice}]`
}

function cut(matrix: Matrix, { rows: [top, bottom], columns: [left, right] }: Region): Matrix {
  const [rows, columns] = [bottom - top + 1, right - left + 1]
  const values = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const at = (top + row) * matrix.columns + left
    values.set(matrix.values.subarray(at, at + columns), row * columns)
  }
  return { rows, columns, values }
}

/** What an update of one parameter needs beside the parameter and its gradient. */
function writeChange(step: Step, cell: CellId, notation: Notation): string[] {
  const isWeight = cell.kind === 'weightsAfter'
  const before = tensor(isWeight ? 'weights' : 'bias', cell.layer)
  const region = { tensor: before, rows: [cell.row, cell.row], columns: [cell.column, cell.column] } as Region
  const slots = listSlots(step).map(
    (slot) =>
      `${programName(before, notation)}_${slot} = ${writeArray(cut(readSlot(step, before, slot), region))}`,
  )
  const clip = findClipFactor(step)
  return [
    ...slots,
    ...writeConstants(step, writePythonNumber),
    ...(step.settings.clipNorm === null
      ? []
      : [`clip = ${writePythonNumber(clip)}  # from the norm of the whole gradient`]),
    ...(isWeight && hasPenalty(step) ? [writePenalized(step, cell.layer, notation)] : []),
  ]
}

/** A line over a whole row gives the row, every other one its one cell. */
const makesRow = ({ shape }: Step, { cell, rule }: Derivation): boolean =>
  rule === 'fusedGradient' ||
  rule === 'softmaxGradient' ||
  (rule === 'activation' && shape.layers[cell.layer - 1]!.activation === 'softmax')

function writeCheck(step: Step, derivation: Derivation, notation: Notation): string[] {
  const { cell, value, terms } = derivation
  const name = programName(cell, notation)
  const at = cell.kind === 'batchCost' ? name : `${name}[0, ${makesRow(step, derivation) ? cell.column : 0}]`
  // Rounding is of the size of what is added up.
  const size = terms.reduce((sum, term) => sum + Math.abs(term.value), 0)
  const atol = size > 1 && size < Infinity ? `1e${Math.ceil(Math.log10(size)) - 15}` : '1e-15'
  return [
    `value = ${at}`,
    `assert np.isclose(value, ${writePythonNumber(value)}, rtol=1e-12, atol=${atol}, equal_nan=True), value`,
    `print("${cellName(cell, notation)} =", value)`,
  ]
}
