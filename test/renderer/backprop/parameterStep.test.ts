// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it } from 'vitest'
import ParameterStep from '../../../src-renderer/src/backprop/cell/ParameterStep.vue'
import { i18n } from '../../../src-renderer/src/i18n/i18n'
import { loadKatex } from '../../../src-renderer/src/math/loadKatex'
import { useSettings } from '../../../src-renderer/src/settings/useSettings'
import { deriveCell } from '../../../src-worker/analysis/deriveCell'
import type { CellId } from '../../../src-worker/protocol/microscope'
import { createDeepNetwork, createStepOf } from '../../worker/analysis/sampleSteps'
import { settle } from './openStage'

// This document claims to be in quirks mode, which KaTeX refuses; the page is not.
Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat' })

async function open(
  kind: CellId['kind'],
  training: NonNullable<Parameters<typeof createDeepNetwork>[0]>,
): Promise<{ text: string; tex: string[] }> {
  const { model, ...step } = createStepOf(createDeepNetwork(training), null, 3)
  const cell: CellId = { kind, layer: 2, row: 0, column: 1 }
  const { change } = deriveCell({ model, ...step }, cell)!
  await loadKatex()
  const wrapper = mount(ParameterStep, {
    props: { cell, change: change!, model },
    global: { plugins: [i18n] },
  })
  await settle()
  return {
    text: wrapper.text(),
    tex: wrapper.findAll('annotation').map((one) => one.text()),
  }
}

beforeEach(() => {
  const settings = useSettings()
  settings.notation.value = 'io'
  settings.digitKind.value = 'decimals'
  settings.fractions.value = false
})

describe('the step of a parameter', () => {
  it('of momentum with penalty and clipping has each line with its numbers, and says what they do', async () => {
    const { text, tex } = await open('weightsAfter', {
      optimizer: { name: 'sgd', learningRate: 0.05, momentum: 0.9 },
      l2: 0.03,
      clipNorm: 0.05,
    })
    expect(tex).toHaveLength(8)
    expect(tex[0]).toBe(String.raw`g = \Delta W_{2}[1,2] + \lambda_2\,W_{2}[1,2]`)
    expect(tex[4]).toBe(String.raw`v' = \beta\,v + g`)
    expect(tex[5]).toMatch(/^= 0\.9 \\cdot .+ = -?[\d.]+$/)
    expect(tex[6]).toBe(String.raw`W_{2}'[1,2] = W_{2}[1,2] - \eta\,v'`)
    expect(text).toContain('v remembers')
    expect(text).toContain('The penalty is added')
    expect(text).toContain('‖g‖ is the norm')
  })

  it('of a bias, from the cell of its gradient, has no penalty', async () => {
    const { text, tex } = await open('db', { optimizer: { name: 'adam' }, l1: 0.01 })
    expect(tex).toHaveLength(10)
    expect(tex[0]).toBe(String.raw`\mu' = \beta_1\,\mu + (1 - \beta_1)\,\Delta b_{2}[2]`)
    expect(text).toContain('running means')
    expect(text).not.toContain('penalty')
  })

  it('of plain sgd stays one line of text', async () => {
    const { text, tex } = await open('dW', { optimizer: { name: 'sgd', learningRate: 0.5 } })
    expect(tex).toEqual([])
    expect(text).toContain('W2[1,2] ← W2[1,2] − η · ΔW2[1,2]')
  })
})
