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
import { findDecimals } from '../notation/numbers'
import { axesOf, isGradient, type Axis } from '../notation/tensorIds'
import { deriveCell, foldTerms } from './deriveCell'
import { findLargest, listTensors, readTensor, type Step } from './step'
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
    const measured = {
      largest: findLargest(matrix.values),
      decimals: findDecimals(sampleValues(matrix.values), 0, mostDecimals),
    }
    this.sizes.set(key, measured)
    return measured
  }

  /** Middle of the gradients' largest magnitudes: one large tensor does not flatten the others. */
  private findTypicalGradient(): number {
    const largest = listTensors(this.step.shape.layers.length)
      .filter(({ kind }) => isGradient(kind))
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
  const spanOf = (axis: Axis): Span => {
    if (axis === 'samples') return samples
    return axis === 'one' ? whole : (units[axis] ?? whole)
  }
  const { rows, columns } = axesOf(id, layers)
  return [spanOf(rows), spanOf(columns)]
}

function clamp({ start, count }: Span, total: number): Span {
  const kept = Math.max(0, Math.min(count, total))
  return { start: Math.max(0, Math.min(start, total - kept)), count: kept }
}

/** Of a large tensor up to 4,096 values, evenly spread. */
function sampleValues(values: Float64Array): Float64Array {
  const stride = Math.max(1, Math.ceil(values.length / mostSampledValues))
  return stride === 1 ? values : values.filter((_, p) => p % stride === 0)
}
