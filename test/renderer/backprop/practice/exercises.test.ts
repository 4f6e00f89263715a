// @vitest-environment happy-dom
/** What an exercise keeps back is kept back everywhere, and an exercise ends where it has no place. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exampleExperiment } from '../../../../src-worker/spec/exampleExperiment'
import { openStage, settle, waitUntil, type OpenStage } from '../openStage'
import { readGolden } from '../realTrainer'

let open: OpenStage
beforeEach(async () => {
  open = await openStage()
})
afterEach(() => open.leave())

async function blankAll(matrix: string): Promise<void> {
  await open.pressInPanel('Practice')
  await open.chooseIn('Matrix', matrix)
  await open.chooseIn('How many', 'all')
  await open.pressInPanel('Blank out')
}

describe('a blank cell', () => {
  it('of ΔW1 is a question mark in the worst of the check', async () => {
    await blankAll('dW1')
    await open.pressInPanel('Check')
    await open.pressInPanel('Check all')
    await waitUntil(() => expect(open.panel()).toContain('All parameters agree.'))
    const rows = [...document.querySelectorAll('#side-panel tbody tr')].map((row) => row.textContent!)
    expect(rows.filter((row) => row.includes('ΔW1['))).toHaveLength(1)
    expect(rows.find((row) => row.includes('ΔW1['))).toMatch(/ΔW1\[\d, ?\d\]\?\?/)
    expect(rows.find((row) => row.includes('ΔW2['))).toMatch(/0\.\d{6}/)
  })

  it('keeps the whole update and copies of any cell from being given out until it is shown', async () => {
    await blankAll('o2')
    await open.pressInPanel('Update')
    expect(open.buttonInPanel('Copy').disabled).toBe(true)
    expect(open.buttonInPanel('Save').disabled).toBe(true)
    expect(open.panel()).toContain('nothing is given out')
    await open.choose('ΔW2 row 1 column 1')
    expect(open.buttonInPanel('Copy').disabled).toBe(true)
    await open.pressInPanel('Practice')
    await open.pressInPanel('Show all')
    await open.pressInPanel('Update')
    expect(open.buttonInPanel('Save').disabled).toBe(false)
  })

  it('has no tint: neither in its grid nor in the transposed factor beside ΔW2', async () => {
    await blankAll('o1')
    await open.choose('ΔW2 row 1 column 1')
    const cells = [...document.querySelectorAll<HTMLElement>("[data-kind=o][data-layer='1'] [role=gridcell]")]
    const transposed = [...document.querySelectorAll<HTMLElement>('.transposed span')]
    expect([cells.length, transposed.length]).toEqual([12, 12])
    for (const one of [...cells, ...transposed]) {
      expect(one.style.getPropertyValue('--mix')).toBe('0%')
      expect(one.className).not.toMatch(/positive|negative|gradient/)
    }
    expect(transposed.map((one) => one.textContent).join('')).not.toMatch(/\d/)
  })

  it('is a question mark in the solved worksheet', async () => {
    await blankAll('o2')
    await open.pressInPanel('Update')
    await open.pressInPanel('Worksheet')
    const dialog = document.querySelector<HTMLElement>('dialog.worksheet')!
    const solved = [...dialog.querySelectorAll<HTMLElement>('button, label')].find((one) =>
      one.textContent!.includes('Solved'),
    )!
    solved.click()
    await settle()
    const marks = [...dialog.querySelectorAll('td')].filter((cell) => cell.textContent!.trim() === '?')
    expect(marks).toHaveLength(4)
  })
})

describe('a planted fault', () => {
  it('ends when the layer’s activation is changed to one that has no derivative to leave out', async () => {
    const [hidden, output] = exampleExperiment.network.layers
    await open.pressInPanel('Practice')
    await open.chooseIn('Mistake', 'missingDerivative 1')
    await open.pressInPanel('Plant it')
    expect(open.stage.text()).toContain('Planted: derivative missing, layer 1')
    await open.trainer.reopen({
      ...exampleExperiment,
      network: { ...exampleExperiment.network, layers: [{ ...hidden!, activation: 'linear' }, output!] },
    })
    await settle()
    expect(open.stage.text()).not.toContain('Planted')
    expect(open.text('∂cost/∂i1 row 1 column 1')).toBe(open.text('∂cost/∂o1 row 1 column 1'))
  })

  it('answered wrong, the verdict goes when another choice is made', async () => {
    await open.pressInPanel('Practice')
    await open.pressInPanel('Plant a secret mistake')
    const select = open.inPanel<HTMLSelectElement>("select[aria-label='Mistake']")
    const choices = [...select.options].map((option) => option.value).filter((value) => value !== '')
    for (const choice of choices) {
      await open.chooseIn('Mistake', choice)
      await open.pressInPanel('Answer')
      if (open.panel().includes('Not this one')) break
      if (open.panel().includes('Right.')) await open.pressInPanel('Plant a secret mistake')
    }
    expect(open.panel()).toContain('Not this one')
    await open.chooseIn('Mistake', '')
    expect(open.panel()).not.toContain('Not this one')
  })
})

describe('the focus', () => {
  it('goes to the head of the cell’s panel when the answer is right, and when it is shown', async () => {
    await blankAll('o2')
    await open.pressInPanel('Reveal')
    expect(document.activeElement?.tagName).toBe('H2')
    await open.choose('o2 row 2 column 1')
    open.inPanel<HTMLInputElement>('form input').focus()
    await open.type('0.6')
    await open.pressInPanel('Mark')
    expect(document.activeElement?.tagName).toBe('INPUT')
    await open.type(readGolden().trace.o[1]![1]![0]!.toFixed(4))
    await open.pressInPanel('Mark')
    expect(open.panel()).toContain('1 right of 4')
    expect(document.activeElement?.tagName).toBe('H2')
  })

  it('stays on the button when the secret fault is named, and beside it when all blanks are shown', async () => {
    await open.pressInPanel('Practice')
    await open.pressInPanel('Plant a secret mistake')
    const select = open.inPanel<HTMLSelectElement>("select[aria-label='Mistake']")
    const choices = [...select.options].map((option) => option.value).filter((value) => value !== '')
    for (const choice of choices) {
      await open.chooseIn('Mistake', choice)
      open.buttonInPanel('Answer').focus()
      await open.pressInPanel('Answer')
      if (open.panel().includes('Right.')) break
    }
    expect(document.activeElement?.textContent).toBe('Plant it')
    await blankAll('o2')
    open.buttonInPanel('Show all').focus()
    await open.pressInPanel('Show all')
    expect(document.activeElement?.textContent).toBe('Blank out')
  })

  it('goes to the lanes when the fault is removed', async () => {
    await open.pressInPanel('Practice')
    await open.chooseIn('Mistake', 'flippedSign 1')
    await open.pressInPanel('Plant it')
    const remove = open.stage.findAll('button').find((one) => one.text().includes('Remove'))!
    ;(remove.element as HTMLElement).focus()
    await remove.trigger('click')
    await settle()
    expect(document.activeElement?.getAttribute('role')).toBe('region')
  })

  it('in a cell goes on with the chosen cell: N, O and Backspace', async () => {
    const first = open.cell('ΔW1 row 1 column 2')
    ;(first.element as HTMLElement).focus()
    await first.trigger('click')
    await settle()
    const focused = () => document.activeElement?.getAttribute('aria-label')?.split(',')[0]
    await open.press('n')
    expect(focused()).toBe('W1′ row 1 column 2')
    await open.press('Backspace')
    expect(focused()).toBe('ΔW1 row 1 column 2')
    await open.press('o')
    expect(focused()).toBe('X row 1 column 1')
  })
})

it('a check goes on while another stage is looked at, and its result is there on coming back', async () => {
  await open.pressInPanel('Check')
  open.buttonInPanel('Check all').click()
  open.leave()
  await open.comeBack()
  await waitUntil(() => expect(open.panel()).toContain('All parameters agree.'))
})
