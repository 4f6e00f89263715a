/** The built command line, as a person calls it: real files, real exit codes. */
import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { exampleExperiment } from '../../src-worker/spec/exampleExperiment'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'chainrule-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Ended {
  code: number
  out: string
  err: string
}

const chainrule = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ['src-main/cli/chainrule.mjs', ...args],
      { cwd: root, maxBuffer: 1e8 },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : Number(error.code), out, err })
      },
    )
  })

function write(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const golden = JSON.parse(readFileSync(join(root, 'test/golden/seed-2-3-1.json'), 'utf8'))
const experiment = (name: string) => join(root, 'resources/experiments', `${name}.json`)

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
    expect(text).toMatch(/diverged: \S+ of layer 1 is not finite at update \d+ \(epoch \d+, batch 1\)/)
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

describe('unusable input', () => {
  const penguins = readFileSync(join(root, 'resources/datasets/penguins.csv'), 'utf8').split('\n')
  const slip = penguins
    .map((line, index) => (index === 16 ? line.replace(/^([^,]*,[^,]*),[^,]*/, '$1,abc') : line))
    .join('\n')
  const change = (edit: Record<string, unknown>) => ({ ...exampleExperiment, ...edit })
  const source = (file: string) => ({
    data: { source: { kind: 'file', path: file, target: 'species', missing: 'drop' } },
  })
  write('slip.csv', slip)

  it.each([
    ['not JSON', 'hello', /^chainrule: bad\.json: line 1, column 1: expected a JSON value, found "hello"\n$/],
    [
      'an unknown field',
      change({ colour: 'red' }),
      /bad\.json: colour: expected no such field, found the unknown field "colour"/,
    ],
    [
      'a text in row 17',
      change(source('slip.csv')),
      /slip\.csv: row 17, column bill_length_mm: expected a number, found "abc"/,
    ],
    [
      'a missing file',
      change(source('gone.csv')),
      /gone\.csv: expected a readable file, found no file there/,
    ],
    [
      '0 units',
      change({ network: { layers: [{ units: 0 }] } }),
      /network\.layers\[0\]\.units: expected a whole number of units from 1 to 4096, found 0/,
    ],
    [
      'learning rate −1',
      change({ training: { optimizer: { name: 'sgd', learningRate: -1 } } }),
      /training\.optimizer\.learningRate: expected a number above 0, found -1/,
    ],
    [
      'a target of 2 for cross-entropy',
      change({
        data: { source: { kind: 'inline', inputs: [[1], [2]], targets: [[0], [2]] } },
        network: { layers: [{ units: 1 }] },
        training: { cost: 'binaryCrossEntropy' },
      }),
      /data\.source\.targets\[1\]: expected targets from 0 to 1 for binaryCrossEntropy, found 2/,
    ],
    [
      'one unit of softmax',
      change({ network: { layers: [{ units: 1, activation: 'softmax' }] } }),
      /network\.layers\[0\]\.units: expected at least 2 units for softmax/,
    ],
    [
      'nothing but brackets',
      '['.repeat(100_000),
      /bad\.json: line 1, column 501: expected at most 500 levels/,
    ],
    [
      'no network',
      { data: exampleExperiment.data },
      /bad\.json: network: expected this field, found nothing/,
    ],
    ['NaN', '{"data": NaN}', /line 1, column 10: expected a JSON value, found "NaN}"/],
  ])(
    '%s: one line with file, place, expected and found; exit 2; nothing written',
    async (_what, content, line) => {
      const out = join(folder, 'nothing')
      const ended = await chainrule('train', write('bad.json', content), '--out', out)
      expect(ended.code).toBe(2)
      expect(ended.err).toMatch(line)
      expect(ended.err.trim().split('\n')).toHaveLength(1)
      expect([ended.out, existsSync(out)]).toEqual(['', false])
    },
  )

  it.skipIf(process.platform !== 'linux')('a folder that cannot be made is refused', async () => {
    const { code, err } = await chainrule('train', experiment('xor'), '--out', '/proc/chainrule/x')
    expect([code, err]).toEqual([
      2,
      'chainrule: --out /proc/chainrule/x: expected a folder to write to, found no file there\n',
    ])
  })

  it('a damaged session is refused by name', async () => {
    const out = join(folder, 'damaged')
    await chainrule('train', experiment('xor'), '--out', out)
    const bytes = readFileSync(join(out, 'session.chainrule'))
    bytes[Math.floor(bytes.length / 2)]! ^= 1
    writeFileSync(join(out, 'damaged.chainrule'), bytes)
    const { code, err } = await chainrule('info', join(out, 'damaged.chainrule'))
    expect(code).toBe(2)
    expect(err).toMatch(/^chainrule: damaged\.chainrule: /)
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
    await new Promise((resolve) => child.stderr.once('data', resolve))
    child.kill('SIGINT')
    const code = await new Promise((resolve) => child.once('exit', resolve))
    expect(code).toBe(130)
    expect(readdirSync(out)).toHaveLength(5)
  }, 10_000)
})
