/** Training, tracing, checking and exporting with the built command line. */
import { execFile, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleExperiment } from '../../src-worker/spec/exampleExperiment'
import { chainrule, experiment, folder, root, write } from './chainrule'

const golden = JSON.parse(readFileSync(join(root, 'test/golden/seed-2-3-1.json'), 'utf8'))

describe('chainrule trace', () => {
  it('prints the tensors of the golden example, digit for digit', async () => {
    const { code, out } = await chainrule('trace', experiment('xor'))
    expect(code).toBe(0)
    const trace = JSON.parse(out)
    expect(trace.cost).toBeCloseTo(golden.trace.cost, 14)
    golden.trace.dW.forEach((dW: number[][], l: number) => {
      dW.flat().forEach((value, p) => expect(trace.layers[l].dW.flat()[p]).toBeCloseTo(value, 14))
    })
    expect(trace.layers[0].db).toHaveLength(1)
  })

  it('--update 1000 has the golden cost of the 1,000th update', async () => {
    const { out } = await chainrule('trace', experiment('xor'), '--update', '1000')
    expect(JSON.parse(out).cost).toBeCloseTo(golden.costs['1000'], 12)
  })
})

describe('a reader that has had enough', () => {
  it('is no failure: nothing is said of it', async () => {
    const session = join(root, 'test/golden/session-1.0.chainrule')
    const command = `"${process.execPath}" src-main/cli/chainrule.mjs info "${session}" | head -1`
    const { out, err } = await new Promise<{ out: string; err: string }>((resolve) => {
      execFile('sh', ['-c', command], { cwd: root }, (_error, out, err) => resolve({ out, err }))
    })
    expect([out, err]).toEqual(['name             Moons\n', ''])
  })
})

describe('chainrule train', () => {
  it('on penguins reaches at least 95 % validation accuracy and writes its five files', async () => {
    const out = join(folder, 'penguins')
    const ended = await chainrule('train', experiment('penguins'), '--out', out, '--json')
    expect(ended.code).toBe(0)
    const report = JSON.parse(ended.out)
    expect(report.validationAccuracy).toBeGreaterThanOrEqual(0.95)
    expect(report.rows).toMatchObject({ read: 344, dropped: 11 })
    expect(readdirSync(out).sort()).toEqual([
      'cost.svg',
      'history.csv',
      'session.chainrule',
      'weights.json',
      'weights.npz',
    ])
    expect(readFileSync(join(out, 'history.csv'), 'utf8').split('\n')[0]).toBe(
      'update,epoch,samples,cost,penalty,validationCost,accuracy,validationAccuracy,learningRate,gradientNorm',
    )
    const info = JSON.parse((await chainrule('info', join(out, 'session.chainrule'), '--json')).out)
    expect(info.weightsSha256).toBe(report.weightsSha256)
  })

  it('on digits reaches at least 95 % validation accuracy', async () => {
    const ended = await chainrule('train', experiment('digits'), '--out', join(folder, 'digits'), '--json')
    expect(JSON.parse(ended.out).validationAccuracy).toBeGreaterThanOrEqual(0.95)
  })

  it('of 1,000 updates equals 600, saved, and 400 more', async () => {
    const whole = join(folder, 'whole')
    const half = join(folder, 'half')
    const shortened = {
      ...exampleExperiment,
      training: { ...exampleExperiment.training, stop: { updates: 600 } },
    }
    const first = JSON.parse((await chainrule('train', experiment('xor'), '--out', whole, '--json')).out)
    await chainrule('train', write('short.json', shortened), '--out', half)
    const second = JSON.parse(
      (await chainrule('train', join(half, 'session.chainrule'), '--updates', '400', '--out', half, '--json'))
        .out,
    )
    expect(second.update).toBe(1000)
    expect(second.weightsSha256).toBe(first.weightsSha256)
  })

  it('that diverges says where, writes what it has and exits with 1', async () => {
    const diverging = {
      data: { source: { kind: 'inline', inputs: [[1], [2]], targets: [[1], [3]] } },
      network: { layers: [{ units: 1, activation: 'linear' }] },
      training: { optimizer: { name: 'sgd', learningRate: 1e6 }, stop: { updates: 1000 } },
    }
    const out = join(folder, 'diverged')
    const { code, out: text } = await chainrule('train', write('diverging.json', diverging), '--out', out)
    expect(code).toBe(1)
    expect(text).toMatch(
      /diverged: cost is not finite at update 5 \(epoch 5, batch 1\); the weights are those of update 4/,
    )
    expect(readdirSync(out)).toHaveLength(5)
    const again = await chainrule('train', join(out, 'session.chainrule'), '--updates', '5', '--out', out)
    expect([again.code, again.err]).toEqual([
      1,
      'chainrule: session.chainrule: expected a run that can go on, found one that diverged\n',
    ])
  })
})

describe('a training whose first update diverges', () => {
  const one = (value: number, stop: object) => ({
    data: { source: { kind: 'inline', inputs: [[value]], targets: [[value]] } },
    network: { layers: [{ units: 1, activation: 'linear', bias: false }] },
    training: { optimizer: { name: 'sgd', learningRate: 1 }, precision: 'float64', stop },
  })

  it('ends with 1 and its place, new and resumed', async () => {
    const out = join(folder, 'first')
    const fresh = await chainrule('train', write('first.json', one(1e300, {})), '--out', out)
    expect([fresh.code, /is not finite at update 1 /.test(fresh.out)]).toEqual([1, true])
    await chainrule('train', write('second.json', one(1e100, { updates: 1 })), '--out', out)
    const resumed = await chainrule('train', join(out, 'session.chainrule'), '--updates', '5', '--out', out)
    expect([resumed.code, /is not finite at update 2 /.test(resumed.out)]).toEqual([1, true])
  })
})

describe('chainrule trace of an experiment that leaves the precision out', () => {
  it('is in float64 from the typed weights on', async () => {
    const { precision: _precision, ...training } = exampleExperiment.training
    const { out } = await chainrule('trace', write('plain.json', { ...exampleExperiment, training }))
    expect(JSON.parse(out).cost).toBe(golden.trace.cost)
  })
})

describe('chainrule check', () => {
  it.each([
    ['penguins', 'leakyRelu', 'softmax', 3, 'categoricalCrossEntropy'],
    ['wine', 'sigmoid', 'softmax', 3, 'categoricalCrossEntropy'],
  ])('agrees on unscaled %s with %s', async (name, activation, output, units, cost) => {
    const unscaled = {
      data: { source: { kind: 'bundled', name, missing: 'drop' } },
      network: {
        layers: [
          { units: 6, activation },
          { units, activation: output },
        ],
      },
      training: { cost, batchSize: 16 },
    }
    const { code, out } = await chainrule('check', write('unscaled.json', unscaled), '--json')
    expect([code, JSON.parse(out).passed]).toEqual([0, true])
  })

  it('draws other samples for those at a kink', async () => {
    const kink = {
      data: {
        source: {
          kind: 'inline',
          inputs: [
            [0, 0],
            [1, 2],
            [3, 1],
          ],
          targets: [[1], [0], [2]],
        },
      },
      network: {
        layers: [
          { units: 4, activation: 'relu' },
          { units: 1, activation: 'linear' },
        ],
      },
      training: { batchSize: 1, shuffle: false },
    }
    const report = JSON.parse((await chainrule('check', write('kink.json', kink), '--json')).out)
    expect(report).toMatchObject({ passed: true, samples: 1, samplesNearKink: 1 })
  })

  it('agrees over all 13 parameters of the example', async () => {
    const { code, out } = await chainrule('check', experiment('xor'), '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ parameters: 13, checked: 13, passed: true })
  })
})

describe('chainrule export', () => {
  it('writes the weights of a session as JSON, CSV, NPZ and safetensors', async () => {
    const out = join(folder, 'exported')
    await chainrule('train', experiment('xor'), '--out', out)
    for (const [format, file] of [
      ['weights-json', 'w.json'],
      ['weights-csv', 'w.zip'],
      ['npz', 'w.npz'],
      ['safetensors', 'w.safetensors'],
    ]) {
      const path = join(out, file!)
      const { code } = await chainrule(
        'export',
        join(out, 'session.chainrule'),
        '--format',
        format!,
        '--out',
        path,
      )
      expect([format, code, existsSync(path)]).toEqual([format, 0, true])
    }
    const weights = JSON.parse(readFileSync(join(out, 'w.json'), 'utf8'))
    golden.after['1000'].W.flat(2).forEach((value: number, p: number) => {
      expect(weights.layers.flatMap((layer: { weights: number[][] }) => layer.weights.flat())[p]).toBeCloseTo(
        value,
        10,
      )
    })
  })
})

describe('Ctrl-C', () => {
  it('stops an endless training, writes everything and exits with 130', async () => {
    const out = join(folder, 'interrupted')
    const endless = { ...exampleExperiment, training: { ...exampleExperiment.training, stop: {} } }
    const child = spawn(
      process.execPath,
      ['src-main/cli/chainrule.mjs', 'train', write('endless.json', endless), '--out', out],
      { cwd: root },
    )
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await new Promise((resolve) => child.stderr.once('data', resolve))
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(readdirSync(out)).toHaveLength(5)
  }, 10_000)
})
