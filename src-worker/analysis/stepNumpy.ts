/**
 * A cell, a matrix or a whole update as a NumPy program that stands alone: it holds what is given, computes the rest
 * again by the formulas and compares with what the lab shows.
 */
import { isGradient, tensor } from '../notation/tensorIds'
import type { StepExportRequest, TensorId } from '../protocol/microscope'
import type { Matrix } from '../protocol/tables'
import { programName, tensorName, type Notation } from '../notation/tensorNames'
import { defineCalled } from './numpyElements'
import {
  defineUpdate,
  hasPenalty,
  listSlots,
  nameGradient,
  writeConstants,
  writeLine,
  writePenalized,
} from './numpyLines'
import { readSlot } from './numpySlots'
import { writeArray, writeGivenArray, writePythonNumber, writeShape } from './numpyText'
import { findTolerance, measureScale } from './numpyTolerance'
import { listTensors, readTensor, type Step } from './step'
import { writeCellProgram } from './stepNumpyCell'
import { refuseTooLong } from './stepText'

export function writeNumpy(step: Step, { scope, notation }: StepExportRequest): string | null {
  if (scope === null) return writeProgram(step, notation)
  return 'cell' in scope
    ? writeCellProgram(step, scope.cell, notation)
    : writeMatrix(step, scope.tensor, notation)
}

function writeMatrix(step: Step, id: TensorId, notation: Notation): string | null {
  const matrix = readTensor(step, id)
  if (matrix === null) return null
  refuseTooLong([matrix])
  return [
    'import numpy as np',
    '',
    `# ${tensorName(id, notation)}, ${writeShape(matrix)}, of update ${step.model.update}`,
    ...explainFault(step),
    `${programName(id, notation)} = ${writeArray(matrix)}`,
    '',
  ].join('\n')
}

const explainFault = ({ fault }: Step): string[] =>
  fault === null ? [] : [`# A mistake is planted in the backward pass.`]

interface Entry {
  id: TensorId
  matrix: Matrix
  name: string
}

function writeProgram(step: Step, notation: Notation): string {
  const entries = listTensors(step.shape.layers.length).flatMap((id): Entry[] => {
    const matrix = readTensor(step, id)
    return matrix === null ? [] : [{ id, matrix, name: programName(id, notation) }]
  })
  refuseTooLong(entries.map(({ matrix }) => matrix))
  const computed = entries.filter(({ id }) => writeLine(step, id, notation) !== null)
  const given = entries.filter((entry) => !computed.includes(entry))
  const computation = writeComputation(step, computed, notation)
  const update = defineUpdate(step)
  const code = [...computation, update ?? ''].join('\n')
  const definitions = [...defineCalled(code), ...(update === null ? [] : [update])]
  const needsMath = [...definitions, code].some((text) => text.includes('math.'))
  return [
    ...writeHeading(step),
    ...(needsMath ? ['import math', ''] : []),
    'import numpy as np',
    '',
    '# What overflows becomes inf or nan, as in the lab.',
    'np.seterr(divide="ignore", over="ignore", invalid="ignore")',
    '',
    ...writeGivens(step, given),
    ...definitions.flatMap((text) => ['', '', text]),
    ...(definitions.length > 0 ? [''] : []),
    ...computation,
    '',
    ...writeChecks(step, computed),
    `print("update ${step.model.update}: all ${computed.length} tensors agree")`,
    '',
  ].join('\n')
}

function writeHeading({ model, fault }: Step): string[] {
  const sizes = [model.inputs, ...model.layers.map(({ units }) => units)].join('-')
  const lines = [
    `# Update ${model.update} of a ${sizes} network: every tensor computed again and compared with the lab's.`,
    '# Run it with: python3 FILE (it needs NumPy and nothing else).',
  ]
  if (fault !== null) {
    lines.push(
      `# The lab shows its numbers with a mistake planted.`,
      '# This program computes the right gradient; the check of the tensors after the mistake is meant to fail.',
    )
  }
  return [...lines, '']
}

function writeGivens(step: Step, given: readonly Entry[]): string[] {
  const { model, shape } = step
  const slots = listSlots(step)
  const held = given
    .filter(({ id }) => id.layer > 0)
    .flatMap(({ id, name }) =>
      slots.map((slot) => `${name}_${slot} = ${writeGivenArray(readSlot(step, id, slot))}`),
    )
  return [
    '# Given',
    `m = ${model.samples}  # samples`,
    `n = ${shape.outputs}  # outputs`,
    ...given.map(({ name, matrix }) => `${name} = ${writeArray(matrix)}  # ${writeShape(matrix)}`),
    ...(held.length > 0 ? ['', '# What the optimizer holds before the update', ...held] : []),
    ...writeConstants(step, writePythonNumber),
  ]
}

/** A line a tensor in the order of the update; what penalty and clipping need stands before the first it changes. */
function writeComputation(step: Step, computed: readonly Entry[], notation: Notation): string[] {
  const isUpdate = ({ id }: Entry): boolean => id.kind === 'weightsAfter' || id.kind === 'biasAfter'
  const isBackward = ({ id }: Entry): boolean => isGradient(id.kind)
  const write = ({ id, matrix, name }: Entry): string => {
    const { code, formula } = writeLine(step, id, notation)!
    return `${name} = ${code}  # ${writeShape(matrix)} ${tensorName(id, notation)} = ${formula}`
  }
  return [
    '',
    '# Forward',
    ...computed.filter((entry) => !isUpdate(entry) && !isBackward(entry)).map(write),
    '',
    '# Backward, of the cost alone',
    ...computed.filter(isBackward).map(write),
    '',
    '# Update',
    ...writeGradient(step, notation),
    ...computed.filter(isUpdate).map(write),
  ]
}

/** The penalty joins the gradient of the weights, then the gradient of all is clipped to its norm. */
function writeGradient(step: Step, notation: Notation): string[] {
  const layers = step.shape.layers.map((spec, l) => ({ ...spec, layer: l + 1 }))
  const lines = hasPenalty(step) ? layers.map(({ layer }) => writePenalized(step, layer, notation)) : []
  if (step.settings.clipNorm === null) return lines
  const gradients = layers.flatMap(({ layer, bias }) => [
    nameGradient(step, tensor('dW', layer), notation),
    ...(bias ? [nameGradient(step, tensor('db', layer), notation)] : []),
  ])
  return [
    ...lines,
    `norm = math.hypot(*np.concatenate([g.ravel() for g in [${gradients.join(', ')}]]))`,
    'clip = clip_norm / norm if norm > clip_norm else 1.0',
  ]
}

function writeChecks(step: Step, computed: readonly Entry[]): string[] {
  const scale = measureScale(step)
  return [
    '',
    'def agree(name, computed, shown, rtol=1e-9, atol=1e-12):',
    '    np.testing.assert_allclose(computed, shown, rtol=rtol, atol=atol, err_msg=name)',
    '',
    '',
    '# What the lab shows',
    ...computed.map(({ id, matrix, name }) => {
      const shown = id.kind === 'batchCost' ? writePythonNumber(matrix.values[0]!) : writeArray(matrix)
      return `agree("${name}", ${name}, ${shown}${findTolerance(step, id, matrix, scale)})`
    }),
  ]
}
