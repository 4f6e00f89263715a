import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tensor } from '../../../src-worker/notation/tensorIds'
import { deriveCell } from '../../../src-worker/analysis/deriveCell'
import { isFused } from '../../../src-worker/analysis/deriveElement'
import { listTensors, readTensor, type Step } from '../../../src-worker/analysis/step'
import type { CellId, Derivation, Region, TensorId } from '../../../src-worker/protocol/microscope'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import type { Fault } from '../../../src-worker/spec/fault'
import { activationNames, type ActivationName } from '../../../src-worker/spec/names'
import { readGolden } from '../core/goldenCases'
import { costsFor, createExample, createNetwork, type SampleSettings } from '../core/sampleNetworks'
import { allCellsOf, cellsOf, createDeepNetwork, createStepOf } from './sampleSteps'

const cell = (kind: CellId['kind'], layer: number, row: number, column: number): CellId => ({
  kind,
  layer,
  row,
  column,
})
const nameOf = ({ kind, layer, row, column }: CellId): string => `${kind}${layer}[${row},${column}]`
const cellsIn = ({ tensor: id, rows, columns }: Region): CellId[] =>
  Array.from({ length: rows[1] - rows[0] + 1 }, (_, r) =>
    Array.from({ length: columns[1] - columns[0] + 1 }, (__, c) =>
      cell(id.kind, id.layer, rows[0] + r, columns[0] + c),
    ),
  ).flat()

/** The sum is the value but for rounding in terms of this size. */
function agrees({ value, sum, terms }: Derivation): boolean {
  const size = terms.reduce((total, term) => total + Math.abs(term.value), 0)
  return Math.abs(sum - value) <= 1e-12 * Math.max(1e-3, size, Math.abs(value))
}

describe('the example', () => {
  const text = readFileSync(new URL('../../golden/seed-2-3-1.json', import.meta.url), 'utf8')
  const golden = readGolden(text)
  const step = createStepOf(createExample())
  const { trace } = golden

  it.each([
    ['i', trace.i],
    ['o', trace.o],
    ['dO', trace.dCost_dO],
    ['dI', trace.dCost_dI],
    ['dW', trace.dW],
    ['db', trace.db],
    ['weights', golden.W],
    ['bias', golden.b],
    ['weightsAfter', golden.after['1']!.W],
    ['biasAfter', golden.after['1']!.b],
  ] as const)('every cell of %s, value and sum, is the golden one to 1e-12', (kind, matrices) => {
    matrices.forEach((matrix, l) => {
      expect(cellsOf(step, tensor(kind, l + 1))).toHaveLength(matrix.flat().length)
      matrix.forEach((values, row) =>
        values.forEach((expected, column) => {
          const { value, sum } = deriveCell(step, cell(kind, l + 1, row, column))!
          expect(Math.abs(value - expected)).toBeLessThan(1e-12)
          expect(Math.abs(sum - expected)).toBeLessThan(1e-12)
        }),
      )
    })
  })

  it('the cost of each sample is (o − Y)²/8, and of the batch 0.135311583760913', () => {
    golden.targets.forEach(([y], s) => {
      const expected = (trace.o[1]![s]![0]! - y!) ** 2 / 8
      expect(deriveCell(step, cell('cost', 0, s, 0))!.value).toBeCloseTo(expected, 14)
    })
    const { value, sum, terms } = deriveCell(step, cell('batchCost', 0, 0, 0))!
    expect(value).toBeCloseTo(0.13531158376091293, 14)
    expect(sum).toBeCloseTo(value, 14)
    expect(terms).toHaveLength(4)
  })

  it('ΔW1[1, 2] is −0.002555148 from four samples of which two count, and moves W1[1, 2] from −0.4', () => {
    const derivation = deriveCell(step, cell('dW', 1, 0, 1))!
    expect(derivation.rule).toBe('weightGradient')
    expect(derivation.terms.map(({ label }) => label)).toEqual(
      [0, 1, 2, 3].map((index) => ({ kind: 'sample', index })),
    )
    expect(derivation.terms.map(({ factors }) => factors[0])).toEqual([0, 0, 1, 1])
    expect(derivation.terms.slice(2).map(({ value }) => value)).toEqual([
      expect.closeTo(0.002053362912673858, 15),
      expect.closeTo(-0.0046085109495851906, 15),
    ])
    expect(derivation.value).toBeCloseTo(-0.0025551480369113326, 15)
    expect(derivation.factors).toEqual([
      { tensor: tensor('inputs'), rows: [0, 3], columns: [0, 0] },
      { tensor: tensor('dI', 1), rows: [0, 3], columns: [1, 1] },
    ])
    expect(derivation.next).toEqual([{ tensor: tensor('weightsAfter', 1), rows: [0, 0], columns: [1, 1] }])
    expect(derivation.owner).toEqual(cell('weights', 1, 0, 1))
    expect(derivation.change).toMatchObject({ before: -0.4, learningRate: 0.5, plain: true })
    expect(derivation.change!.after).toBeCloseTo(-0.39872242598154434, 15)
  })

  it('a cell outside its matrix, between two cells or in a layer that is not there has no derivation', () => {
    for (const outside of [
      cell('dW', 1, 2, 0),
      cell('dW', 1, 0, 3),
      cell('dW', 3, 0, 0),
      cell('dW', 1, -1, 0),
      cell('dW', 1, 0.5, 0),
      cell('bias', 1, 1, 0),
    ]) {
      expect(deriveCell(step, outside), nameOf(outside)).toBeNull()
    }
    const network = createNetwork({
      inputs: 2,
      layers: [{ units: 3, activation: 'tanh', bias: false }],
      m: 4,
    })
    for (const kind of ['bias', 'db', 'biasAfter'] as const) {
      expect(deriveCell(createStepOf(network), cell(kind, 1, 0, 0))).toBeNull()
    }
  })
})

interface Drawn extends SampleSettings {
  updates: number
}

const optimizers: NonNullable<ExperimentInput['training']>['optimizer'][] = [
  { name: 'sgd', learningRate: 0.3 },
  { name: 'sgd', learningRate: 0.05, momentum: 0.9 },
  { name: 'sgd', learningRate: 0.05, momentum: 0.8, nesterov: true },
  { name: 'rmsprop', learningRate: 0.01 },
  { name: 'adam', learningRate: 0.02 },
  { name: 'adamw', learningRate: 0.02, weightDecay: 0.1 },
]
const hiddenNames = activationNames.filter((name) => name !== 'softmax')
const width = fc.integer({ min: 1, max: 6 })
const outputs = fc.constantFrom<ActivationName>(...activationNames).chain((activation) =>
  fc.record({
    activation: fc.constant(activation),
    units: fc.integer({ min: activation === 'softmax' ? 2 : 1, max: 6 }),
    bias: fc.boolean(),
  }),
)
const drawn: fc.Arbitrary<Drawn> = outputs.chain((output) =>
  fc.record({
    inputs: width,
    layers: fc
      .array(
        fc.record({
          units: width,
          activation: fc.constantFrom<ActivationName>(...hiddenNames),
          bias: fc.boolean(),
        }),
        { maxLength: 2 },
      )
      .map((hidden) => [...hidden, output]),
    cost: fc.constantFrom(...costsFor(output.activation)),
    m: fc.integer({ min: 1, max: 7 }),
    seed: fc.integer({ min: 0, max: 1e6 }),
    updates: fc.integer({ min: 0, max: 2 }),
    training: fc.record({
      optimizer: fc.constantFrom(...optimizers),
      l1: fc.constantFrom(0, 0.01),
      l2: fc.constantFrom(0, 0.03),
      clipNorm: fc.constantFrom(null, 0.05, 1),
    }),
  }),
)

const deriveAll = (step: Step) =>
  new Map(allCellsOf(step).map((id) => [nameOf(id), deriveCell(step, id)!] as const))

function isInside(step: Step, { tensor: id, rows, columns }: Region): boolean {
  const matrix = readTensor(step, id)
  if (matrix === null) return false
  const within = ([first, last]: [number, number], count: number) =>
    first >= 0 && first <= last && last < count
  return within(rows, matrix.rows) && within(columns, matrix.columns)
}

describe('any network, batch, cost and optimizer', () => {
  it('the terms of every cell of every tensor add up to its value, to a relative 1e-12', () => {
    fc.assert(
      fc.property(drawn, (settings) => {
        const step = createStepOf(createNetwork(settings), null, settings.updates)
        for (const [name, derivation] of deriveAll(step)) {
          if (!agrees(derivation)) throw new Error(`${name}: ${derivation.value} from ${derivation.sum}`)
        }
      }),
      { numRuns: 60, seed: 11 },
    )
  })

  it('every cell that a formula reads, and every cell that reads it, is there', () => {
    fc.assert(
      fc.property(drawn, (settings) => {
        const step = createStepOf(createNetwork(settings))
        for (const [name, { factors, next }] of deriveAll(step)) {
          const outside = [...factors, ...next].find((region) => !isInside(step, region))
          if (outside !== undefined) throw new Error(`${name}: ${JSON.stringify(outside)}`)
        }
      }),
      { numRuns: 40, seed: 12 },
    )
  })

  /**
   * Two exceptions. The backward pass begins after the cost of the batch: that is the way of the update, though no
   * gradient reads the number. ∂cost/∂o beside a cost derived together with its output is shown and leads nowhere.
   */
  it('what a cell reads names the cell as its next, and the other way round, but for the cost of the batch and ∂cost/∂o aside', () => {
    fc.assert(
      fc.property(drawn, (settings) => {
        const step = createStepOf(createNetwork(settings))
        const last = step.shape.layers.length
        const read = new Set<string>()
        const followed = new Set<string>()
        for (const { cell: at, factors, next } of deriveAll(step).values()) {
          const aside = at.kind === 'dO' && isFused(step, at.layer)
          for (const source of aside ? [] : factors.flatMap(cellsIn))
            read.add(`${nameOf(source)} → ${nameOf(at)}`)
          if (at.kind === 'batchCost') {
            const gradient = isFused(step, last) ? 'dI' : 'dO'
            expect(next.flatMap(cellsIn)).toEqual(cellsOf(step, tensor(gradient, last)))
          } else for (const reader of next.flatMap(cellsIn)) followed.add(`${nameOf(at)} → ${nameOf(reader)}`)
        }
        const only = (a: Set<string>, b: Set<string>) => [...a].filter((entry) => !b.has(entry)).slice(0, 3)
        expect({ readOnly: only(read, followed), followedOnly: only(followed, read) }).toEqual({
          readOnly: [],
          followedOnly: [],
        })
      }),
      { numRuns: 40, seed: 13 },
    )
  })

  it('∂cost/∂o aside reads o and Y and has no next; every other cell but W′ and b′ goes somewhere', () => {
    const network = createDeepNetwork({ cost: 'binaryCrossEntropy' })
    const step = createStepOf(network)
    for (const { cell: at, factors, next } of deriveAll(step).values()) {
      const ends = at.kind === 'weightsAfter' || at.kind === 'biasAfter'
      const aside = at.kind === 'dO' && at.layer === 3
      expect(next.length > 0, nameOf(at)).toBe(!ends && !aside)
      if (aside) expect(factors.map(({ tensor: id }) => id.kind)).toEqual(['o', 'targets'])
    }
  })
})

describe('a planted fault shows as a sum that is not the value', () => {
  const networks = {
    'mean squared error': createDeepNetwork(),
    'binary cross-entropy': createDeepNetwork({ cost: 'binaryCrossEntropy' }),
  }
  const differing = (network: (typeof networks)[keyof typeof networks], fault: Fault | null): string[] => {
    const step = createStepOf(network, fault)
    const shows = (id: TensorId) => cellsOf(step, id).some((at) => !agrees(deriveCell(step, at)!))
    return listTensors(3)
      .filter(shows)
      .map(({ kind, layer }) => `${kind} ${layer}`)
  }

  it.each<[Fault['name'], number, keyof typeof networks, string[]]>([
    ['missingDerivative', 1, 'mean squared error', ['dI 1']],
    ['missingDerivative', 3, 'mean squared error', ['dI 3']],
    ['missingDerivative', 3, 'binary cross-entropy', ['dI 3']],
    ['transposedWeights', 2, 'mean squared error', ['dO 1']],
    ['transposedWeights', 3, 'mean squared error', ['dO 2']],
    ['lostBatchMean', 3, 'mean squared error', ['dO 3']],
    ['lostBatchMean', 3, 'binary cross-entropy', ['dO 3', 'dI 3']],
    ['flippedSign', 2, 'mean squared error', ['dI 2']],
    ['biasNotSummed', 2, 'mean squared error', ['db 2']],
    ['staleActivation', 2, 'mean squared error', ['dW 2']],
  ])('%s in layer %i under %s: in these tensors and no other: %j', (name, layer, cost, tensors) => {
    expect(differing(networks[cost], { name, layer })).toEqual(tensors)
  })

  it('and without one no sum differs', () => {
    for (const network of Object.values(networks)) expect(differing(network, null)).toEqual([])
  })
})

describe('an update of plain sgd', () => {
  it('has the parts W, −η c ΔW and −η c (l1 sign W + l2 W), c from clipping to 0.05', () => {
    const training = {
      optimizer: { name: 'sgd', learningRate: 0.3 },
      l1: 0.01,
      l2: 0.03,
      clipNorm: 0.05,
    } as const
    const step = createStepOf(createDeepNetwork(training))
    const { terms, change } = deriveCell(step, cell('weightsAfter', 2, 4, 1))!
    expect(terms.map(({ label }) => label.kind)).toEqual(['before', 'gradient', 'penalty'])
    const [, gradient, penalty] = terms
    const clip = gradient!.factors[1]!
    expect(clip).toBeGreaterThan(0)
    expect(clip).toBeLessThan(1)
    expect(gradient!.factors).toEqual([-0.3, clip, change!.gradient])
    const expected = 0.01 * Math.sign(change!.before) + 0.03 * change!.before
    expect(penalty!.factors).toEqual([-0.3, clip, expected])
    const bias = deriveCell(step, cell('biasAfter', 2, 0, 1))!
    expect(bias.terms.map(({ label }) => label.kind)).toEqual(['before', 'gradient'])
  })
})
