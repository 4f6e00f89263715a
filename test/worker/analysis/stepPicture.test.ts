import { describe, expect, it } from 'vitest'
import { listTensors, readTensor, type Step } from '../../../src-worker/analysis/step'
import { InspectedStep, mostTerms } from '../../../src-worker/analysis/stepPicture'
import type { InspectRequest, Span, TensorKind } from '../../../src-worker/protocol/microscope'
import { createExample, createNetwork } from '../core/sampleNetworks'
import { createDeepNetwork, createStepOf } from './sampleSteps'

const span = (start: number, count: number): Span => ({ start, count })
const all = span(0, 1e9)
const request = (samples: Span, units: Span[]): InspectRequest => ({
  fault: null,
  samples,
  units,
  cell: null,
})
const picture = (step: Step, asked: InspectRequest) => new InspectedStep(step).picture(7, asked)

/** The windows by `kind layer`. */
const windowsOf = (step: Step, asked: InspectRequest) =>
  Object.fromEntries(
    picture(step, asked).tensors.map((window) => [`${window.id.kind}${window.id.layer}`, window]),
  )

describe('the windows', () => {
  const step = createStepOf(createDeepNetwork())

  it('asked for without end show all 25 tensors of 4-5-3-2 whole, copied', () => {
    const { tensors, rowIndices } = picture(step, request(all, [all, all, all, all]))
    expect(tensors.map(({ id }) => id)).toEqual(listTensors(3))
    expect(rowIndices).toEqual([0, 1, 2, 3, 4, 5, 6])
    for (const { id, rows, columns, rowStart, columnStart, shown } of tensors) {
      const whole = readTensor(step, id)!
      expect([rowStart, columnStart, rows, columns]).toEqual([0, 0, whole.rows, whole.columns])
      expect(shown).toEqual({ rows, columns, values: Float64Array.from(whole.values) })
      expect(shown.values.buffer).not.toBe(whole.values.buffer)
    }
  })

  it('show the cells of the whole tensor from their own place on', () => {
    const asked = request(span(2, 3), [span(1, 2), span(3, 2), span(0, 2), span(1, 1)])
    for (const { id, rowStart, columnStart, shown } of picture(step, asked).tensors) {
      const whole = readTensor(step, id)!
      for (let r = 0; r < shown.rows; r++) {
        for (let c = 0; c < shown.columns; c++) {
          expect(shown.values[r * shown.columns + c]).toBe(
            whole.values[(rowStart + r) * whole.columns + columnStart + c],
          )
        }
      }
    }
    const { inputs0, i1, weights2, dW3, db2, cost0, targets0 } = windowsOf(step, asked)
    const place = (window: typeof i1) => [
      window!.rowStart,
      window!.shown.rows,
      window!.columnStart,
      window!.shown.columns,
    ]
    expect(place(inputs0)).toEqual([2, 3, 1, 2])
    expect(place(i1)).toEqual([2, 3, 3, 2])
    expect(place(weights2)).toEqual([3, 2, 0, 2])
    expect(place(dW3)).toEqual([0, 2, 1, 1])
    expect(place(db2)).toEqual([0, 1, 0, 2])
    expect(place(cost0)).toEqual([2, 3, 0, 1])
    expect(place(targets0)).toEqual([2, 3, 1, 1])
    expect(picture(step, asked).rowIndices).toEqual([2, 3, 4])
  })

  it('asked for beyond the edge move back so that they are full', () => {
    const { o1, o2 } = windowsOf(step, request(span(6, 3), [span(-2, 2), span(4, 3), span(50, 2), all]))
    expect([o1!.rowStart, o1!.shown.rows, o1!.columnStart, o1!.shown.columns]).toEqual([4, 3, 2, 3])
    expect([o2!.columnStart, o2!.shown.columns]).toEqual([1, 2])
    const { inputs0 } = windowsOf(step, request(span(6, 3), [span(-2, 2), all, all, all]))
    expect([inputs0!.columnStart, inputs0!.shown.columns]).toEqual([0, 2])
    expect(picture(step, request(span(6, 3), [all, all, all, all])).rowIndices).toEqual([4, 5, 6])
  })

  it('leave out b, Δb and b′ of a layer without bias', () => {
    const network = createNetwork({
      inputs: 2,
      layers: [
        { units: 3, activation: 'tanh', bias: false },
        { units: 1, activation: 'linear' },
      ],
      m: 4,
    })
    const windows = windowsOf(createStepOf(network), request(all, [all, all, all]))
    const has = (kind: TensorKind, layer: number) => `${kind}${layer}` in windows
    for (const kind of ['bias', 'db', 'biasAfter'] as const) {
      expect([has(kind, 1), has(kind, 2)], kind).toEqual([false, true])
    }
  })
})

describe('a batch of 1,797 through 64-16-10', () => {
  const network = createNetwork({
    inputs: 64,
    layers: [
      { units: 16, activation: 'relu' },
      { units: 10, activation: 'softmax' },
    ],
    cost: 'categoricalCrossEntropy',
    m: 1797,
  })
  const step = createStepOf(network)

  it('asked for 8 × 8 sends at most 64 numbers a tensor, and tells the sizes of the whole', () => {
    const eight = span(0, 8)
    const sent = picture(step, request(span(1792, 8), [span(60, 8), eight, eight]))
    expect(sent.rowIndices).toEqual([1789, 1790, 1791, 1792, 1793, 1794, 1795, 1796])
    for (const { shown } of sent.tensors) {
      expect(shown.rows).toBeLessThanOrEqual(8)
      expect(shown.columns).toBeLessThanOrEqual(8)
      expect(shown.values.buffer.byteLength).toBe(8 * shown.rows * shown.columns)
    }
    const x = sent.tensors[0]!
    expect([x.rows, x.columns, x.rowStart, x.columnStart]).toEqual([1797, 64, 1789, 56])
    expect(sent.tensors.reduce((sum, { shown }) => sum + shown.values.length, 0)).toBeLessThan(64 * 20)
  })

  it('measures the whole of each tensor, not what is shown of it', () => {
    const one = span(0, 1)
    for (const { id, largest, decimals } of picture(step, request(one, [one, one, one])).tensors) {
      const { values } = readTensor(step, id)!
      expect(largest, id.kind).toBe(values.reduce((most, value) => Math.max(most, Math.abs(value)), 0))
      expect(decimals, id.kind).toBe({ targets: 0, bias: 1 }[id.kind as string] ?? 6)
    }
  })

  it('sends ΔW1[1, 1] with its 63 largest samples and one term for 1,734 others', () => {
    const asked = {
      ...request(all, [all, all, all]),
      cell: { kind: 'dW', layer: 1, row: 0, column: 0 } as const,
    }
    const { derivation } = picture(step, asked)
    expect(mostTerms).toBe(64)
    expect(derivation!.terms).toHaveLength(64)
    expect(derivation!.terms[63]!.label).toEqual({ kind: 'others', count: 1734 })
    expect(derivation!.sum).toBeCloseTo(derivation!.value, 13)
  })
})

describe('the picture of the example', () => {
  const step = createStepOf(createExample())
  const sent = picture(step, request(all, [all, all, all]))

  it('has cost, model, effect and the run it belongs to', () => {
    expect(sent.runId).toBe(7)
    expect(sent.cost).toBeCloseTo(0.13531158376091293, 14)
    expect(sent.penalty).toBe(0)
    expect(sent.effect.costBefore).toBe(sent.cost)
    expect(sent.notices).toEqual([])
    expect(sent.derivation).toBeNull()
    expect(sent.model).toEqual({
      update: 1,
      samples: 4,
      inputs: 2,
      layers: [
        { activation: 'sigmoid', units: 3, bias: true },
        { activation: 'sigmoid', units: 1, bias: true },
      ],
      costName: 'halfMeanSquaredError',
      fused: false,
      optimizer: { name: 'sgd', learningRate: 0.5, momentum: 0, nesterov: false },
      optimizerStep: 1,
      learningRate: 0.5,
      l1: 0,
      l2: 0,
      clipNorm: null,
      plain: true,
    })
  })

  it('writes X and Y without decimals, W1 with one and b1 with two', () => {
    const decimalsOf = (kind: TensorKind, layer = 0) =>
      sent.tensors.find(({ id }) => id.kind === kind && id.layer === layer)!.decimals
    expect([decimalsOf('inputs'), decimalsOf('targets')]).toEqual([0, 0])
    expect([decimalsOf('weights', 1), decimalsOf('bias', 1), decimalsOf('dW', 1)]).toEqual([1, 2, 6])
  })

  it('takes the middle of the eight gradient tensors for its typical gradient', () => {
    const largest = sent.tensors
      .filter(({ id }) => ['dO', 'dI', 'dW', 'db'].includes(id.kind))
      .map((window) => window.largest)
      .toSorted((a, b) => a - b)
    expect(largest).toHaveLength(8)
    expect(sent.typicalGradient).toBe(largest[4])
  })

  it.each<[string, Parameters<typeof createExample>[0]]>([
    ['momentum', { optimizer: { name: 'sgd', momentum: 0.9 } }],
    ['adam', { optimizer: { name: 'adam' } }],
    ['l1', { l1: 0.01 }],
    ['l2', { l2: 0.01 }],
    ['clipping', { clipNorm: 100 }],
  ])('does not call an update with %s plain', (_name, training) => {
    expect(createStepOf(createExample(training)).model.plain).toBe(false)
  })
})
