// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils'
import { shallowRef } from 'vue'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hostKey } from '../../../src-renderer/src/host/Host'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import { chartSettings } from '../../../src-renderer/src/runs/chartSettings'
import RunCharts from '../../../src-renderer/src/runs/RunCharts.vue'
import { trainerKey } from '../../../src-renderer/src/trainer/trainer'
import type { Frame, HistoryColumns, OpenedRun } from '../../../src-worker/protocol/trainerApi'
import { charts } from '../charts/fakeChart'
import { createFakeTrainer, createFrame, createHistory, createRun } from '../trainer/fakeTrainerApi'

vi.mock('chart.js', () => import('../charts/fakeChart'))

const most = 20_000
const make = (value: (k: number) => number) => Float64Array.from({ length: most }, (_, k) => value(k))
const columns = {
  update: make((k) => k + 1),
  epoch: make((k) => Math.floor(k / 2)),
  samples: make((k) => 3 * (k + 1)),
  cost: make((k) => (k === 4 ? NaN : 1 / (k + 1))),
  costMinimum: make(() => 0),
  costMaximum: make(() => 1),
  penalty: make(() => 0),
  learningRate: make(() => 0.5),
  gradientNorm: make(() => 1),
  seconds: make((k) => k / 1000),
}
const norms = [make((k) => 2 / (k + 1)), make((k) => 3 / (k + 1))]

/** A history of `length` updates of 3 rows each, as the trainer would send it whole. */
function createLongHistory(length: number): HistoryColumns {
  const cut = Object.entries(columns).map(([name, column]) => [name, column.subarray(0, length)])
  return {
    ...createHistory(),
    ...(Object.fromEntries(cut) as typeof columns),
    layerGradientNorms: norms.map((column) => column.subarray(0, length)),
  }
}

const saved: { name: string; type: string; text: string }[] = []
const host = {
  saveAs: async (name: string, type: string, bytes: Uint8Array) => {
    saved.push({ name, type, text: new TextDecoder().decode(bytes) })
    return { ok: true, value: { id: 'a', name } }
  },
}

function open(run: OpenedRun, first: Frame) {
  const trainer = { ...createFakeTrainer(), run: shallowRef(run), frame: shallowRef<Frame | null>(first) }
  const panel = mount(RunCharts, {
    attachTo: document.body,
    global: { plugins: [i18n], provide: { [trainerKey as symbol]: trainer, [hostKey as symbol]: host } },
  })
  const plot = (k: number) => panel.findAll('.plot')[k]!
  return {
    panel,
    trainer,
    plot,
    press: (key: string) => plot(0).trigger('keydown', { key }),
    async choose(button: string, item: string) {
      await panel.get(`button[aria-label^='${button}']`).trigger('click')
      await panel
        .findAll('[role^=menuitem]')
        .find((one) => one.text() === item)!
        .trigger('click')
    },
  }
}

const frameOf = (length: number): Frame => ({ ...createFrame(1, length), history: createLongHistory(length) })
let lab: ReturnType<typeof open>

beforeEach(() => {
  vi.useFakeTimers()
  saved.length = 0
  Object.assign(chartSettings, {
    axis: 'update',
    scale: 'log',
    smoothing: 1,
    shown: ['cost', 'accuracy', 'gradientNorm'],
  })
  lab = open(createRun(1), frameOf(1000))
})
afterEach(() => {
  lab.panel.unmount()
  vi.useRealTimers()
})

async function receive(frame: Frame): Promise<void> {
  lab.trainer.frame.value = frame
  await flushPromises()
}

describe('charts of a run', () => {
  it('stream 20,000 points while zoomed at the end: the last drawn is the last received', async () => {
    await lab.press('+')
    const width = charts[0]!.options.scales.x.max - charts[0]!.options.scales.x.min
    for (let length = 1033; length <= 20_000; length += 33) {
      await receive(frameOf(length))
      vi.advanceTimersByTime(33)
    }
    await receive(frameOf(20_000))
    const before = charts[0]!.updates
    vi.advanceTimersByTime(250)
    await flushPromises()
    vi.advanceTimersByTime(250)
    for (const [k, curve] of [
      [0, 0],
      [2, 0],
      [2, 1],
    ] as const) {
      expect(charts[k]!.drawn(curve).at(-1)).toBe(20_000)
      expect(charts[k]!.options.scales.x).toMatchObject({ min: 20_000 - width, max: 20_000 })
    }
    expect(lab.plot(0).get('canvas').attributes('data-end')).toBe('20000')
    // 19 seconds of data at ten drawings a second, two stages of waiting.
    expect(before).toBeLessThan(250)
  }, 60_000)

  it('stay where they were zoomed to in the middle, and show all again with 0', async () => {
    await lab.press('+')
    await lab.press('ArrowLeft')
    const { min, max } = charts[0]!.options.scales.x
    expect([Math.round(min), Math.round(max)]).toEqual([167, 833])
    await receive(frameOf(3000))
    vi.advanceTimersByTime(500)
    await flushPromises()
    expect(charts[0]!.options.scales.x).toMatchObject({ min, max })
    expect(lab.panel.get('.notes').text()).toBe('Update 167 to 833 of 3,000')
    await lab.press('0')
    expect(charts[2]!.options.scales.x).toMatchObject({ min: 0, max: 3000 })
    expect(lab.panel.find('.notes').exists()).toBe(false)
  })

  it('zoom around the pointer by wheel, to a dragged stretch, and back by a double click', async () => {
    const plot = lab.plot(2)
    const event = (type: string, offsetX: number, more: object = {}) => {
      const made = new MouseEvent(type, { bubbles: true, cancelable: true, ...more })
      Object.defineProperties(made, {
        offsetX: { value: offsetX },
        ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, { value }])),
      })
      plot.element.dispatchEvent(made)
      return flushPromises()
    }
    await event('wheel', 105, { deltaY: -315.07, deltaX: 0, deltaMode: 0 })
    expect(charts[0]!.options.scales.x.min).toBeCloseTo(125, 0)
    expect(charts[0]!.options.scales.x.max).toBeCloseTo(625, 0)
    await event('dblclick', 105)
    expect(charts[0]!.options.scales.x).toMatchObject({ min: 0, max: 1000 })
    plot.element.setPointerCapture = () => undefined
    await event('pointerdown', 248, { button: 0 })
    await event('pointermove', 144)
    await event('pointerup', 144)
    expect(charts[1]!.options.scales.x).toMatchObject({ min: 400, max: 800 })
  })

  it('go back to the whole when the run begins anew', async () => {
    await lab.press('+')
    vi.advanceTimersByTime(500)
    await receive(frameOf(3))
    vi.advanceTimersByTime(500)
    await flushPromises()
    expect(charts[0]!.options.scales.x).toMatchObject({ min: 0, max: 3 })
  })

  it('name the smoothing in the legend, in the note and in the numbers', async () => {
    await lab.choose('Smoothing', 'mean of 5')
    expect(lab.panel.findAll('.legend')[0]!.text()).toContain('training (mean of 5)')
    expect(lab.panel.get('.notes').text()).toBe('smoothed: each point the mean of 5')
    await lab.choose('Cost: export', 'Numbers, CSV')
    await flushPromises()
    expect(saved[0]!.text.slice(0, saved[0]!.text.indexOf('\n'))).toBe('update,trainingCost (mean of 5)')
  })

  it('count x by samples and by seconds as well, the zoomed stretch kept', async () => {
    await lab.press('+')
    await lab.choose('x counts', 'Samples')
    expect(Math.round(charts[0]!.options.scales.x.min)).toBe(1000)
    expect(charts[0]!.options.scales.x.max).toBe(3000)
    await lab.choose('x counts', 'Seconds')
    expect(charts[0]!.options.scales.x.max).toBeCloseTo(0.999, 9)
  })

  it('show the penalty apart, and say that its zeros have no logarithm', async () => {
    await lab.choose('Chart 2 shows', 'Penalty')
    const chart = lab.panel.findAll('.line-chart')[1]!
    expect(chart.get('.legend').text()).toContain('penalty')
    expect(chart.text()).toContain('no place on a logarithmic scale')
    await lab.choose('Scale', 'linear')
    expect(chart.text()).not.toContain('no place on a logarithmic scale')
    expect(charts.map((one) => one.options.scales.y.type)).toEqual(['linear', 'linear', 'linear'])
  })

  it('write the shown figure as SVG with title, units, legend and the gap', async () => {
    await lab.press('-')
    await lab.choose('Cost: export', 'Picture, SVG')
    await flushPromises()
    const { name, type, text } = saved[0]!
    expect([name, type]).toEqual(['XOR Cost.svg', 'image/svg+xml'])
    for (const part of [
      '>Cost<',
      '>Update (number of updates)<',
      'units of the targets), log<',
      '>training<',
      '>NaN<',
    ]) {
      expect(text).toContain(part)
    }
    expect(lab.panel.get('.line-chart [role=status]').text()).toBe('XOR Cost.svg is written.')
  })

  it('mark where a run diverged, on every chart and in the legend of a figure', async () => {
    const divergence = { update: 1001, epoch: 500, batch: 1, layer: 1, tensor: 'dW' as const }
    await receive({ ...frameOf(1000), state: 'diverged', divergence })
    await lab.choose('Gradient norm: export', 'Picture, SVG')
    await flushPromises()
    expect(saved[0]!.text).toContain('>diverged<')
    expect(saved[0]!.text).toContain('>no finite number<')
  })

  it('are operated by keys where they have the focus, and have their names', () => {
    const plot = lab.plot(0)
    expect([plot.attributes('tabindex'), plot.attributes('role')]).toEqual(['0', 'application'])
    expect(plot.attributes('aria-label')).toMatch(/^Cost, plot/)
    expect(plot.get('canvas').attributes('aria-label')).toMatch(/^Cost: training/)
  })
})
