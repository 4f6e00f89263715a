/** What a window onto an update shows: the visible part of every tensor, and one cell's derivation. */
import type {
  InspectRequest,
  Span,
  StepPicture,
  TensorId,
  TensorWindow,
  UnitNotice,
  UpdateEffect,
} from '../protocol/microscope'
import type { Matrix } from '../protocol/tables'
import { deriveCell, foldTerms } from './deriveCell'
import { listTensors, readTensor, type Step } from './step'
import { findNotices } from './unitNotices'
import { measureEffect } from './updateEffect'

/** Terms of a derivation that are sent; a batch of thousands has as many. */
export const mostTerms = 64
const mostSampledValues = 4096
const mostDecimals = 6

/** An update and what is known of it whole, computed once. */
export class InspectedStep {
  private readonly sizes = new Map<string, { largest: number; decimals: number }>()
  private readonly effect: UpdateEffect
  private readonly notices: UnitNotice[]

  constructor(readonly step: Step) {
    this.effect = measureEffect(step)
    this.notices = findNotices(step)
  }

  picture(runId: number, request: InspectRequest): StepPicture {
    const { step, effect, notices } = this
    const derivation = request.cell === null ? null : deriveCell(step, request.cell)
    const samples = clamp(request.samples, step.model.samples)
    return {
      runId,
      model: step.model,
      rowIndices: [...step.rows.subarray(samples.start, samples.start + samples.count)],
      cost: step.traced.cost,
      penalty: step.traced.penalty,
      fault: step.fault,
      possibleFaults: step.possibleFaults,
      typicalGradient: this.findTypicalGradient(),
      tensors: listTensors(step.shape.layers.length).flatMap((id) => this.cut(id, request) ?? []),
      derivation: derivation === null ? null : foldTerms(derivation, mostTerms),
      effect,
      notices,
    }
  }

  private cut(id: TensorId, request: InspectRequest): TensorWindow | null {
    const matrix = readTensor(this.step, id)
    if (matrix === null) return null
    const { rows, columns } = matrix
    const [rowSpan, columnSpan] = findSpans(id, request, this.step.shape.layers.length)
    const down = clamp(rowSpan, rows)
    const across = clamp(columnSpan, columns)
    const values = new Float64Array(down.count * across.count)
    for (let r = 0; r < down.count; r++) {
      const at = (down.start + r) * columns + across.start
      values.set(matrix.values.subarray(at, at + across.count), r * across.count)
    }
    return {
      id,
      rows,
      columns,
      rowStart: down.start,
      columnStart: across.start,
      shown: { rows: down.count, columns: across.count, values },
      ...this.measure(id, matrix),
    }
  }

  private measure(id: TensorId, matrix: Matrix): { largest: number; decimals: number } {
    const key = `${id.kind}${id.layer}`
    const held = this.sizes.get(key)
    if (held !== undefined) return held
    const measured = { largest: findLargest(matrix.values), decimals: findDecimals(matrix.values) }
    this.sizes.set(key, measured)
    return measured
  }

  /** Middle of the gradients' largest magnitudes: one large tensor does not flatten the others. */
  private findTypicalGradient(): number {
    const largest = listTensors(this.step.shape.layers.length)
      .filter(({ kind }) => kind === 'dO' || kind === 'dI' || kind === 'dW' || kind === 'db')
      .flatMap((id) => {
        const matrix = readTensor(this.step, id)
        return matrix === null ? [] : [this.measure(id, matrix).largest]
      })
      .filter((value) => value > 0)
      .toSorted((a, b) => a - b)
    return largest[Math.floor(largest.length / 2)] ?? 0
  }
}

const whole: Span = { start: 0, count: 1 }

function findSpans(id: TensorId, { samples, units }: InspectRequest, layers: number): [Span, Span] {
  const unitsOf = (layer: number): Span => units[layer] ?? whole
  switch (id.kind) {
    case 'inputs':
      return [samples, unitsOf(0)]
    case 'targets':
      return [samples, unitsOf(layers)]
    case 'cost':
      return [samples, whole]
    case 'batchCost':
      return [whole, whole]
    case 'weights':
    case 'weightsAfter':
    case 'dW':
      return [unitsOf(id.layer - 1), unitsOf(id.layer)]
    case 'bias':
    case 'biasAfter':
    case 'db':
      return [whole, unitsOf(id.layer)]
    default:
      return [samples, unitsOf(id.layer)]
  }
}

function clamp({ start, count }: Span, total: number): Span {
  const kept = Math.max(0, Math.min(count, total))
  return { start: Math.max(0, Math.min(start, total - kept)), count: kept }
}

function findLargest(values: Float64Array): number {
  let largest = 0
  for (const value of values) {
    const size = Math.abs(value)
    if (size > largest && size < Infinity) largest = size
  }
  return largest
}

/** Fewest decimals, at most 6, that write the values exactly; of up to 4,096 of them. */
function findDecimals(values: Float64Array): number {
  let decimals = 0
  const stride = Math.max(1, Math.ceil(values.length / mostSampledValues))
  for (let p = 0; p < values.length && decimals < mostDecimals; p += stride) {
    while (decimals < mostDecimals && Number(values[p]!.toFixed(decimals)) !== values[p]) decimals++
  }
  return decimals
}
