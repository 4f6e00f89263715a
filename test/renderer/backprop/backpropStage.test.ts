// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useSettings } from '../../../src-renderer/src/settings/useSettings'
import { openStage, settle, waitUntil, type OpenStage } from './openStage'
import { frameOf, readGolden } from './realTrainer'

let open: OpenStage

beforeEach(async () => {
  open = await openStage()
})
afterEach(() => open.leave())

const { cell, text, panel, stepNow, press, pressInPanel, chooseIn } = createHands()

/** The hands of whichever stage is open. */
function createHands() {
  return {
    cell: (label: string) => open.cell(label),
    text: (label: string) => open.text(label),
    panel: () => open.panel(),
    stepNow: () => open.stepNow(),
    press: (key: string) => open.press(key),
    pressInPanel: (label: string) => open.pressInPanel(label),
    chooseIn: (label: string, value: string) => open.chooseIn(label, value),
  }
}

describe('the chosen cell', () => {
  it('ΔW1 row 1 column 2 reads as minus 0.002555 to a screen reader', () => {
    expect(cell('ΔW1 row 1 column 2').attributes('aria-label')).toBe('ΔW1 row 1 column 2, minus 0.002555')
  })

  it('stands in the panel with numbers, shares, its own check, where it goes, and its update', async () => {
    await cell('ΔW1 row 1 column 2').trigger('click')
    await settle()
    const found = [
      'ΔW1[1, 2]',
      '−0.002555148',
      '+  1 · (−0.004609)',
      'sample 3',
      '= −0.398722',
      'W1′[1, 2]',
      'agrees',
    ]
    for (const part of found) expect(panel()).toContain(part)
  })

  it('the notation z, a changes names in the lanes and in the panel', async () => {
    await cell('ΔW1 row 1 column 2').trigger('click')
    useSettings().notation.value = 'za'
    await settle()
    expect(open.stage.text()).toContain('∂cost/∂z1')
    expect(open.stage.text()).not.toContain('∂cost/∂i1')
    expect(panel()).toContain('∂cost/∂z1[1…4, 2]')
  })

  it('a way that is followed stays on the trail, and Backspace goes back', async () => {
    await cell('ΔW1 row 1 column 2').trigger('click')
    await settle()
    await pressInPanel('∂cost/∂i1[1…4, 2]')
    expect(panel()).toContain('ΔW1[1,2]')
    expect(open.stage.get('[aria-selected=true]').attributes('aria-label')).toMatch(
      /^∂cost\/∂i1 row 1 column 2/,
    )
    await press('Backspace')
    expect(open.stage.get('[aria-selected=true]').attributes('aria-label')).toMatch(/^ΔW1 row 1 column 2/)
  })

  it('arrow keys move the focus, Enter chooses, Escape clears', async () => {
    const first = cell('i1 row 1 column 1')
    ;(first.element as HTMLElement).focus()
    await first.trigger('keydown', { key: 'ArrowDown' })
    await settle()
    expect(document.activeElement!.getAttribute('aria-label')).toMatch(/^i1 row 2 column 1/)
    await cell('i1 row 2 column 1').trigger('keydown', { key: 'Enter' })
    await settle()
    expect(panel()).toContain('i1[2, 1]')
    await cell('i1 row 2 column 1').trigger('keydown', { key: 'Escape' })
    await settle()
    expect(panel()).not.toContain('i1[2, 1]')
  })
})

describe('the lanes', () => {
  it('show every number of the golden file to four decimals, gradients times 10⁻³ with three', () => {
    const { trace } = readGolden()
    const minus = (number: string) => number.replace('-', '−')
    const groups = { i: 'i', o: 'o', dCost_dO: '∂cost/∂o', dCost_dI: '∂cost/∂i', dW: 'ΔW', db: 'Δb' } as const
    let compared = 0
    for (const [field, name] of Object.entries(groups) as [keyof typeof groups, string][]) {
      trace[field].forEach((matrix, l) =>
        matrix.forEach((row, r) =>
          row.forEach((value, c) => {
            const gradient = field !== 'i' && field !== 'o'
            const expected = gradient ? (value * 1000).toFixed(3) : value.toFixed(4)
            expect(text(`${name}${l + 1} row ${r + 1} column ${c + 1},`)).toBe(minus(expected))
            compared++
          }),
        ),
      )
    }
    expect(compared).toBe(77)
  })

  it('numbers can be significant digits or fractions, always with a point', async () => {
    const settings = useSettings()
    settings.fractions.value = true
    await settle()
    expect(text('W1 row 1 column 1,')).toBe('1/2')
    expect(text('W1 row 1 column 2,')).toBe('−2/5')
    expect(text('o1 row 1 column 1,')).toBe('0.5250')
    settings.fractions.value = false
    settings.digitKind.value = 'significant'
    settings.digits.value = 3
    await settle()
    expect(text('o1 row 1 column 1,')).toBe('0.525')
    expect(text('∂cost/∂i1 row 1 column 1,')).toBe('7.34')
  })
})

describe('the walk', () => {
  it('[ goes back to Backward 2: ∂cost/∂i1 has no numbers yet, ∂cost/∂i2 has', async () => {
    expect(stepNow()).toContain('Backward 1')
    await press('[')
    expect(stepNow()).toContain('Backward 2')
    expect(text('∂cost/∂i1 row 1 column 1')).toBe('')
    expect(text('∂cost/∂i2 row 1 column 1')).toBe('36.781')
  })

  it('after Update one on does the update and goes to Forward 1', async () => {
    await press(']')
    await press(']')
    expect(open.trainer.commands).toEqual(['stepUpdate'])
    expect(stepNow()).toContain('Forward 1')
  })

  it('by cell, one on from the end of Forward 1 makes i2[1, 1] and derives it', async () => {
    const first = open.stage.findAll('ol[aria-label="Steps of the update"] button')[0]!
    await first.trigger('click')
    const level = open.stage.get<HTMLSelectElement>("select[aria-label='Walk by']")
    level.element.value = 'cell'
    await level.trigger('change')
    await press(']')
    expect(text('i2 row 1 column 1')).toBe('0.5499')
    expect(text('i2 row 2 column 1')).toBe('')
    expect(panel()).toContain('i2[1, 1]')
    expect(panel()).toContain('0.549899307')
  })

  it('played at 16 stops a second it comes to its end and stops', async () => {
    const speed = open.stage.get<HTMLSelectElement>("select[aria-label='Speed of playing']")
    speed.element.value = '16'
    await speed.trigger('change')
    await press('p')
    await waitUntil(() => expect(stepNow()).toContain('Update'))
    await waitUntil(() => expect(open.stage.find("[aria-label='Play the walk']").exists()).toBe(true))
  })

  it('while running it is off, and frames of 0.6 s ask for at most 4 pictures', async () => {
    const before = open.trainer.asked.length
    for (let update = 1; update <= 30; update++) {
      open.trainer.frame.value = frameOf(update, 'running')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(open.trainer.asked.length - before).toBeGreaterThanOrEqual(2)
    expect(open.trainer.asked.length - before).toBeLessThanOrEqual(4)
    expect(open.stage.text()).toContain('Pause to walk through the step')
  })
})

it('who comes back from another stage finds cell, walk, fault and blanks as they were', async () => {
  await cell('i1 row 2 column 1').trigger('click')
  await press('[')
  await pressInPanel('Practice')
  await chooseIn('Mistake', 'flippedSign 1')
  await pressInPanel('Plant it')
  await chooseIn('Matrix', 'o2')
  await chooseIn('How many', 'all')
  await pressInPanel('Blank out')
  open.leave()
  await open.comeBack()
  expect(stepNow()).toContain('Backward 2')
  expect(open.stage.text()).toContain('Planted: sign flipped, layer 1')
  expect(text('o2 row 1 column 1')).toBe('?')
  expect(open.stage.get('[aria-selected=true]').attributes('aria-label')).toBe('o2 row 1 column 1, blank')
  expect(panel()).toContain('Your value')
})

describe('the check', () => {
  it('all 13 parameters of the example agree', async () => {
    await pressInPanel('Check')
    await pressInPanel('Check all')
    await waitUntil(() => expect(panel()).toContain('All parameters agree.'))
    expect(panel()).toContain('13 of 13 parameters')
  })

  it('a planted missing derivative in layer 1 makes layer 1 differ, and says so over the lanes', async () => {
    await pressInPanel('Practice')
    await chooseIn('Mistake', 'missingDerivative 1')
    await pressInPanel('Plant it')
    expect(open.stage.text()).toContain('Planted: derivative missing, layer 1')
    expect(text('∂cost/∂i1 row 1 column 1')).toBe('29.425')
    await pressInPanel('Check')
    await pressInPanel('Check all')
    await waitUntil(() => expect(panel()).toContain('9 of 13 parameters differ.'))
  })
})

describe('exercises', () => {
  it('a blank cell hides its number until it is right; a flipped sign is told', async () => {
    await pressInPanel('Practice')
    await chooseIn('How many', 'all')
    await pressInPanel('Blank out')
    expect(text('ΔW1 row 1 column 1')).toBe('?')
    expect(cell('ΔW1 row 1 column 1').attributes('aria-label')).toBe('ΔW1 row 1 column 1, blank')
    expect(panel()).not.toContain('0.003039')
    const input = document.querySelector<HTMLInputElement>('#side-panel input')!
    const answer = async (value: string) => {
      input.value = value
      input.dispatchEvent(new Event('input'))
      await pressInPanel('Mark')
    }
    await answer('-0.00304')
    expect(panel()).toContain('the sign is not')
    await answer('0.00304')
    expect(panel()).toContain('1 right of 6')
    expect(text('ΔW1 row 1 column 1')).toBe('3.040')
    expect(text('ΔW1 row 1 column 2')).toBe('?')
  })

  it('a blank ΔW1 shows in no other panel: not as the step of W1[1, 2], not as what W1′[1, 2] is made of', async () => {
    await pressInPanel('Practice')
    await chooseIn('How many', 'all')
    await pressInPanel('Blank out')
    await cell('W1 row 1 column 2').trigger('click')
    await settle()
    expect(panel()).toContain('W1[1, 2]')
    expect(panel()).not.toContain('0.002555')
    expect(panel()).not.toContain('0.398722')
    await pressInPanel('W1′[1, 2]')
    expect(panel()).toContain('−0.398722')
    expect(panel()).toContain('is still blank')
    expect(panel()).not.toContain('0.002555')
  })

  it('a secret fault keeps its name until the answer is right', async () => {
    await pressInPanel('Practice')
    await pressInPanel('Plant a secret mistake')
    expect(open.stage.text()).toContain('A mistake is planted in the backward pass.')
    const select = document.querySelector<HTMLSelectElement>("#side-panel select[aria-label='Mistake']")!
    const choices = [...select.options].map((option) => option.value).filter((value) => value !== '')
    expect(choices).toHaveLength(9)
    for (const choice of choices) {
      if (!panel().includes('Answer')) break
      await chooseIn('Mistake', choice)
      await pressInPanel('Answer')
    }
    expect(panel()).toContain('Right.')
    expect(open.stage.text()).toContain('Planted: ')
  })
})
