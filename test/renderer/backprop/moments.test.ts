// @vitest-environment happy-dom
/** The update under the microscope is the one that comes next, whatever changes around it. */
import { afterEach, describe, expect, it } from 'vitest'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { openStage, settle, waitUntil, type OpenStage } from './openStage'

let open: OpenStage
afterEach(() => open.leave())

/** Seven rows in batches of three: 3, 3, 1. */
const sevenRows: ExperimentInput = {
  ...exampleExperiment,
  data: {
    source: {
      kind: 'inline',
      inputs: Array.from({ length: 7 }, (_, k) => [k / 7, 1 - k / 9]),
      targets: Array.from({ length: 7 }, (_, k) => [k % 2]),
    },
  },
  training: { ...exampleExperiment.training, batchSize: 3, shuffle: false },
}

const levelIs = async (level: string) => {
  const select = open.stage.get<HTMLSelectElement>("select[aria-label='Walk by']")
  select.element.value = level
  await select.trigger('change')
}

describe('a setting changed while paused', () => {
  it('twice: W1′[1, 1] after both has the second penalty in it', async () => {
    open = await openStage()
    await open.press(']')
    const plain = open.text('W1′ row 1 column 1,')
    await open.trainer.change({ l2: 0.1 })
    await settle()
    const first = open.text('W1′ row 1 column 1,')
    await open.trainer.change({ l2: 0.4 })
    await settle()
    const second = open.text('W1′ row 1 column 1,')
    // W − η (ΔW + l2 W) = 0.5 − 0.5 (0.0030396 + l2 · 0.5)
    expect([plain, first, second]).toEqual(['0.4985', '0.4735', '0.3985'])
  })

  it('takes the check of the whole gradient away: it was of another cost', async () => {
    open = await openStage()
    await open.pressInPanel('Check')
    await open.pressInPanel('Check all')
    await waitUntil(() => expect(open.panel()).toContain('All parameters agree.'))
    await open.trainer.change({ l2: 0.1 })
    await settle()
    expect(open.panel()).not.toContain('All parameters agree.')
  })
})

describe('new weights before the first update', () => {
  it('are those under the microscope, and the check of the old ones is gone', async () => {
    open = await openStage()
    await open.trainer.command('newWeights')
    await settle()
    const first = open.text('W1 row 1 column 1,')
    await open.pressInPanel('Check')
    await open.pressInPanel('Check all')
    await waitUntil(() => expect(open.panel()).toContain('All parameters agree.'))
    await open.trainer.command('newWeights')
    await settle()
    expect(open.text('W1 row 1 column 1,')).not.toBe(first)
    expect(open.panel()).not.toContain('All parameters agree.')
  })
})

it('a change of when the run stops touches no number: check and marks stay', async () => {
  open = await openStage()
  await open.pressInPanel('Practice')
  await open.chooseIn('Matrix', 'o2')
  await open.pressInPanel('Blank out')
  await open.pressInPanel('Reveal')
  await open.pressInPanel('Check')
  await open.pressInPanel('Check all')
  await waitUntil(() => expect(open.panel()).toContain('All parameters agree.'))
  await open.trainer.change({ stop: { updates: 2000 } })
  await settle()
  expect(open.panel()).toContain('All parameters agree.')
  await open.pressInPanel('Practice')
  expect(open.stage.findAll("[data-kind=o][data-layer='2'] .blank")).toHaveLength(2)
})

describe('a batch of another size', () => {
  it('walking on from Update lands on Forward 1 each time, 3, 3, 1 and 3 samples', async () => {
    open = await openStage(sevenRows)
    const seen: string[] = []
    for (let update = 1; update <= 4; update++) {
      seen.push(`${open.stage.findAll("[data-kind=o][data-layer='1'] [role=row]").length} samples`)
      for (let k = 0; k < 8 && !open.stepNow().includes('Update'); k++) await open.press(']')
      await open.press(']')
      expect(open.stepNow()).toContain('Forward 1')
      expect(open.text('o1 row 1 column 1,')).toMatch(/^0\.\d{4}$/)
      expect(open.text('i2 row 1 column 1,')).toBe('')
    }
    expect(seen).toEqual(['3 samples', '3 samples', '1 samples', '3 samples'])
    expect(open.trainer.commands).toHaveLength(4)
  })

  it('at sample 3 of 3, the batch of 1 stands at its own last sample', async () => {
    open = await openStage(sevenRows)
    await open.trainer.command('stepUpdate')
    await settle()
    await open.stage.findAll('ol[aria-label="Steps of the update"] button')[0]!.trigger('click')
    await levelIs('sample')
    await open.press('[')
    expect(open.text('o1 row 2 column 1,')).not.toBe('')
    expect(open.text('o1 row 3 column 1,')).toBe('')
    await open.trainer.command('stepUpdate')
    await settle()
    expect(open.stepNow()).toContain('Forward 1')
    expect(open.text('o1 row 1 column 1,')).not.toBe('')
    expect(open.text('i2 row 1 column 1,')).toBe('')
  })

  it('drops blanks beyond it, and the others are to be answered anew', async () => {
    open = await openStage(sevenRows)
    await open.trainer.command('stepUpdate')
    await settle()
    await open.pressInPanel('Practice')
    await open.chooseIn('Matrix', 'o2')
    await open.chooseIn('How many', 'all')
    await open.pressInPanel('Blank out')
    await open.pressInPanel('Reveal')
    expect(open.panel()).toContain('of 3')
    expect(open.text('o2 row 1 column 1,')).not.toBe('?')
    await open.trainer.command('stepUpdate')
    await settle()
    expect(open.text('o2 row 1 column 1,')).toBe('?')
    expect(open.panel()).toContain('of 1')
  })
})

it('a batch of one has no blank cost: its sum stands beside it', async () => {
  open = await openStage({ ...sevenRows, training: { ...sevenRows.training, batchSize: 1 } })
  await open.pressInPanel('Practice')
  const choices = [...open.inPanel<HTMLSelectElement>("select[aria-label='Matrix']").options]
  expect(choices.map(({ value }) => value)).not.toContain('cost0')
})

it('the formula of W1′ is of matrices, that of its cell of a cell', async () => {
  open = await openStage()
  await open.press(']')
  await open.trainer.change({ l2: 0.1 })
  await settle()
  await open.choose('W1′ row 1 column 2')
  const tex = [...document.querySelectorAll('#side-panel annotation')].map((one) => one.textContent)
  expect(tex[0]).toBe("W_{1}' = W_{1} - \\eta\\,g")
  expect(tex[1]).toBe("W_{1}'[1,2] = W_{1}[1,2] - \\eta\\,g")
})

it('the curvature names its limit beside the learning rate, and goes with the update it was of', async () => {
  open = await openStage()
  await open.pressInPanel('Update')
  await open.pressInPanel('Measure')
  await waitUntil(() => expect(open.panel()).toContain('0.084136'))
  expect(open.panel()).toContain('The rate is below the limit')
  await open.trainer.command('stepUpdate')
  await settle()
  expect(open.panel()).not.toContain('0.084136')
})
