/** Whether a tensor has the shape and the numbers of a layer, and how its matrix lies. */
import type { LayerShape } from '../core/network'
import type { Orientation, OrientationSource } from '../protocol/weights'
import { phrase } from '../spec/phrases'
import { explain, type Problem } from '../spec/problem'
import { createProblem } from './fileFault'
import type { NamedTensor, TensorGroup } from './weightNames'

export interface MatrixFit {
  orientation: Orientation | null
  knownFrom: OrientationSource | null
  /** Square, and nothing says how it lies. */
  isOpen: boolean
  /** Its shape or its name says how the file lays matrices out. */
  tellsOthers: boolean
  problems: Problem[]
}

type Claim = { orientation: Orientation; source: 'caller' | 'file' }

export const formatShape = (shape: readonly number[]): string => `[${shape.join(', ')}]`

const turn = (shape: readonly number[]): number[] => [...shape].reverse()

const hasShape = (shape: readonly number[], expected: readonly number[]): boolean =>
  shape.length === expected.length && shape.every((length, d) => length === expected[d])

/** In either orientation, with the biases that the layer would take. */
export function fitsLayer(group: TensorGroup, { inputs, units, bias }: LayerShape): boolean {
  const shape = group.weights?.shape ?? []
  const isMatrix = hasShape(shape, [inputs, units]) || hasShape(shape, [units, inputs])
  return isMatrix && (!bias || group.biases === null || isRow(group.biases.shape, units))
}

export function fitMatrix(group: TensorGroup | null, layer: LayerShape, claim: Claim | null): MatrixFit {
  const tensor = group?.weights ?? null
  const expected = [layer.inputs, layer.units]
  const failed = { orientation: null, knownFrom: null, isOpen: false, tellsOthers: false }
  if (tensor === null) {
    const problem = explain(
      phrase('weightsPlace'),
      phrase('matrixOf', { shape: formatShape(expected) }),
      phrase('none'),
    )
    return { ...failed, problems: [problem] }
  }
  const asInOut = hasShape(tensor.shape, expected)
  const asOutIn = hasShape(tensor.shape, turn(expected))
  if (!asInOut && !asOutIn) {
    const shape = formatShape(expected)
    const either = phrase('shapeEither', { shape, other: formatShape(turn(expected)) })
    const wanted = layer.inputs === layer.units ? shape : either
    const problem = createProblem(tensor.name, wanted, formatShape(tensor.shape))
    return { ...failed, problems: [problem] }
  }
  const problems = findNumberProblems(tensor)
  if (claim !== null) {
    const isInOut = claim.orientation === 'in-out'
    const known = { ...failed, orientation: claim.orientation, knownFrom: claim.source }
    if (isInOut ? asInOut : asOutIn) return { ...known, problems }
    const [wanted, order] = isInOut ? [expected, '[in, out]'] : [turn(expected), '[out, in]']
    const kind = claim.source === 'file' ? 'shapeAsFile' : 'shapeAs'
    const says = phrase(kind, { shape: formatShape(wanted), order })
    return { ...known, problems: [createProblem(tensor.name, says, formatShape(tensor.shape))] }
  }
  if (asInOut && asOutIn && layer.inputs > 1) {
    if (!group!.isKernel) return { ...failed, isOpen: true, problems }
    return { ...failed, orientation: 'in-out', knownFrom: 'name', tellsOthers: true, problems }
  }
  const tellsOthers = !(asInOut && asOutIn)
  const orientation = asInOut ? 'in-out' : 'out-in'
  return { ...failed, orientation, knownFrom: 'shape', tellsOthers, problems }
}

/** A row, or a matrix of one row or one column, as NumPy programs keep it. */
const isRow = (shape: readonly number[], units: number): boolean =>
  hasShape(shape, [units]) || hasShape(shape, [1, units]) || hasShape(shape, [units, 1])

/** @param tensor null where the layer takes none, or the file has none */
export function fitBiases(tensor: NamedTensor | null, { units }: LayerShape): Problem[] {
  if (tensor === null) return []
  if (isRow(tensor.shape, units)) return findNumberProblems(tensor)
  return [createProblem(tensor.name, formatShape([units]), formatShape(tensor.shape))]
}

function findNumberProblems({ name, type, shape, values }: NamedTensor): Problem[] {
  if (!type.startsWith('float')) return [createProblem(name, phrase('floats'), type)]
  for (let k = 0; k < values.length; k++) {
    if (Number.isFinite(values[k])) continue
    const columns = shape.at(-1)!
    const place = shape.length === 1 ? `[${k}]` : `[${Math.floor(k / columns)}, ${k % columns}]`
    return [createProblem(`${name}${place}`, phrase('finite'), values[k])]
  }
  return []
}
