import { describe, expect, it } from 'vitest'
import type { SweepResult } from '../../../src-worker/protocol/sweeps'
import {
  combine,
  findMedianRun,
  joinScored,
  groupRuns,
  rankValues,
  scoreCell,
  scoreRun,
  type CombineRule,
  type Score,
} from '../../../src-worker/sweep/scores'
import type { PlannedRun } from '../../../src-worker/sweep/sweepApi'
import { createDiverged, createMeasures, createResult } from '../files/sampleSweep'

const cost: Score = { result: 'final', part: 'training', measure: 'cost', target: 0.1 }
const accuracy: Score = { result: 'final', part: 'training', measure: 'accuracy', target: 0.9 }
const run = (cell: number, seed: number): PlannedRun => ({
  cell,
  settings: [cell],
  seed,
  name: `${cell} ${seed}`,
  key: `${cell}/${seed}`,
})

describe('the score of a run', () => {
  const result = createResult([0.5, 0.05, 0.2])
  it.each([
    ['the cost at the end', cost, 0.2],
    ['the smallest cost', { ...cost, result: 'best' } as const, 0.05],
    ['the updates until the cost is below 0.1', { ...cost, result: 'updates' } as const, 8],
    ['a cost that is never below 0.01', { ...cost, result: 'updates', target: 0.01 } as const, Infinity],
    ['a validation cost without validation rows', { ...cost, part: 'validation' } as const, NaN],
    ['updates to one', { ...cost, part: 'validation', result: 'updates' } as const, NaN],
    ['an accuracy without classes', accuracy, NaN],
  ])('%s', (_, score, expected) => expect(scoreRun(result, score)).toBe(expected))

  it('is infinitely bad at the end of a run that diverged, and its best is what it reached', () => {
    expect(scoreRun(createDiverged(), cost)).toBe(Infinity)
    expect(scoreRun(createDiverged(), accuracy)).toBe(-Infinity)
    expect(scoreRun(createDiverged(), { ...cost, result: 'best' })).toBe(0.5)
  })

  it('is infinitely bad at its best where it diverged before it was evaluated', () => {
    const lost = { ...createDiverged(), curve: createResult([]).curve, best: createMeasures(NaN, NaN, NaN) }
    expect(scoreRun(lost, { ...cost, result: 'best' })).toBe(Infinity)
    expect(scoreRun(lost, { ...accuracy, result: 'best' })).toBe(-Infinity)
  })

  it('takes an accuracy that comes up to its target', () => {
    const curve = { ...result.curve, accuracy: [0.5, 0.9, 1] }
    expect(scoreRun({ ...result, curve }, { ...accuracy, result: 'updates' })).toBe(8)
  })
})

describe('combinations', () => {
  const runs = [run(0, 1), run(0, 2), run(0, 3), run(1, 1), run(1, 2), run(1, 3), run(2, 1)]
  const results = new Map<string, SweepResult>([
    ['0/1', createResult([0.3])],
    ['0/2', createResult([0.1])],
    ['0/3', createDiverged()],
    ['1/2', createResult([0.2])],
  ])

  function scoreCells(known: ReadonlyMap<string, SweepResult>, score: Score, rule: CombineRule) {
    return groupRuns(runs).map((group) =>
      scoreCell(
        {
          cell: group[0]!.cell,
          settings: group[0]!.settings,
          runs: group,
          results: group.map(({ key }) => known.get(key) ?? null),
          failed: 0,
        },
        score,
        rule,
      ),
    )
  }

  it('have the median over the seeds that have ended, a divergence counted as the worst', () => {
    const cells = scoreCells(results, cost, 'median')
    expect(cells.map(({ value }) => value)).toEqual([0.3, 0.2, NaN])
    expect(cells.map(({ ended, diverged }) => [ended, diverged])).toEqual([
      [3, 1],
      [1, 0],
      [0, 0],
    ])
    expect(cells[1]!.scores).toEqual([NaN, 0.2, NaN])
  })

  it('share a rank where they are equal', () => {
    expect(rankValues([0.2, NaN, 0.4, 0.2, Infinity], true)).toEqual([1, null, 3, 1, null])
    expect(rankValues([0.2, NaN, 0.4, 0.2], false)).toEqual([2, null, 1, 2])
  })

  it.each([
    ['median', true, 3],
    ['mean', true, 4],
    ['best', true, 1],
    ['best', false, 9],
  ] as const)('%s of 1, 2, 3, 5, 9, smaller better: %s', (rule, smaller, expected) =>
    expect(combine([9, 1, 3, 2, 5], rule, smaller)).toBe(expected),
  )

  it('are shown by the run nearest to the median', () => {
    expect(findMedianRun([0.4, NaN, 0.1, 0.2])).toBe(3)
    expect(findMedianRun([Infinity, Infinity, 0.1])).toBe(0)
    expect(findMedianRun([NaN])).toBe(-1)
  })

  it('have curves of the accuracy in which a run that diverged is the worst', () => {
    const good = createResult([1, 0.5], { curve: { ...createResult([1, 0.5]).curve, accuracy: [0.6, 0.8] } })
    const lost = { ...createDiverged(), curve: { ...createDiverged().curve, accuracy: [0.4, 0.7] } }
    expect(joinScored([good, lost], accuracy)).toEqual([
      { epoch: 1, lower: 0.45, median: 0.5, upper: 0.55 },
      { epoch: 2, lower: -Infinity, median: -Infinity, upper: -Infinity },
    ])
    expect(scoreRun({ ...good, final: createMeasures(0.5, NaN, 0.8) }, accuracy)).toBe(0.8)
  })
})
