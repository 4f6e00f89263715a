// @vitest-environment happy-dom
/** What is drawn of a surface in space while a hand turns it. */
import { mount } from '@vue/test-utils'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import SurfaceSpace from '../../../../src-renderer/src/compare/surface/SurfaceSpace.vue'
import { useCostSurface } from '../../../../src-renderer/src/compare/surface/useCostSurface'
import { i18n } from '../../../../src-renderer/src/i18n/i18n'
import { trainerKey } from '../../../../src-renderer/src/trainer/trainer'
import { openTrainer } from '../../backprop/realTrainer'

/** The document has no canvas: one that counts what is filled and how often its memory is made anew. */
const drawn = { fills: 0, sizes: 0 }
const context = new Proxy({} as Record<string, unknown>, {
  get: (known, name: string) => (name in known ? known[name] : () => name === 'fill' && drawn.fills++),
})
beforeAll(() => {
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never)
  const size = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, 'width')!
  vi.spyOn(HTMLCanvasElement.prototype, 'width', 'set').mockImplementation(function (
    this: HTMLCanvasElement,
    width,
  ) {
    drawn.sizes++
    size.set!.call(this, width)
  })
})
afterAll(() => vi.restoreAllMocks())

it('of 41 × 41 points 1,600 cells at rest, 400 while dragged, and the canvas is made once', async () => {
  const trainer = await openTrainer()
  await trainer.command('stepUpdate')
  const state = useCostSurface(trainer)
  await state.work.start()
  const view = mount(SurfaceSpace, {
    attachTo: document.body,
    global: { plugins: [i18n], provide: { [trainerKey as symbol]: trainer } },
  })
  const cells = async (act: () => unknown) => {
    drawn.fills = 0
    await act()
    await nextTick()
    await nextTick()
    return drawn.fills
  }
  const room = view.get('[role=application]')
  await nextTick()
  await nextTick()
  const made = drawn.sizes
  expect(made).toBeGreaterThan(0)
  // One circle is filled too: the newest moment.
  expect(await cells(() => room.trigger('keydown', { key: 'ArrowRight' }))).toBe(1601)
  await cells(() => room.trigger('pointerdown', { button: 0 }))
  expect(await cells(() => room.trigger('pointermove', { movementX: 5, movementY: 1 }))).toBe(401)
  expect(await cells(() => room.trigger('pointerup'))).toBe(1601)
  expect(drawn.sizes).toBe(made)
  view.unmount()
})
