import { describe, expect, it } from 'vitest'
import type { Figure } from '../../../../src-renderer/src/charts/figure/figure'
import { createFigureAxis } from '../../../../src-renderer/src/charts/figure/figureAxis'
import { createFigureFileName } from '../../../../src-renderer/src/charts/figure/figureFileName'
import { layOutFigure } from '../../../../src-renderer/src/charts/figure/layOutFigure'
import { paintDrawing, type Painter } from '../../../../src-renderer/src/charts/figure/paintDrawing'
import { writeSeriesCsv } from '../../../../src-renderer/src/charts/figure/writeSeriesCsv'
import { writeSvg } from '../../../../src-renderer/src/charts/figure/writeSvg'

const figure: Figure = {
  title: 'Cost',
  caption: ['XOR <1>', 'Epoch 2 to 8 of 9'],
  description: 'Cost: training 0.02, validation 0.04',
  xTitle: 'Epoch (passes over the training rows)',
  yTitle: 'Cost (½ MSE, squared units of the targets), log',
  range: { from: 2, to: 8 },
  scale: 'log',
  yRange: {},
  formatTick: (value) => String(value),
  series: [
    {
      key: 'trainingCost',
      label: 'training, mean of 5',
      colour: '#14171a',
      x: [1, 2, 4, 5, 6, 8, 9],
      y: [0.9, 0.5, 0.2, NaN, 0.1, 0.02, 0.01],
    },
    {
      key: 'validationCost',
      label: 'validation',
      colour: '#4a525b',
      dashed: true,
      x: [3, 6],
      y: [0.4, 0.04],
    },
  ],
  events: [
    { x: 6, label: 'learning rate 0.5 → 0.1' },
    { x: 8.5, label: 'not in the stretch' },
  ],
  marks: [{ x: 5, label: 'NaN' }],
  eventsLabel: 'change of a setting',
  marksLabel: 'no finite number',
}
const svg = writeSvg(layOutFigure(figure))
const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1])

describe('a figure as SVG', () => {
  it('has its title, its caption, axis titles with units and a description', () => {
    expect(texts).toContain('Cost')
    expect(texts).toContain('XOR &lt;1&gt; · Epoch 2 to 8 of 9')
    expect(texts).toContain('Epoch (passes over the training rows)')
    expect(texts).toContain('Cost (½ MSE, squared units of the targets), log')
    expect(svg).toContain('<title id="title">Cost</title>')
    expect(svg).toContain('<desc id="description">Cost: training 0.02, validation 0.04</desc>')
  })

  it('has a legend of both curves, of changes and of gaps', () => {
    for (const label of ['training, mean of 5', 'validation', 'change of a setting', 'no finite number']) {
      expect(texts).toContain(label)
    }
    const plain = writeSvg(layOutFigure({ ...figure, events: [], marks: [] }))
    expect(plain).not.toContain('change of a setting')
    expect(plain).not.toContain('no finite number')
  })

  it('has ticks on both axes: 2 to 8, and 0.01 to 1 on the logarithmic one', () => {
    for (const label of ['2', '3', '4', '5', '6', '7', '8', '0.03', '0.1', '0.3'])
      expect(texts).toContain(label)
  })

  it('has a marker for the change in the stretch, and the gap with its mark', () => {
    expect(texts).toContain('learning rate 0.5 → 0.1')
    expect(texts).not.toContain('not in the stretch')
    expect(texts).toContain('NaN')
    const curves = [...svg.matchAll(/<path d="([^"]+)"[^>]*stroke="#14171a"[^>]*clip-path/g)]
    expect(curves.map((match) => match[1]!.split('L').length)).toEqual([3, 3])
  })

  it('has nothing that is fetched or run, and no number that is none', () => {
    expect(svg).not.toMatch(/href|<script|<style|url\((?!#plot)|="NaN|Infinity|undefined/)
  })

  it('of 20,000 points keeps the peak and the last in at most two a pixel', () => {
    const x = Float64Array.from({ length: 20_000 }, (_, k) => k)
    const y = x.map((k) => (k === 7777 ? 50 : 1 + Math.sin(k)))
    const drawing = layOutFigure({
      ...figure,
      scale: 'linear',
      range: { from: 0, to: 19_999 },
      series: [{ ...figure.series[0]!, x, y }],
      events: [],
      marks: [],
    })
    const curve = drawing.shapes.find((shape) => shape.kind === 'line' && shape.clipped === true)
    if (curve?.kind !== 'line') throw new Error('no curve')
    expect(curve.places.length).toBeLessThanOrEqual(2 * 765 + 4)
    expect(curve.places.at(-1)![0]).toBeCloseTo(drawing.plot.right, 9)
    expect(Math.min(...curve.places.map((place) => place[1]))).toBeCloseTo(drawing.plot.top, 9)
  })
})

describe('the same figure on a canvas', () => {
  it('paints every text and every curve of the SVG at twice the size', () => {
    const calls: [string, unknown[]][] = []
    const painter = new Proxy({} as Painter, {
      get:
        (_, name: string) =>
        (...args: unknown[]) =>
          void calls.push([name, args]),
      set: () => true,
    })
    paintDrawing(painter, layOutFigure(figure), 2)
    const painted = calls.filter(([name]) => name === 'fillText').map(([, args]) => args[0])
    expect(painted.length).toBe(texts.length)
    expect(painted).toContain('learning rate 0.5 → 0.1')
    const count = (name: string) => calls.filter(([one]) => one === name).length
    expect(count('stroke')).toBe([...svg.matchAll(/<path[^>]*fill="none"/g)].length)
    expect(count('clip')).toBe([...svg.matchAll(/clip-path=/g)].length)
    expect(count('save')).toBe(count('restore'))
    expect(calls[1]).toEqual(['scale', [2, 2]])
  })
})

describe('axes of a figure', () => {
  it('hold all values between round ends', () => {
    expect(createFigureAxis([0.12, 0.93], 'linear', {})).toMatchObject({ minimum: 0, maximum: 1, step: 0.2 })
    expect(createFigureAxis([0.72, 0.93], 'linear', { least: 0.4, maximum: 1 })).toMatchObject({
      minimum: 0.4,
      maximum: 1,
    })
    const log = createFigureAxis([0.0158, 0.61], 'log', {})
    // Within less than half a decade they are those of a linear axis.
    const narrow = createFigureAxis([0.1326, 0.1351], 'log', {})
    expect([narrow.scale, narrow.minimum, narrow.maximum, narrow.step]).toEqual([
      'log',
      expect.closeTo(0.1325, 9),
      expect.closeTo(0.1355, 9),
      0.0005,
    ])
    expect([log.minimum, log.maximum, log.ticks]).toEqual([0.01, 1, [0.01, 0.03, 0.1, 0.3, 1]])
  })

  it('exist for a constant, for nothing, and for 30 decades in at most ten ticks', () => {
    expect(createFigureAxis([0.5, 0.5], 'linear', {})).toMatchObject({ minimum: 0.2, maximum: 0.8 })
    expect(createFigureAxis([0.5], 'log', {})).toMatchObject({ minimum: 0.3, maximum: 0.8 })
    expect(createFigureAxis([], 'log', {})).toMatchObject({ minimum: 0.1, maximum: 1 })
    expect(createFigureAxis([], 'linear', {})).toMatchObject({ minimum: 0, maximum: 1 })
    expect(createFigureAxis([1e-20, 1e10], 'log', {}).ticks.length).toBeLessThanOrEqual(10)
  })
})

describe('the numbers of a figure as CSV', () => {
  it('are those of the stretch, unrounded, a row for each x, empty where a curve has no point', () => {
    expect(
      writeSeriesCsv(
        'epoch',
        figure.series.map((one) => ({ ...one, token: '' })),
        figure.range,
      ),
    ).toBe('epoch,trainingCost,validationCost\n2,0.5,\n3,,0.4\n4,0.2,\n5,NaN,\n6,0.1,0.04\n8,0.02,\n')
  })

  it('keep every point of one x, every digit, and infinity by name', () => {
    const series = { key: 'a, b', label: '', token: '', x: [0.1, 0.1, 0.2], y: [1 / 3, -0, Infinity] }
    expect(writeSeriesCsv('seconds', [series], { from: 0, to: 1 })).toBe(
      'seconds,"a, b"\n0.1,0.3333333333333333\n0.1,-0\n0.2,Infinity\n',
    )
  })
})

describe('the name of the file', () => {
  it('has nothing that a file system refuses', () => {
    expect(createFigureFileName('a/b:c*', 'Gradient norm')).toBe('a b c Gradient norm')
    expect(createFigureFileName('..', '代价')).toBe('代价')
    expect(createFigureFileName('', '')).toBe('chart')
    expect(createFigureFileName('x'.repeat(300), 'Cost').length).toBeLessThanOrEqual(121)
  })
})
