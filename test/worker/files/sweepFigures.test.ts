import { describe, expect, it } from 'vitest'
import { writeCurvesSvg } from '../../../src-worker/files/sweepCurvesSvg'
import { formatCost, pickColour } from '../../../src-worker/files/sweepFigure'
import { writeHeatMapSvg } from '../../../src-worker/files/sweepHeatMapSvg'
import { writeSearchSvg } from '../../../src-worker/files/sweepSearchSvg'
import type { SweepResult } from '../../../src-worker/protocol/sweeps'
import { values } from '../../spec/sweeps'
import { createDiverged, createMeasures, createResult, createTable } from './sampleSweep'

const rates = values('training.optimizer.learningRate', 0.01, 0.1, 1)
const sizes = values('training.batchSize', 1, 'full')
const penalties = values('training.l2', 0, 0.5)

const count = (svg: string, text: string): number => svg.split(text).length - 1
const fall = (place: number) => createResult([1, 0.5 / (place + 1), 0.2 / (place + 1)])

describe('heat-map.svg', () => {
  const svg = writeHeatMapSvg(
    createTable({ vary: [rates, sizes], seeds: 3 }, (_run, place) => {
      if (place < 3) return createDiverged()
      return place === 3 ? createDiverged() : fall(place)
    }),
  )

  it('has a role, a title, a description, both settings and all their values', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" .* role="img"/)
    for (const text of [
      '<title id="title">Sweep of Moons</title>',
      'training cost (half mean squared error) at the end of 6 combinations. Smallest with learningRate 1, batchSize full: 0.0118. Runs diverged in 2 of them.',
      '>learningRate</text>',
      '>batchSize</text>',
      '>0.01</text>',
      '>full</text>',
      '>training cost (half mean squared error) at the end, median over seeds</text>',
    ]) {
      expect(svg).toContain(text)
    }
  })

  it('marks combinations that diverged, wholly and in part', () => {
    expect(count(svg, '>diverged</text>')).toBe(1)
    expect(count(svg, '>1/3 diverged</text>')).toBe(1)
  })

  it('has a panel a value of the third setting', () => {
    const table = createTable({ vary: [rates, sizes, penalties] }, (_run, place) => fall(place))
    const three = writeHeatMapSvg(table)
    expect(three).toContain('>l2 = 0</text>')
    expect(three).toContain('>l2 = 0.5</text>')
    expect(count(three, '>learningRate</text>')).toBe(2)
    // The list counts its last setting fastest; the median of each cell stands once.
    for (const { cost } of table.cells) expect(three).toContain(`>${formatCost(cost.median)}</text>`)
  })

  it('has one row for one setting, and turns words that find no room', () => {
    const many = values('training.seed', ...Array.from({ length: 40 }, (_, at) => 1_000_000 + at))
    const one = writeHeatMapSvg(createTable({ vary: [many] }, (_run, place) => fall(place)))
    expect(count(one, 'rotate(-90')).toBeGreaterThanOrEqual(40)
    expect(one).not.toMatch(/NaN|Infinity|undefined/)
  })
})

describe('curves.svg', () => {
  it('has a panel a value of the second setting, a line and a band a value of the first', () => {
    const svg = writeCurvesSvg(createTable({ vary: [rates, sizes], seeds: 3 }, (_run, place) => fall(place)))
    expect(svg).toContain('>batchSize = 1</text>')
    expect(svg).toContain('>batchSize = full</text>')
    expect(count(svg, '>learningRate = 0.1</text>')).toBe(1)
    expect(count(svg, 'fill-opacity="0.16"')).toBe(6)
    expect(count(svg, 'stroke-width="1.75" stroke-linejoin="round"')).toBe(6)
    expect(count(svg, '>epoch</text>')).toBe(2)
  })

  it('marks a median that diverged, and keeps the axis of the others', () => {
    const svg = writeCurvesSvg(
      createTable({ vary: [rates] }, (_run, place) =>
        place === 0 ? createResult([1, 1e30], { state: 'diverged', stopReason: null }) : fall(place),
      ),
    )
    expect(count(svg, 'stroke-width="1.75" fill="none"/>')).toBe(1)
    expect(svg).not.toContain('10³⁰')
  })

  it('shows the best eight where there would be too many lines', () => {
    const many = values('training.seed', ...Array(20).keys())
    const svg = writeCurvesSvg(createTable({ vary: [many] }, (_run, place) => fall(place)))
    expect(svg).toContain('>the best 8 of 20</text>')
    expect(svg).toContain('>seed = 19</text>')
    expect(svg).not.toContain('>seed = 3</text>')
  })
})

describe('search.svg', () => {
  const search = {
    vary: [
      { path: 'training.optimizer.learningRate', scale: 'log' as const, minimum: 0.001, maximum: 1 },
      sizes,
    ],
    random: { count: 7, seed: 1 },
  }

  it('has a panel a setting with every draw, crosses for those that diverged', () => {
    const svg = writeSearchSvg(
      createTable(search, (_run, place) => (place === 2 ? createDiverged() : fall(place))),
    )
    expect(count(svg, '<circle')).toBe(12)
    expect(count(svg, 'stroke="#8f2a72"')).toBe(2)
    expect(count(svg, 'fill="#0072b2"')).toBe(2)
    for (const text of [
      '>learningRate</text>',
      '>0.001</text>',
      '>full</text>',
      '>Random search over Moons</text>',
    ])
      expect(svg).toContain(text)
  })
})

describe('every figure', () => {
  it.each<[string, (place: number) => SweepResult | null]>([
    ['nothing run', () => null],
    ['everything diverged', createDiverged],
    [
      'diverged before the first evaluation',
      () => createResult([], { state: 'diverged', stopReason: null, epochs: 0 }),
    ],
    ['a cost of zero', () => createResult([1, 0])],
    ['one evaluation', () => createResult([0.5])],
    ['a cost beyond the axis', () => createResult([1, 1e300, Infinity])],
    ['accuracies', (place) => createResult([place + 1], { final: createMeasures(0.5, 0.25, 0.875) })],
    ['half of the runs', (place) => (place % 2 === 0 ? fall(place) : null)],
  ])('has finite places only with %s', (_name, create) => {
    const grid = createTable({ vary: [rates, sizes], seeds: 2 }, (_run, place) => create(place))
    const drawn = createTable({ vary: [rates, sizes], random: { count: 3, seed: 1 } }, (_run, place) =>
      create(place),
    )
    const alone = createTable({ seeds: 2 }, (_run, place) => create(place))
    for (const svg of [
      ...[grid, drawn, alone].map(writeCurvesSvg),
      ...[grid, alone].map(writeHeatMapSvg),
      writeSearchSvg(drawn),
    ]) {
      expect(svg).not.toMatch(/NaN|Infinity|undefined/)
      expect(svg.endsWith('</svg>\n')).toBe(true)
    }
  })

  it('escapes what a person typed', () => {
    const odd = values('data.source.noise', 0, 1)
    const table = { ...createTable({ vary: [odd] }, (_run, place) => fall(place)), name: '<script>&"' }
    for (const svg of [writeHeatMapSvg(table), writeCurvesSvg(table), writeSearchSvg(table)]) {
      expect(svg).toContain('&lt;script&gt;&amp;&quot;')
      expect(svg).not.toContain('<script>')
    }
  })
})

describe('a cost in a cell', () => {
  it.each([
    [0.0012345, '0.00123'],
    [12_345, '12300'],
    [0.00012345, '1.23e-4'],
    [4.2e30, '4.20e+30'],
    [0, '0'],
    [Infinity, '∞'],
  ])('of %d is %s', (cost, text) => {
    expect(formatCost(cost)).toBe(text)
  })
})

describe('the colours', () => {
  it('go from dark to light', () => {
    expect([0, 0.25, 1, 7, -1].map(pickColour)).toEqual([
      '#0a2f5c',
      '#1f6aa5',
      '#f3f8fc',
      '#f3f8fc',
      '#0a2f5c',
    ])
  })
})
