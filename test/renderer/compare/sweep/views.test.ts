import { describe, expect, it } from 'vitest'
import { chooseCurves } from '../../../../src-renderer/src/compare/sweep/chooseCurves'
import { layOutCurves } from '../../../../src-renderer/src/compare/sweep/curvePlot'
import { formatDuration } from '../../../../src-renderer/src/compare/sweep/formatDuration'
import { layOutGrid } from '../../../../src-renderer/src/compare/sweep/gridLayout'
import { createHeatScale, levels } from '../../../../src-renderer/src/compare/sweep/heatScale'
import type { ScoredCell } from '../../../../src-worker/sweep/scores'
import { list, values } from '../../../spec/sweeps'

describe('places in a grid', () => {
  const vary = [
    values('training.optimizer.learningRate', 0.1, 0.2, 0.3),
    values('training.batchSize', 2, 4),
    values('training.l2', 0, 1e-4, 1e-3, 1e-2),
  ]
  it('are those of the list: the first setting across, the second down, the third from page to page', () => {
    const layout = layOutGrid({ vary })
    const runs = list({ vary })
    for (const { cell, settings } of runs) {
      const { row, column, page } = layout.placeOf(cell)
      expect([layout.across.values[column], layout.down.values[row], layout.pages.values[page]]).toEqual(
        settings,
      )
      expect(layout.cellAt(row, column, page)).toBe(cell)
    }
    expect(runs).toHaveLength(24)
  })
  it('is one place without a setting', () => {
    expect(layOutGrid({ vary: [] }).cellAt(0, 0, 0)).toBe(0)
  })
})

describe('strength of colour', () => {
  it('is largest for the smallest cost, by ratio over more than a decade', () => {
    const scale = createHeatScale([0.001, 0.1, NaN, 10, Infinity], true)
    expect([scale.minimum, scale.maximum, scale.logarithmic]).toEqual([0.001, 10, true])
    expect([0.001, 0.1, 10].map((value) => scale.levelOf(value))).toEqual([levels.length - 1, 4, 0])
    expect(scale.levelOf(Infinity)).toBeNull()
  })
  it('is largest for the largest accuracy', () => {
    const scale = createHeatScale([0.5, 0.9], false)
    expect([0.5, 0.71, 0.9].map((value) => scale.levelOf(value))).toEqual([0, 4, 7])
  })
  it('is largest for a number that is alone', () => {
    expect(createHeatScale([3], true).levelOf(3)).toBe(7)
    expect(createHeatScale([3], false).levelOf(3)).toBe(7)
  })
})

describe('curves of combinations', () => {
  const ranks = [3, null, 1, 2, null, 4]
  const cells = ranks.map((_, cell) => ({ cell, ended: cell === 4 ? 0 : 1 }) as ScoredCell)
  const grid = layOutGrid({ vary: [values('a', 1, 2, 3), values('b', 1, 2)] })

  it('are the chosen one and the best', () => {
    const chosen = chooseCurves(cells, ranks, grid, { cell: 5, curves: 'best', third: 0 })
    expect(chosen.map((one) => one.cell)).toEqual([5, 2, 3, 0, 1])
  })
  it('or those of its row or of its column', () => {
    const across = chooseCurves(cells, ranks, grid, { cell: 0, curves: 'across', third: 0 })
    expect(across.map((one) => one.cell)).toEqual([0, 2])
    const down = chooseCurves(cells, ranks, grid, { cell: 3, curves: 'down', third: 0 })
    expect(down.map((one) => one.cell)).toEqual([3, 2])
  })
  it('end with a mark where half of the seeds diverged, and their band stays inside', () => {
    const at = (epoch: number, median: number, upper = median) => ({ epoch, lower: median, median, upper })
    const plot = layOutCurves(
      [{ points: [at(1, 1), at(2, 0.1, Infinity), at(3, Infinity, Infinity)] }],
      { width: 400, height: 200 },
      true,
    )
    const [line] = plot.lines
    expect(line!.path.match(/[ML]/g)).toHaveLength(2)
    expect(line!.lost!.x).toBe(plot.right)
    expect(line!.band).not.toMatch(/NaN|Infinity/)
    expect(plot.xTicks.map(({ text }) => text)).toEqual(['0', '0.5', '1.0', '1.5', '2.0', '2.5', '3.0'])
  })
  it('have an axis of ratios where costs fall by more than a factor of 20', () => {
    const points = [1, 0.04].map((median, epoch) => ({ epoch, lower: median, median, upper: median }))
    const plot = layOutCurves([{ points }], { width: 400, height: 200 }, true)
    expect(plot.logarithmic).toBe(true)
    expect(plot.yTicks.map(({ text }) => text)).toEqual(['0.1', '0.3', '1'])
    expect(layOutCurves([{ points }], { width: 400, height: 200 }, false).logarithmic).toBe(false)
  })
})

describe('time left', () => {
  const t = (key: string, named: Record<string, number>) =>
    `${key.split('.').at(-1)} ${Object.values(named).join(' ')}`
  it.each([
    [0.2, 'seconds 1'],
    [28.6, 'seconds 29'],
    [250, 'minutes 4 10'],
    [7500, 'hours 2 5'],
  ])('of %f s', (seconds, expected) => expect(formatDuration(seconds, t)).toBe(expected))
})
