import { describe, expect, it } from 'vitest'
import { readCommandLine } from '../../../src-main/cli/commandLine'
import { readVariation } from '../../../src-main/cli/sweepLine'

describe('chainrule sweep', () => {
  it('reads several --vary, seeds, a target and a folder', () => {
    const line = readCommandLine([
      'sweep',
      'a.json',
      '--vary',
      'training.optimizer.learningRate=0.01,0.1',
      '--vary',
      'training.batchSize=1,full',
      '--seeds',
      '5',
      '--target',
      'accuracy:0.95',
      '--out',
      'd',
    ])
    expect(line).toMatchObject({ command: 'sweep', file: 'a.json', out: 'd' })
    expect(line!.sweep).toEqual({
      vary: [
        { path: 'training.optimizer.learningRate', values: [0.01, 0.1] },
        { path: 'training.batchSize', values: [1, 'full'] },
      ],
      seeds: 5,
      random: null,
      target: { measure: 'accuracy', value: 0.95 },
      list: false,
      collect: null,
      jobs: null,
    })
  })

  it('reads a random search with its seed, and a folder to collect', () => {
    const random = readCommandLine(['sweep', 'a', '--random', '9', '--seed', '4', '--list'])
    expect(random!.sweep).toMatchObject({ random: { count: 9, seed: 4 }, list: true })
    expect(
      readCommandLine(['sweep', '--collect', 'd', '--list', '--target', '0.5'].slice(0, 4)),
    ).toMatchObject({
      file: '',
      sweep: { collect: 'd', list: true },
    })
    expect(readCommandLine(['train', 'a', '--out', 'd'])!.sweep).toBeNull()
  })

  it.each([
    [['sweep'], 'sweep: expected a file, found nothing'],
    [['sweep', 'a', '--seeds', '2'], 'sweep: expected --out, found none'],
    [['sweep', 'a', '--seeds', '0', '--out', 'd'], '--seeds: expected a whole number from 1, found "0"'],
    [['sweep', 'a', '--seeds', '2', '--seeds', '3', '--out', 'd'], '--seeds: expected once, found twice'],
    [['sweep', 'a', '--vary', 'x', '--out', 'd'], '--vary: expected PATH=VALUE,VALUE…, found "x"'],
    [
      ['sweep', 'a', '--vary', 'x=1,,2', '--out', 'd'],
      '--vary x: expected a value between commas, found none',
    ],
    [['sweep', 'a', '--vary', 'x=', '--out', 'd'], '--vary x: expected a value between commas, found none'],
    [
      ['sweep', 'a', '--vary', 'x=log:1..b', '--random', '2', '--out', 'd'],
      '--vary x: expected a range as log:0.001..1, found "log:1..b"',
    ],
    [['sweep', 'a', '--seed', '3', '--out', 'd'], '--seed: expected --random beside it, found none'],
    [
      ['sweep', 'a', '--random', '3', '--seed', '-1', '--out', 'd'],
      '--seed: expected a whole number from 0 to 4294967295, found "-1"',
    ],
    [
      ['sweep', 'a', '--target', 'accuracy:95', '--out', 'd'],
      '--target: expected a cost as 0.01, or accuracy:0.95, found "accuracy:95"',
    ],
    [
      ['sweep', 'a', '--target', '-1', '--out', 'd'],
      '--target: expected a cost as 0.01, or accuracy:0.95, found "-1"',
    ],
    [['sweep', 'a', '--collect', 'd'], '--collect: expected no file beside it, found "a"'],
    [['sweep', '--collect', 'd', '--out', 'e'], '--collect: expected no --out beside it, found one'],
    [['sweep', 'a', '--list', '--json'], '--list: expected no --json beside it, found one'],
    [['sweep', 'a', '--out', 'd', '--updates', '3'], 'sweep: expected no --updates, found one'],
    [['train', 'a', '--out', 'd', '--seeds', '3'], 'train: expected no --seeds, found one'],
  ])('refuses %j', (args, line) => {
    expect(() => readCommandLine(args)).toThrow(line)
  })
})

describe('--vary', () => {
  it.each([
    ['a=1,2.5,-3e-2', [1, 2.5, -0.03]],
    ['a=sgd,adam', ['sgd', 'adam']],
    ['a=true,null,"full", "a,b"', [true, null, 'full', 'a,b']],
    [
      'a={"name":"adam","learningRate":0.1},{"name":"sgd"}',
      [{ name: 'adam', learningRate: 0.1 }, { name: 'sgd' }],
    ],
    ['a=[1,2],[3]', [[1, 2], [3]]],
    ['a=x=y,{', ['x=y', '{']],
    ['a="q\\",z",1', ['q",z', 1]],
  ])('%s has the values %j', (text, values) => {
    expect(readVariation(text)).toEqual({ path: 'a', values })
  })

  it('has a range on a logarithmic or a linear scale', () => {
    expect(readVariation('a.b=log:1e-3..1')).toEqual({
      path: 'a.b',
      scale: 'log',
      minimum: 0.001,
      maximum: 1,
    })
    expect(readVariation('a=linear:-1..0.5')).toEqual({
      path: 'a',
      scale: 'linear',
      minimum: -1,
      maximum: 0.5,
    })
  })
})
