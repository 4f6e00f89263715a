// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { expect, it } from 'vitest'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import NetworkGraph from '../../../src-renderer/src/network/NetworkGraph.vue'
import { foldUnits } from '../../../src-renderer/src/network/networkLayout'

const units = [2, 20, 1]
const weights = [
  {
    inputs: 2,
    units: 20,
    activation: 'tanh' as const,
    weights: Float64Array.from({ length: 40 }, (_, at) => at / 100),
    biases: Float64Array.from({ length: 20 }, (_, unit) => -unit / 10),
  },
  {
    inputs: 20,
    units: 1,
    activation: 'linear' as const,
    weights: Float64Array.from({ length: 20 }, (_, at) => 1 + at),
    biases: new Float64Array(0),
  },
]

function open() {
  const graph = mount(NetworkGraph, {
    attachTo: document.body,
    props: {
      modelValue: null,
      units,
      inputNames: ['bill', 'wing'],
      activations: ['tanh', 'linear'],
      weights,
      responses: null,
      palette: null,
      showLinks: true,
      'onUpdate:modelValue': (selected) => void graph.setProps({ modelValue: selected }),
    },
    global: { plugins: [i18n] },
  })
  const press = async (key: string, shiftKey = false) => {
    const target = document.activeElement ?? document.body
    target.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }))
    await nextTick()
    await nextTick()
  }
  const readout = () => graph.find('[role=status]').text()
  return { graph, press, readout }
}

it('a wanted unit stands between two folds, and the first and last ones stay', () => {
  expect(foldUnits(20, 12, 9)).toEqual([0, 1, 2, 3, 4, null, 9, null, 16, 17, 18, 19])
  expect(foldUnits(20, 12, 5)).toEqual([0, 1, 2, 3, 4, 5, null, 15, 16, 17, 18, 19])
  expect(foldUnits(64, 12, 58)).toEqual([0, 1, 2, 3, 4, null, 58, null, 60, 61, 62, 63])
})

it('arrows reach all 23 units of 2-20-1, folded ones too, and the readout says what each is', async () => {
  const { graph, press, readout } = open()
  expect(graph.findAll('button[tabindex="0"]').length).toBe(1)
  graph.find<HTMLElement>('button[tabindex="0"]').element.focus()
  await nextTick()
  const read = [readout()]
  await press('ArrowDown')
  read.push(readout())
  await press('ArrowRight')
  await press('Home')
  for (let unit = 0; unit < 20; unit++) {
    read.push(readout())
    await press('ArrowDown')
  }
  await press('ArrowRight')
  read.push(readout())
  expect(new Set(read).size).toBe(23)
  expect(read[0]).toBe('x1: bill')
  expect(read[2 + 9]).toBe('hidden 1·10: tanh, bias −0.9000, 2 in')
  expect(read[22]).toBe('output 1: linear, bias –, 20 in')
  graph.unmount()
})

it('with Shift the arrows read every link that comes in, of folded units too; Enter selects the unit', async () => {
  const { graph, press, readout } = open()
  graph.find<HTMLElement>('[data-unit="2 0"]').element.focus()
  await nextTick()
  const read: string[] = []
  for (let from = 0; from < 20; from++) {
    await press('ArrowDown', true)
    read.push(readout())
  }
  expect(read[0]).toBe('hidden 1·1 → output 1: 1.0000')
  expect(read[9]).toBe('hidden 1·10 → output 1: 10.000')
  expect(new Set(read).size).toBe(20)
  await press('ArrowDown', true)
  expect(readout()).toBe(read[0])
  await press('ArrowUp', true)
  expect(readout()).toBe(read[19])
  ;(document.activeElement as HTMLElement).click()
  await nextTick()
  expect(graph.find('[aria-pressed=true]').attributes('aria-label')).toBe('output 1')
  graph.unmount()
})
