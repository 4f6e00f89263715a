// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest'
import { mayTake } from '../../../src-renderer/src/ui/useShortcuts'

afterEach(() => (document.body.innerHTML = ''))

const find = (markup: string): Element => {
  document.body.innerHTML = markup
  return document.querySelector('[data-here]')!
}

it.each(['Mod+1', 'Mod+S', 'Mod+Backspace', 'F5', '.', 'Escape'])(
  '%s does nothing behind an open dialog',
  (name) => {
    expect(mayTake(name, find('<dialog open><button data-here>x</button></dialog>'))).toBe(false)
  },
)

it('in a text field F5 and Ctrl+S work, a point and the keys of editing are the field’s', () => {
  const field = find('<input data-here />')
  expect(['F5', 'Mod+S', '.', 'Mod+Z', 'Mod+Y', 'Mod+Backspace'].map((name) => mayTake(name, field))).toEqual(
    [true, true, ...Array<boolean>(4).fill(false)],
  )
})

it.each([
  ['<button data-here>x</button>', false],
  ['<button role="tab" aria-selected="false" data-here>x</button>', false],
  ['<button role="tab" aria-selected="true" data-here>x</button>', true],
  ['<button role="radio" aria-checked="false" data-here>x</button>', false],
  ['<button role="radio" aria-checked="true" data-here>x</button>', true],
  ['<button role="menuitemcheckbox" aria-checked="true" data-here>x</button>', false],
  ['<span role="gridcell" aria-selected="true" data-here>1</span>', false],
])('Space runs unless it presses what has the focus: %s', (markup, taken) => {
  expect(mayTake('Space', find(markup))).toBe(taken)
})
