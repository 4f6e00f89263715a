// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { messages } from '../../../src-renderer/src/i18n/locales/en/ui'
import MenuButton from '../../../src-renderer/src/ui/MenuButton.vue'
import NumberField from '../../../src-renderer/src/ui/NumberField.vue'
import Segmented from '../../../src-renderer/src/ui/Segmented.vue'
import Stepper from '../../../src-renderer/src/ui/Stepper.vue'

const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: { ui: messages } } })
const global = { plugins: [i18n] }

describe('NumberField', () => {
  const mountField = (props: object = {}) =>
    mount(NumberField, { global, props: { label: 'Rate', modelValue: 0.5, bounds: { above: 0 }, ...props } })

  it('commits on Enter', async () => {
    const field = mountField()
    await field.get('input').setValue('1e-2')
    expect(field.emitted('update:modelValue')).toBeUndefined()
    await field.get('input').trigger('keydown', { key: 'Enter' })
    expect(field.emitted('update:modelValue')).toEqual([[0.01]])
  })

  it('says what it expected, and keeps the last valid value in force', async () => {
    const field = mountField()
    await field.get('input').setValue('-1')
    await field.get('input').trigger('blur')
    expect(field.emitted('update:modelValue')).toBeUndefined()
    expect(field.get('[role=alert]').text()).toBe('Expected a number above 0.')
    expect(field.get('input').attributes('aria-invalid')).toBe('true')
    await field.get('input').trigger('keydown', { key: 'Escape' })
    expect(field.find('[role=alert]').exists()).toBe(false)
    expect((field.get('input').element as HTMLInputElement).value).toBe('0.5')
  })

  it('is null when cleared, only where that is a value', async () => {
    const [fixed, clearable] = [mountField(), mountField({ clearable: true })]
    for (const field of [fixed, clearable]) {
      await field.get('input').setValue('')
      await field.get('input').trigger('blur')
    }
    expect(fixed.emitted('update:modelValue')).toBeUndefined()
    expect(clearable.emitted('update:modelValue')).toEqual([[null]])
  })
})

describe('Stepper', () => {
  it('steps by arrow keys within its bounds', async () => {
    const stepper = mount(Stepper, {
      global,
      props: { label: 'Units', modelValue: 3, maximum: 3, 'onUpdate:modelValue': () => undefined },
    })
    const input = stepper.get('input')
    await input.trigger('keydown', { key: 'ArrowUp' })
    await input.trigger('keydown', { key: 'ArrowDown' })
    await input.trigger('keydown', { key: 'PageDown' })
    expect(stepper.emitted('update:modelValue')).toEqual([[2], [1]])
    expect(stepper.get('[aria-label="Units, one more"]').attributes('disabled')).toBeDefined()
  })

  it('says what it expected in a text that its field is described by', async () => {
    const stepper = mount(Stepper, { global, props: { label: 'Rows', modelValue: 3, maximum: 4096 } })
    const input = stepper.get('input')
    await input.setValue('2.5')
    await input.trigger('blur')
    const said = stepper.get('[role=alert]')
    expect(said.text()).toBe('Expected a whole number from 1 to 4,096.')
    expect(input.attributes('aria-describedby')).toBe(said.attributes('id'))
    expect(stepper.emitted('update:modelValue')).toBeUndefined()
    await input.trigger('keydown', { key: 'Escape' })
    expect(stepper.find('[role=alert]').exists()).toBe(false)
  })
})

describe('Segmented', () => {
  it('is one tab stop, and arrows go past what is off', async () => {
    const options = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B', disabled: true },
      { value: 'c', label: 'C' },
    ]
    const group = mount(Segmented, { props: { label: 'Letter', options, modelValue: 'a' } })
    expect(group.findAll('[tabindex="0"]').length).toBe(1)
    await group.get('[role=radio]').trigger('keydown', { key: 'ArrowRight' })
    expect(group.emitted('update:modelValue')).toEqual([['c']])
  })
})

describe('MenuButton', () => {
  it('opens by key at its first item, chooses, and gives the focus back', async () => {
    const items = [
      { id: 'one', label: 'One', disabled: true },
      { id: 'two', label: 'Two' },
      { id: 'three', label: 'Three' },
    ]
    const menu = mount(MenuButton, { props: { label: 'Menu', items }, attachTo: document.body })
    await menu.get('button').trigger('keydown', { key: 'ArrowDown' })
    await menu.vm.$nextTick()
    expect(document.activeElement?.textContent).toContain('Two')
    await menu.findAll('[role=menuitem]')[1]!.trigger('keydown', { key: 'ArrowDown' })
    expect(document.activeElement?.textContent).toContain('Three')
    await menu.findAll('[role=menuitem]')[0]!.trigger('click')
    expect(menu.emitted('choose')).toBeUndefined()
    await menu.findAll('[role=menuitem]')[2]!.trigger('click')
    expect(menu.emitted('choose')).toEqual([['three']])
    expect(menu.find('[role=menu]').exists()).toBe(false)
    expect(document.activeElement).toBe(menu.get('button').element)
    menu.unmount()
  })
})
