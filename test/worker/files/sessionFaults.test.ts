import { beforeAll, describe, expect, it } from 'vitest'
import { column, writeNpz } from '../../../src-worker/files/npz'
import { decodeSafetensors, writeSafetensors, type Tensor } from '../../../src-worker/files/safetensors'
import { encodeHistory } from '../../../src-worker/files/sessionHistory'
import { readSession } from '../../../src-worker/files/sessionReader'
import { encodeSessionTensors } from '../../../src-worker/files/sessionTensors'
import { writeSession } from '../../../src-worker/files/sessionWriter'
import { appVersion, createFileSession, createSession, createTensors } from './sampleSession'
import { forgeSession, readEntryText } from './zipMutation'

type Entry = Uint8Array<ArrayBuffer> | string | null

let inline: Uint8Array<ArrayBuffer>
let own: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  inline = await writeSession(createSession(), appVersion)
  own = await writeSession(createFileSession(), appVersion)
})

async function findFault(bytes: Uint8Array<ArrayBuffer>, changes: Record<string, Entry>) {
  const read = await readSession(await forgeSession(bytes, changes), 'a.chainrule')
  if (read.ok) throw new Error('expected a refusal')
  return read.error.problems[0]!
}

const editRun = (bytes: Uint8Array<ArrayBuffer>, from: string | RegExp, to: string) => ({
  'run.json': readEntryText(bytes, 'run.json').replace(from, to),
})

function editTensors(edit: (tensors: Map<string, Tensor>) => void): Record<string, Entry> {
  const file = decodeSafetensors(encodeSessionTensors(createSession()))
  edit(file.tensors)
  return { 'weights.safetensors': writeSafetensors(file) }
}

const order = (...rows: number[]) => ({
  'order.npz': writeNpz(new Map([['permutation', column(Uint32Array.from(rows))]])),
})

describe('a forged session with true digests is refused for', () => {
  it.each<[string, () => Record<string, Entry>, string]>([
    ['an entry that is missing', () => ({ 'order.npz': null }), 'order.npz'],
    ['an entry that nobody knows', () => ({ 'other.json': '{}' }), 'manifest.json: entries[9].name'],
    ['a state that is none', () => editRun(inline, '"paused"', '"running"'), 'run.json: state'],
    ['an unknown field', () => editRun(inline, '"update"', '"x": 1, "update"'), 'run.json: x'],
    ['a count that is none', () => editRun(inline, '"update": 4', '"update": 1.5'), 'run.json: update'],
    ['a number that overflows', () => editRun(inline, '0.125', '1e999'), 'run.json: seconds'],
    ['a slot twice', () => editRun(inline, '"square"', '"mean"'), 'run.json: optimizer.slots'],
    ['a slot that is none', () => editRun(inline, '"square"', '"other"'), 'run.json: optimizer.slots[1]'],
    [
      'a slot without its tensors',
      () => editRun(inline, '"square"', '"momentum"'),
      'weights.safetensors: optimizer.momentum.0.weight',
    ],
    [
      'an event of no setting',
      () => ({ 'events.json': '[{"update": 1, "field": "seed", "before": "", "after": ""}]' }),
      'events.json: [0].field',
    ],
    [
      'another precision than the run’s',
      () => ({
        'experiment.json': readEntryText(inline, 'experiment.json').replace('float32', 'float64'),
      }),
      'weights.safetensors: initial.0.weight',
    ],
    [
      'an experiment that contradicts itself',
      () => ({ 'experiment.json': readEntryText(inline, 'experiment.json').replace('"tanh"', '"softmax"') }),
      'experiment.json: network.layers[0].activation',
    ],
    [
      'other units than the tensors have',
      () => ({
        'experiment.json': readEntryText(inline, 'experiment.json').replace('"units": 3', '"units": 4'),
      }),
      'weights.safetensors: initial.0.weight',
    ],
    [
      'a tensor too many',
      () => editTensors((tensors) => tensors.set('extra', { shape: [1], values: Float32Array.of(1) })),
      'weights.safetensors: extra',
    ],
    [
      'a matrix that lies the other way round',
      () => editTensors((tensors) => (tensors.get('current.0.weight')!.shape = [3, 2])),
      'weights.safetensors: current.0.weight',
    ],
    [
      'a weight that is not finite',
      () => editTensors((tensors) => (tensors.get('current.1.weight')!.values[2] = Infinity)),
      'weights.safetensors: current.1.weight[2]',
    ],
    [
      'a first layer of three inputs for data of two',
      () =>
        editTensors((tensors) => {
          for (const [name, tensor] of tensors) {
            if (name.endsWith('.0.weight')) {
              tensors.set(name, { shape: [3, 3], values: new Float32Array(9).fill(tensor.values[0]!) })
            }
          }
        }),
      'weights.safetensors: initial',
    ],
    [
      'a cursor beyond the order',
      () => ({ 'random.json': readEntryText(inline, 'random.json').replace('"cursor": 4', '"cursor": 6') }),
      'random.json: cursor',
    ],
    [
      'a generator word of 33 bits',
      () => ({ 'random.json': readEntryText(inline, 'random.json').replace('4294967295', '4294967296') }),
      'random.json: state[1]',
    ],
    ['a row twice in the order', () => order(0, 1, 2, 3, 3), 'order.npz: permutation'],
    ['a row that does not exist', () => order(0, 1, 2, 3, 5), 'order.npz: permutation'],
    ['an order of more rows than there are', () => order(0, 1, 2, 3, 4, 5), 'order.npz: permutation'],
    [
      'an order of another type',
      () => ({ 'order.npz': writeNpz(new Map([['permutation', column(Float64Array.of(0, 1))]])) }),
      'order.npz: permutation.npy',
    ],
    [
      'history columns of unequal length',
      () => ({ 'history.npz': encodeHistory({ ...createSession().history, cost: Float64Array.of(1) }) }),
      'history.npz: cost',
    ],
    [
      'gradient norms of one layer of two',
      () => ({
        'history.npz': encodeHistory({
          ...createSession().history,
          layerGradientNorms: [Float64Array.of(1, 2, 3)],
        }),
      }),
      'history.npz',
    ],
    ['notes that are not UTF-8', () => ({ 'notes.md': Uint8Array.of(0xff) }), 'notes.md'],
  ])('%s', async (_name, changes, path) => {
    expect((await findFault(inline, changes())).path).toBe(path)
  })

  it.each<[string, () => Record<string, Entry>, string]>([
    ['data that is missing', () => ({ 'data.npz': null }), 'data.npz'],
    ['data of other rows', () => editRun(own, '"rows": 3', '"rows": 4'), 'data.npz: x'],
    ['too few names', () => editRun(own, '"size", "colour=red"', '"size"'), 'run.json: dataset.inputNames'],
    ['three classes for one target', () => editRun(own, '"no"', '"no", "so"'), 'run.json: dataset.classes'],
    [
      'a dropped row in no column',
      () => editRun(own, '"size", "colour"]', '"size"]'),
      'data.npz: droppedColumns',
    ],
    [
      'a source row too few',
      () => editRun(own, '"sourceRows": true', '"sourceRows": false'),
      'data.npz: sourceRows',
    ],
    [
      'no data though the source is a file',
      () => ({ ...editRun(own, /"dataset": \{[^}]*\}/, '"dataset": null'), 'data.npz': null }),
      'run.json: dataset',
    ],
  ])('%s', async (_name, changes, path) => {
    expect((await findFault(own, changes())).path).toBe(path)
  })

  it('all that is wrong at once, at most 20 problems', async () => {
    const document = createSession()
    document.current = createTensors('float32', NaN)
    const bytes = await forgeSession(inline, {
      'weights.safetensors': encodeSessionTensors(document),
      ...order(0, 0, 0, 0, 0),
    })
    const read = await readSession(bytes, 'a.chainrule')
    expect(read.ok || read.error.problems.map(({ path }) => path)).toEqual([
      'weights.safetensors: current.0.weight[0]',
      'weights.safetensors: current.0.bias[0]',
      'weights.safetensors: current.1.weight[0]',
      'order.npz: permutation',
    ])
  })
})
