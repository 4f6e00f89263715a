import { describe, expect, it } from 'vitest'
import { findDifferences } from '../../../../src-renderer/src/compare/differences'
import { describeSetting } from '../../../../src-renderer/src/compare/settingWords'
import { labelKeyOf, labelKeys } from '../../../../src-renderer/src/i18n/settingLabels'
import { courseOf } from '../../../../src-renderer/src/compare/runs/courses'
import { chooseRuns } from '../../../../src-renderer/src/compare/sides/chooseRuns'
import { compareSettings } from '../../../../src-renderer/src/compare/sides/compareSettings'
import { compareCosts, nextEpoch, previousEpoch } from '../../../../src-renderer/src/compare/sides/lockStep'
import { i18n, loadLanguage } from '../../../../src-renderer/src/i18n/i18n'
import { clampUpdate, moveOnSlider } from '../../../../src-renderer/src/timeline/timelineScale'
import type { Experiment } from '../../../../src-worker/spec/experiment'
import { createExample } from '../../trainer/fakeTrainerApi'
import { createListed, plainWords } from '../runs/samples'

const listDifferences = (...pair: [Experiment, Experiment]) => {
  const [a, b] = pair.map((experiment) => courseOf(createListed(1, { experiment })))
  return compareSettings(a!, b!, plainWords)
}

describe('settings that differ', () => {
  const a = createExample()

  it('are none between an experiment and the same under another name', () => {
    expect(findDifferences(a, { ...a, name: 'other' })).toEqual([])
  })

  it('are the learning rate and the units of layer 1, each by its path', () => {
    const [first, ...rest] = a.network.layers
    const b = {
      ...a,
      network: { ...a.network, layers: [{ ...first!, units: 7 }, ...rest] },
      training: { ...a.training, optimizer: { ...a.training.optimizer, learningRate: 0.125 } },
    }
    expect(listDifferences(a, b)).toEqual([
      { path: 'network.layers[0].units', label: 'network.layers[0].units', a: '3', b: '7' },
      {
        path: 'training.optimizer.learningRate',
        label: 'training.optimizer.learningRate',
        a: '0.5',
        b: '0.125',
      },
    ])
  })

  it('layers of another number are one setting; what only one has is a dash on the other side', () => {
    const b = {
      ...a,
      network: { ...a.network, layers: a.network.layers.slice(1) },
      training: { ...a.training, stop: { updates: 1000, epochs: 4 } },
    }
    expect(findDifferences(a, b).map(({ path }) => path)).toEqual(['network.layers', 'training.stop.epochs'])
    expect(listDifferences(a, b)[1]).toMatchObject({ a: '–', b: '4' })
  })

  it('every label is a message of both languages', async () => {
    await loadLanguage('zh-CN')
    const unknown = Object.values(labelKeys).filter(
      (key) => !i18n.global.te(key, 'en') || !i18n.global.te(key, 'zh-CN'),
    )
    expect(unknown).toEqual([])
  })

  it('names and values are those of the rail; a path without a name is itself', () => {
    const translate = (key: string) => (i18n.global.te(key, 'en') ? i18n.global.t(key) : null)
    expect(labelKeyOf('network.layers[1].units')).toEqual({ key: 'sides.settings.units', layer: 2 })
    expect(labelKeyOf('data.source.delimiter')).toEqual({ key: null, layer: 1 })
    expect(describeSetting('training.optimizer.name', 'adam', translate)).toBe('Adam')
    expect(describeSetting('training.clipNorm', null, translate)).toBe('none')
    expect(describeSetting('training.batchSize', 'full', translate)).toBe('all')
    expect(describeSetting('network.initialization.minimum', -0.5, translate)).toBe('−0.5')
    expect(describeSetting('network.layers', a.network.layers, translate)).toBe('3 sigmoid, 1 sigmoid')
  })
})

describe('the slider of both', () => {
  it('keys: one, a tenth of 50, the ends; other keys are left alone', () => {
    const keys = ['ArrowLeft', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'a']
    expect(keys.map((key) => moveOnSlider(key, 48, 50))).toEqual([47, 49, 43, 50, 0, 50, null])
    expect(clampUpdate(12.6, 50)).toBe(13)
  })

  it('an epoch on ends where that of the first run that goes on does', () => {
    const ended = { update: 20, newest: 20, batch: 2, batchesLeft: 1, updatesPerEpoch: 3 }
    const going = { update: 20, newest: 50, batch: 0, batchesLeft: 4, updatesPerEpoch: 4 }
    expect(nextEpoch(20, [ended, going])).toBe(24)
    expect(previousEpoch(20, [ended, going])).toBe(18)
    expect(previousEpoch(20, [going])).toBe(16)
    expect(nextEpoch(30, [ended, going])).toBe(31)
  })

  it('costs are compared at one update only: 0.25 − 0.75', () => {
    const at = (update: number, cost: number) => ({ update, cost, trainingCost: 0.9 })
    expect(compareCosts(at(3, 0.75), at(3, 0.25))).toBe(-0.5)
    expect(compareCosts(at(0, NaN), at(0, 0.4))).toBe(-0.5)
    expect(compareCosts(at(3, 0.75), at(4, 0.25))).toBeNaN()
    expect(compareCosts(at(3, 0.75), null)).toBeNaN()
  })

  it('starts with the open run and the newest other one, and keeps what was chosen', () => {
    const runs = [
      { number: 1, open: false },
      { number: 2, open: true },
      { number: 5, open: false },
    ]
    expect(chooseRuns(runs, null, null)).toEqual([2, 5])
    expect(chooseRuns(runs, 1, null)).toEqual([1, 5])
    expect(chooseRuns(runs, null, 2)).toEqual([5, 2])
    expect(chooseRuns(runs, 4, 5)).toEqual([4, 5])
    expect(chooseRuns([runs[0]!], 1, 2)).toEqual([null, null])
  })
})
