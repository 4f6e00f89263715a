// @vitest-environment happy-dom
/** What a list says of a run, in words. */
import { mount } from '@vue/test-utils'
import { afterEach, describe, expect, it } from 'vitest'
import { useSettingWords } from '../../../../src-renderer/src/compare/useSettingWords'
import { courseOf } from '../../../../src-renderer/src/compare/runs/courses'
import { compareSettings } from '../../../../src-renderer/src/compare/sides/compareSettings'
import { describeDifference } from '../../../../src-renderer/src/compare/runs/shortDifference'
import type { SettingWords } from '../../../../src-renderer/src/compare/differences'
import { i18n, speak } from '../../../../src-renderer/src/i18n/i18n'
import { refreshRuns, type PresentRun } from '../../../../src-renderer/src/runs/presentRuns'
import { lookOfRun } from '../../../../src-renderer/src/runs/runLook'
import { useRunWords, type RunWords } from '../../../../src-renderer/src/runs/useRunWords'
import type { ListedRun } from '../../../../src-worker/protocol/runs'
import type { Experiment } from '../../../../src-worker/spec/experiment'
import { createExample, createFrame, createRun } from '../../trainer/fakeTrainerApi'
import { createListed } from './samples'

let run: RunWords
let settings: SettingWords
mount(
  {
    setup() {
      run = useRunWords()
      settings = useSettingWords()
      return () => null
    },
  },
  { global: { plugins: [i18n] } },
)
afterEach(() => (i18n.global.locale.value = 'en'))

const stateOf = (change: Partial<PresentRun>): string => run.stateOf(createListed(3, change))

describe('the words for a run', () => {
  it('are its number, or the name given', () => {
    expect(run.nameOf(createListed(3))).toBe('Run 3')
    expect(run.nameOf(createListed(3, { name: 'small rate' }))).toBe('small rate')
  })

  it('say how it stands: done, paused, diverged, stopped by a rule', () => {
    expect(stateOf({ stopReason: 'epochs', epochs: 500 })).toBe('done at epoch 500')
    expect(stateOf({ state: 'paused', stopReason: null, epochs: 312.75 })).toBe('paused at epoch 312')
    expect(stateOf({ state: 'paused', stopReason: null, epochs: 0.25 })).toBe('paused at epoch 0.25')
    const divergence = { update: 1001, epoch: 8, batch: 1, layer: 1, tensor: 'dW' as const }
    expect(stateOf({ state: 'diverged', stopReason: null, divergence })).toBe('diverged at epoch 9')
    expect(stateOf({ state: 'diverged', stopReason: null, epochs: 8 })).toBe('diverged at epoch 8')
    expect(stateOf({ stopReason: 'patience' })).toBe('stopped, no improvement')
    expect(stateOf({ state: 'running', stopReason: null })).toBe('running')
    expect(stateOf({ state: 'idle', stopReason: null })).toBe('ready')
  })

  it('say where a branch set out, by the name of the run it left or by its number when that is gone', () => {
    const branch = createListed(3, { branchOf: { number: 2, update: 1200 } })
    expect(run.originOf(branch, [createListed(2, { name: 'base' }), branch])).toBe(
      'from base at update 1,200',
    )
    expect(run.originOf(branch, [branch])).toBe('from Run 2 at update 1,200')
    expect(run.originOf(createListed(2), [])).toBe('')
  })

  it('are Chinese in Chinese', async () => {
    await speak('zh-CN')
    expect(run.nameOf(createListed(3))).toBe('运行 3')
    expect(stateOf({ stopReason: 'epochs', epochs: 500 })).toBe('完成于第 500 轮')
  })
})

const change = (training: Partial<Experiment['training']>): Experiment => {
  const example = createExample()
  return { ...example, training: { ...example.training, ...training } }
}
const adam = { name: 'adam' as const, learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
const sgd = (learningRate: number) => ({ name: 'sgd' as const, learningRate, momentum: 0, nesterov: false })
const base = createListed(1)
const differenceOf = (run: Partial<PresentRun>, from = base): string =>
  describeDifference(from, createListed(2, run), settings)

describe('what differs from the baseline', () => {
  it('is named with its value only: learning rate 0.1, batch size 32', () => {
    expect(differenceOf({ experiment: change({ optimizer: sgd(0.1), batchSize: 2 }) })).toBe(
      'learning rate 0.1, batch size 2',
    )
    expect(differenceOf({})).toBe('')
  })

  it('leaves out what only follows from another optimizer', () => {
    expect(differenceOf({ experiment: change({ optimizer: adam }) })).toBe('Adam, learning rate 0.02')
  })

  it('has a setting changed on the way with all it was, also where it ends as the baseline has it', () => {
    const event = (before: number, after: number) => ({
      update: 120,
      field: 'optimizer' as const,
      before: `sgd, learningRate ${before}, momentum 0, nesterov false`,
      after: `sgd, learningRate ${after}, momentum 0, nesterov false`,
    })
    const changed = { experiment: change({ optimizer: sgd(0.1) }), events: [event(0.5, 0.1)] }
    expect(differenceOf(changed)).toBe('learning rate 0.5 → 0.1')
    expect(differenceOf({ events: [event(0.1, 0.5)] })).toBe('learning rate 0.1 → 0.5')
    const often = [event(0.5, 0.4), event(0.4, 0.3), event(0.3, 0.1)]
    expect(differenceOf({ ...changed, events: often })).toBe('learning rate 0.5 → … → 0.1')
    expect(differenceOf(changed, createListed(1, changed))).toBe('')
  })
})

const rateSet = (update: number, before: number, after: number) => ({
  update,
  field: 'optimizer' as const,
  before: `sgd, learningRate ${before}, momentum 0, nesterov false`,
  after: `sgd, learningRate ${after}, momentum 0, nesterov false`,
})

describe('what differs from a baseline that was changed on its way', () => {
  const at = (learningRate: number) => change({ optimizer: sgd(learningRate) })
  const between = (a: Partial<PresentRun>, b: Partial<PresentRun>) =>
    describeDifference(courseOf(createListed(1, a)), courseOf(createListed(2, b)), settings)

  it('is named also where the run ends as the baseline does: learning rate 3 all along', () => {
    const turned = { experiment: at(3), events: [rateSet(500, 0.5, 3)] }
    expect(between(turned, { experiment: at(3) })).toBe('learning rate 3')
    expect(between({ experiment: at(3) }, turned)).toBe('learning rate 0.5 → 3')
    expect(between(turned, turned)).toBe('')
  })

  it('is not what was set after the last update, 1,000, of either', () => {
    const late = { experiment: at(0.5), events: [rateSet(1000, 0.5, 3)] }
    expect(between(late, { experiment: at(3) })).toBe('learning rate 3')
    expect(between({ experiment: at(3) }, late)).toBe('learning rate 0.5')
    expect(between({}, late)).toBe('')
    const divergence = { update: 1001, epoch: 9, batch: 1, layer: 1, tensor: 'dW' as const }
    expect(between({}, { ...late, experiment: at(3), divergence })).toBe('learning rate 0.5 → 3')
  })

  it('has start weights set by hand, of either, by name and value', async () => {
    const set = (value: number) => ({ startEdits: [{ place: 'W1[1, 1]', value }] })
    expect(between({}, set(-3))).toBe('start weights set by hand: W1[1, 1] −3')
    expect(between(set(3), set(4))).toBe('start weights set by hand: W1[1, 1] 4')
    expect(between(set(3), {})).toBe('start weights as the settings give them')
    expect(between(set(3), set(3))).toBe('')
    const many = [1, 2, 3, 4].map((value) => ({ place: `b1[${value}]`, value }))
    expect(between({}, { startEdits: many })).toBe(
      'start weights set by hand: b1[1] 1, b1[2] 2, b1[3] 3, … (4)',
    )
    await speak('zh-CN')
    expect(between({}, set(3))).toBe('初始权重 手动设定：W1[1, 1] 3')
  })

  it('stands in the table of two runs with the values of both', () => {
    const a = createListed(1, { experiment: at(3), events: [rateSet(500, 0.5, 3)] })
    const b = createListed(2, { experiment: at(3), startEdits: [{ place: 'b2[1]', value: 0.25 }] })
    expect(
      compareSettings(courseOf(a), courseOf(b), settings).map((row) => [row.label, row.a, row.b]),
    ).toEqual([
      ['Start weights', 'as the settings give them', 'set by hand: b2[1] 0.25'],
      ['Learning rate', '0.5 → 3', '3'],
    ])
  })
})

describe('the open run in the list', () => {
  const listed = (number: number): ListedRun => ({ ...createListed(number), state: 'paused' })

  it('has the rate of its last update, 0.5, until one was made with the next, 3', () => {
    const opened = { ...createRun(7, change({ optimizer: sgd(3), batchSize: 2 })), number: 2 }
    const events = [
      { update: 40, field: 'clipNorm' as const, before: 'null', after: '5' },
      rateSet(50, 0.5, 1),
      rateSet(50, 1, 3),
      { update: 50, field: 'batchSize' as const, before: 'full', after: '2' },
    ]
    const rateAt = (newest: number) => {
      const frame = { ...createFrame(7, newest), events }
      const { optimizer, batchSize } = refreshRuns([listed(2)], opened, frame)[0]!.experiment.training
      return [optimizer, batchSize]
    }
    expect(rateAt(50)).toEqual([sgd(0.5), 'full'])
    expect(rateAt(51)).toEqual([sgd(3), 2])
  })

  it('is as its newest frame has it, whatever the list last knew', () => {
    const opened = { ...createRun(7, change({ l2: 0.25 })), number: 2 }
    const frame = { ...createFrame(7, 2), newest: 3, state: 'running' as const }
    const [first, second] = refreshRuns([{ ...listed(1), open: true }, listed(2)], opened, frame)
    expect(first).toMatchObject({ open: false, state: 'paused', update: 1000 })
    expect(second).toMatchObject({
      open: true,
      state: 'running',
      update: 3,
      epochs: 2.25,
      final: { trainingCost: 0.3, validationCost: 0.4, accuracy: 0.75, validationAccuracy: 0.6 },
      best: { trainingCost: 0.3, validationCost: 0.4, accuracy: 0.75, validationAccuracy: 0.6 },
      bestEpoch: { trainingCost: 1, validationCost: 1, accuracy: 1, validationAccuracy: 1 },
    })
    expect(second!.experiment.training.l2).toBe(0.25)
  })
})

describe('the look of a run', () => {
  it('is one of 24, and neighbours differ in colour and in dash', () => {
    const looks = Array.from({ length: 24 }, (_, k) => lookOfRun(k + 1))
    expect(new Set(looks.map(({ token, dashed }) => `${token} ${dashed}`)).size).toBe(24)
    for (let k = 1; k < 12; k++) expect(looks[k]!.dashed).not.toBe(looks[k - 1]!.dashed)
    expect(lookOfRun(25)).toEqual(lookOfRun(1))
    expect(lookOfRun(3)).toEqual({ token: 'run-3', dashed: false })
  })
})
