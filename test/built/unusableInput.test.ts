/** What the command line says of input that it cannot use. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleExperiment } from '../../src-worker/spec/exampleExperiment'
import { chainrule, experiment, folder, root, write } from './chainrule'

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
