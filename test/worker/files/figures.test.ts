import { describe, expect, it } from 'vitest'
import { createLinearAxis, createLogarithmicAxis, placeOnAxis } from '../../../src-worker/files/axisTicks'
import { costFormulas } from '../../../src-worker/files/costFormulas'
import { writeCostSvg } from '../../../src-worker/files/costSvg'
import { writeHistoryCsv } from '../../../src-worker/files/historyCsv'
import type { SessionDocument } from '../../../src-worker/files/sessionDocument'
import { createSession } from './sampleSession'

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const withCosts = (...costs: number[]): SessionDocument => {
  const session = createSession()
  const { history } = session
  const column = Float64Array.from(costs)
  return {
    ...session,
    history: {
      ...history,
      stride: 1,
      update: column.map((_, index) => index + 1),
      cost: column,
      costMinimum: column,
      costMaximum: column,
    },
  }
}

describe('history.csv', () => {
  it('has exactly its ten columns, and one line an update of rows and evaluations together', () => {
    const session = createSession()
    session.history.evaluation = {
      update: Float64Array.of(0, 3),
      epoch: Float64Array.of(0, 1),
      cost: Float64Array.of(0.9, 0.22),
      accuracy: Float64Array.of(0.25, 0.75),
      validationCost: Float64Array.of(NaN, 0.4),
      validationAccuracy: Float64Array.of(NaN, 0.5),
    }
    expect(decode(writeHistoryCsv(session))).toBe(
      [
        'update,epoch,samples,cost,penalty,validationCost,accuracy,validationAccuracy,learningRate,gradientNorm',
        '0,0,,,,,0.25,,,',
        '1,0,4,0.5,0,,,,0.01,1.5',
        '3,0,10,0.25,0.01,0.4,0.75,0.5,0.011,',
        '4,1,14,0.125,0.02,,,,0.012,0.75',
        '',
      ].join('\n'),
    )
  })

  it('writes a cost that ran off as what it became, and only that', () => {
    const session = createSession()
    session.history.cost[2] = NaN
    session.history.gradientNorm[2] = NaN
    expect(decode(writeHistoryCsv({ ...session, state: 'diverged' }))).toContain(
      '\n4,1,14,NaN,0.02,,,,0.012,\n',
    )
    expect(decode(writeHistoryCsv(session))).toContain('\n4,1,14,,0.02,,,,0.012,\n')
    session.history.cost[2] = Infinity
    expect(decode(writeHistoryCsv(session))).toContain('\n4,1,14,Infinity,')
  })

  it('has only its header before the first update, and keeps lines of a history out of order', () => {
    const empty = withCosts()
    empty.history.evaluation.update = new Float64Array(0)
    expect(decode(writeHistoryCsv(empty)).split('\n')).toHaveLength(2)
    const odd = createSession()
    odd.history.update.set([5, NaN, 2])
    expect(decode(writeHistoryCsv(odd)).trim().split('\n')).toHaveLength(5)
  })
})

describe('cost.svg', () => {
  it('has a role, a title, a description, both axis titles with the formula, a legend and ticks', () => {
    const svg = writeCostSvg(createSession())
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="880" height="500" viewBox="0 0 880 500" role="img"/,
    )
    for (const text of [
      '<title id="title">Cost of Two of three</title>',
      'half mean squared error over the updates: 0.5 at update 1, 0.125 at update 4.',
      'cost: half mean squared error, 1/(2m) Σ Σ (o − Y)²',
      '>cost (half mean squared error)</text>',
      '>update</text>',
      '>training cost</text>',
      '>smallest to largest of 2 updates</text>',
      '>validation cost</text>',
      '>change of a setting</text>',
      '>l2: 0 → 0.01</text>',
      '>0.2</text>',
    ]) {
      expect(svg).toContain(text)
    }
  })

  it('names the formula of every cost', () => {
    const session = createSession()
    for (const [cost, { formula }] of Object.entries(costFormulas)) {
      const { training } = session.experiment
      const experiment = {
        ...session.experiment,
        training: { ...training, cost: cost as typeof training.cost },
      }
      expect(writeCostSvg({ ...session, experiment })).toContain(formula)
    }
  })

  it('turns logarithmic above two decades and not below', () => {
    expect(writeCostSvg(withCosts(10, 1, 0.01))).toContain('logarithmic')
    expect(writeCostSvg(withCosts(10, 1, 0.01))).toContain('>0.01</text>')
    expect(writeCostSvg(withCosts(10, 1, 0.2))).not.toContain('logarithmic')
    expect(writeCostSvg(withCosts(1, 1e-9))).toContain('>10⁻⁹</text>')
  })

  it('leaves a validation curve, a band and markers out of the legend when there are none', () => {
    const session = withCosts(3, 2, 1)
    session.history.evaluation.validationCost = Float64Array.of(NaN)
    const svg = writeCostSvg({ ...session, events: [] })
    expect(svg).not.toContain('validation')
    expect(svg).not.toContain('smallest')
    expect(svg).not.toContain('change of a setting')
  })

  it.each<[string, number[]]>([
    ['no update', []],
    ['one update', [0.5]],
    ['a constant cost', [0.5, 0.5, 0.5]],
    ['a cost of zero at the end', [1, 1e-5, 0]],
    ['a cost of zero always', [0, 0]],
    ['a cost that runs off', [1, 1e30, 1e300, Infinity, NaN]],
    ['the smallest double', [5e-324, 1]],
    ['a negative cost', [-1, -1000, 5]],
  ])('has finite places only with %s', (_name, costs) => {
    const svg = writeCostSvg(withCosts(...costs))
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('escapes what a person typed', () => {
    const session = createSession()
    const experiment = { ...session.experiment, name: '<script>&"\u0000\ud800' }
    const events = [{ update: 2, field: 'l1' as const, before: '<b>', after: '&' }]
    const svg = writeCostSvg({ ...session, experiment, events })
    expect(svg).toContain('Cost of &lt;script&gt;&amp;&quot;\ufffd\ufffd')
    expect(svg).not.toMatch(/<script|<b>/)
  })
})

describe('an axis', () => {
  it('has marks at 1, 2 or 5 times a power of ten that hold the range', () => {
    expect(createLinearAxis(0, 1000, 6).ticks.map(({ label }) => label)).toEqual([
      '0',
      '200',
      '400',
      '600',
      '800',
      '1,000',
    ])
    expect(createLinearAxis(-0.3, 0.24, 5).ticks.map(({ label }) => label)).toEqual([
      '−0.4',
      '−0.2',
      '0',
      '0.2',
      '0.4',
    ])
    expect(createLinearAxis(0, 12_345_678, 4).ticks.at(-1)!.label).toBe('15,000,000')
  })

  it('has marks at powers of ten, and places them evenly', () => {
    const axis = createLogarithmicAxis(2e-6, 30, 8)
    expect(axis.ticks.map(({ label }) => label)).toEqual([
      '10⁻⁶',
      '10⁻⁵',
      '10⁻⁴',
      '0.001',
      '0.01',
      '0.1',
      '1',
      '10',
      '100',
    ])
    expect(placeOnAxis(axis, 0.01)).toBeCloseTo(0.5, 12)
    expect(placeOnAxis(axis, 100)).toBe(1)
  })
})
