// @vitest-environment happy-dom
/** What a person reads of problems, in both languages: those of a refused experiment, a sweep and a file of weights. */
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { useProblemWords } from '../../../src-renderer/src/i18n/useProblemWords'
import { readWeights } from '../../../src-worker/files/readWeights'
import { decodeJsonTensors } from '../../../src-worker/files/weightsFile'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'
import { formatProblem, type Problem } from '../../../src-worker/spec/problem'
import { parseSweep } from '../../../src-worker/spec/sweep'
import { findSweepProblems } from '../../../src-worker/spec/sweepProblems'
import { messages } from './readMessages'

function sayAll(locale: 'en' | 'zh-CN', problems: readonly Problem[]): string[] {
  let words: string[] = []
  const component = {
    setup() {
      words = problems.map(useProblemWords().sayProblem)
      return () => null
    },
  }
  mount(component, { global: { plugins: [createI18n({ legacy: false, locale, messages })] } })
  return words
}

const data = { source: { kind: 'generator', name: 'xor' } }
const listProblems = (experiment: unknown): Problem[] => {
  const parsed = parseExperiment(experiment)
  return parsed.ok ? [] : parsed.error
}
const limits = listProblems({
  data,
  network: { layers: [{ units: 5000, activation: 'step' }, { units: 1 }] },
  training: { optimizer: { name: 'sgd', learningRate: -1 }, batchSize: 0, l2: -2, sped: 1 },
})
const contradictions = [
  ...listProblems({ data, network: { layers: [{ units: 2, activation: 'softmax' }, { units: 1 }] } }),
  ...listProblems({
    data,
    network: { layers: [{ units: 1 }] },
    training: { cost: 'categoricalCrossEntropy' },
  }),
]

describe('problems of settings', () => {
  it('name the setting, the limit and what was found', () => {
    expect(sayAll('zh-CN', limits)).toEqual([
      '单元，第 1 层：应为 1 到 4096 的整数（单元数），实为 5000',
      '激活函数，第 1 层：应为 以下之一：linear、sigmoid、tanh、relu、leakyRelu、elu、softplus、gelu、softmax，实为 "step"',
      '学习率：应为 大于 0 的数，实为 -1',
      '批大小：应为 不小于 1 的整数，或 "full"，实为 0',
      'L2 惩罚：应为 不小于 0 的数，实为 -2',
      'training.sped：应为 没有此字段，实为 未知字段 "sped"',
    ])
  })

  it('in English they are as on the command line, with the names of the window', () => {
    expect(sayAll('en', limits).slice(0, 3)).toEqual([
      'Units, layer 1: expected a whole number of units from 1 to 4096, found 5000',
      'Activation, layer 1: expected one of linear, sigmoid, tanh, relu, leakyRelu, elu, softplus, gelu, softmax, found "step"',
      'Learning rate: expected a number above 0, found -1',
    ])
    expect(formatProblem(limits[2]!)).toBe(
      'training.optimizer.learningRate: expected a number above 0, found -1',
    )
  })

  it('that lie between settings are said as well', () => {
    expect(sayAll('zh-CN', contradictions)).toEqual([
      '激活函数，第 1 层：应为 softmax 只用于输出层，实为 隐藏层用了 softmax',
      '代价函数：应为 categoricalCrossEntropy 需要 softmax 输出层，实为 sigmoid',
    ])
  })

  it('of a sweep: two seeds at once', () => {
    const sweep = parseSweep({
      format: 'chainrule-sweep',
      version: 1,
      base: {},
      folder: '',
      vary: [{ path: 'training.seed', values: [1, 2] }],
      seeds: 3,
      random: null,
    })
    expect(sayAll('zh-CN', sweep.ok ? findSweepProblems(sweep.value) : sweep.error)).toEqual([
      '顺序的随机种子：应为 变化此种子，或指定种子个数，二者取一，实为 二者皆有',
    ])
  })
})

describe('problems of weights files', () => {
  const layers = [{ inputs: 2, units: 3, activation: 'sigmoid' as const, bias: true }]
  const report = (file: unknown): Problem[] => {
    const decoded = decodeJsonTensors(new TextEncoder().encode(JSON.stringify(file)))
    return readWeights(decoded, 'net.json', { layers: layers as never, scaler: null }, null, null).problems
  }

  it('name the layer, the shape that was expected and what is too much', () => {
    const problems = report({ W1: [[1, 2]], b1: [1, 2, 3], W9: [[1]] })
    expect(sayAll('zh-CN', problems)).toEqual([
      '第 1 层：W1：应为 [2, 3]，或按 [out, in] 为 [3, 2]，实为 [1, 2]',
      'W9：应为 只含当前网络的张量，实为 多出一个，[1, 1]',
    ])
    expect(problems.map(formatProblem)).toEqual([
      'layer 1: W1: expected [2, 3], or [3, 2] as [out, in], found [1, 2]',
      'W9: expected only tensors of the open network, found one more, [1, 1]',
    ])
  })
})
