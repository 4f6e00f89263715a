/** Fits the tensors of a file to a network: which belongs to which layer, how it lies, and what does not fit. */
import type { Scaler } from '../core/dataset'
import type { LayerShape } from '../core/network'
import type {
  LayerFit,
  Orientation,
  StartWeights,
  TensorInFile,
  TensorOrder,
  WeightsReport,
} from '../protocol/weights'
import { phrase } from '../spec/phrases'
import { explain, type Problem } from '../spec/problem'
import { orderGroups } from './weightOrder'
import { groupTensors, type NamedTensor, type TensorGroup } from './weightNames'
import { fitBiases, fitMatrix, formatShape, type MatrixFit } from './weightShapes'
import type { WeightsFile } from './weightsFile'

/** The network that weights are for. */
export interface WeightsTarget {
  layers: readonly LayerShape[]
  scaler: Scaler | null
}

/**
 * @param asked the person's word on every matrix; null: by what the file and the shapes say
 * @param chosen the person's word on the order of the layers: a place among the report's `orders`; null: the first
 * @returns the start weights with the way they were found; without them when anything is missing, too much or open
 */
export function readWeights(
  file: WeightsFile,
  fileName: string,
  { layers, scaler }: WeightsTarget,
  asked: Orientation | null,
  chosen: number | null,
): WeightsReport {
  const { groups, others } = groupTensors(file.tensors)
  const { order, placed, rest, orders } = orderGroups(groups, layers, chosen)
  const claim = asked ?? file.orientation
  const source = asked === null ? ('file' as const) : ('caller' as const)
  const matrices = settleSquares(
    layers.map((layer, l) => fitMatrix(placed[l] ?? null, layer, claim && { orientation: claim, source })),
  )
  const fits = layers.map((layer, l) => describeLayer(layer, l, placed[l] ?? null, matrices[l]!, file, order))
  const leftOver = [...rest.flatMap(({ weights, biases }) => [weights, biases]), ...others]
    .filter((tensor) => tensor !== null)
    .concat(findUnwantedBiases(layers, placed))
  const problems = [...fits.flatMap((fit) => fit.problems), ...leftOver.map(refuseLeftOver)]
  const isOpen = matrices.some(({ orientation }) => orientation === null)
  return {
    fileName,
    format: file.format,
    order,
    orders: orders.map((groups) => groups.map(({ key, weights }) => weights?.name ?? key)),
    layers: fits,
    leftOver: leftOver.map(nameTensor),
    otherScaling: file.scaler !== undefined && !isSameScaler(file.scaler, scaler),
    problems,
    weights: problems.length > 0 || isOpen ? null : takeWeights(layers, placed, matrices),
  }
}

/** One file, one convention: a square matrix lies as all others that say how they lie. */
function settleSquares(matrices: MatrixFit[]): MatrixFit[] {
  const said = new Set(matrices.flatMap((fit) => (fit.tellsOthers ? [fit.orientation] : [])))
  const [only] = said
  if (said.size !== 1 || only === undefined || only === null) return matrices
  return matrices.map((fit) =>
    fit.isOpen ? { ...fit, orientation: only, knownFrom: 'others' as const, isOpen: false } : fit,
  )
}

function describeLayer(
  layer: LayerShape,
  index: number,
  group: TensorGroup | null,
  matrix: MatrixFit,
  { activations }: WeightsFile,
  order: TensorOrder,
): LayerFit {
  const said = order === 'names' ? activations?.[index] : undefined
  const biases = layer.bias ? (group?.biases ?? null) : null
  const problems = [...matrix.problems, ...fitBiases(biases, layer)]
  return {
    layer: index + 1,
    expected: [layer.inputs, layer.units],
    weights: group?.weights ? nameTensor(group.weights) : null,
    orientation: matrix.orientation,
    knownFrom: matrix.knownFrom,
    biases: biases && nameTensor(biases),
    zeroBiases: layer.bias && biases === null,
    otherActivation: said === undefined || said === layer.activation ? null : said,
    problems: problems.map((problem) => placeInLayer(index + 1, problem)),
  }
}

function placeInLayer(layer: number, problem: Problem): Problem {
  const place = problem.says?.path ?? problem.path
  const { path, says } = explain(phrase('layerPlace', { layer, place }), '', '')
  return { ...problem, path, says: { ...problem.says, ...says } }
}

const nameTensor = ({ name, shape }: NamedTensor): TensorInFile => ({ name, shape: [...shape] })

const findUnwantedBiases = (
  layers: readonly LayerShape[],
  placed: readonly (TensorGroup | undefined)[],
): NamedTensor[] => layers.flatMap(({ bias }, l) => (!bias && placed[l]?.biases ? [placed[l].biases] : []))

const refuseLeftOver = ({ name, shape }: NamedTensor): Problem =>
  explain(name, phrase('onlyTensors'), phrase('oneMore', { shape: formatShape(shape) }))

function takeWeights(
  layers: readonly LayerShape[],
  placed: readonly (TensorGroup | undefined)[],
  matrices: readonly MatrixFit[],
): StartWeights {
  return {
    kind: 'explicit',
    weights: layers.map(({ inputs, units }, l) => {
      const { values } = placed[l]!.weights!
      const isTurned = matrices[l]!.orientation === 'out-in'
      return Array.from({ length: inputs }, (_in, k) =>
        Array.from({ length: units }, (_out, j) => values[isTurned ? j * inputs + k : k * units + j]!),
      )
    }),
    biases: layers.map(({ units, bias }, l) =>
      bias ? Array.from(placed[l]!.biases?.values ?? new Float64Array(units)) : null,
    ),
  }
}

function isSameScaler(file: NonNullable<WeightsFile['scaler']> | null, run: Scaler | null): boolean {
  if (file === null || run === null) return file === run
  const isSame = (a: readonly number[], b: readonly number[]) =>
    a.length === b.length && a.every((value, k) => value === b[k])
  return file.kind === run.kind && isSame(file.offset, run.offset) && isSame(file.divisor, run.divisor)
}
