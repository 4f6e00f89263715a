// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { nextTick } from 'vue'
import { expect, it } from 'vitest'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import FrameLayout from '../../../src-renderer/src/ui/FrameLayout.vue'

const openFrame = () =>
  mount(FrameLayout, {
    attachTo: document.body,
    props: { stageLabelledBy: 'tab' },
    global: { plugins: [i18n] },
    slots: {
      tabs: '<button role="tab" aria-selected="false">a</button><button id="tab" role="tab" aria-selected="true">b</button>',
      rail: '<button id="in-rail">x</button>',
      stage: '<button id="in-stage">y</button>',
    },
  })

it.each([
  ['in-rail', 'tab'],
  ['in-stage', 'in-stage'],
])('putting the rail away with the focus on %s leaves it on %s', async (before, after) => {
  const frame = openFrame()
  frame.vm.openRail()
  await nextTick()
  document.getElementById(before)!.focus()
  frame.vm.toggleRail()
  await nextTick()
  await nextTick()
  expect(document.activeElement!.id).toBe(after)
  frame.unmount()
})
