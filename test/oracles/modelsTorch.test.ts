/** The PyTorch archive: its parts without PyTorch against core, and, where torch is installed, the run that goes on. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { BatchOrder } from '../../src-worker/core/batchOrder'
import { applyOptimizerInto, createSlots } from '../../src-worker/core/optimizers'
import { Random } from '../../src-worker/core/random'
import { getLearningRate } from '../../src-worker/core/schedules'
import { createModel } from '../../src-worker/files/models/model'
import { writeModel } from '../../src-worker/files/models/modelFormats'
import { createReference } from '../../src-worker/files/models/readBack'
import { decodeWeightsNpz } from '../../src-worker/files/weightsNpz'
import type { OptimizerSettings, ScheduleSettings } from '../../src-worker/spec/experiment'
import { activationNames } from '../../src-worker/spec/names'
import {
  createModelSource,
  hostileNames,
  listModelCases,
  type ModelCase,
} from '../worker/files/models/sampleModels'
import { findPython, run, runWell } from './runPython'

const root = mkdtempSync(join(tmpdir(), 'chainrule-torch-'))
afterAll(() => rmSync(root, { recursive: true }))

const unzip = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extractall(sys.argv[2])'
let folders = 0
function unpack(source: ReturnType<typeof createModelSource>): string {
  const folder = join(root, String(folders++))
  mkdirSync(folder)
  writeFileSync(join(folder, 'run.zip'), writeModel('model-pytorch', source).bytes)
  execFileSync(numpy!, ['-c', unzip, 'run.zip', '.'], { cwd: folder })
  return folder
}

const numpy = findPython('numpy')
const torch = findPython('numpy', 'torch')

const optimizers: OptimizerSettings[] = [
  { name: 'sgd', learningRate: 0.1, momentum: 0, nesterov: false },
  { name: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: false },
  { name: 'sgd', learningRate: 0.1, momentum: 0.8, nesterov: true },
  { name: 'rmsprop', learningRate: 0.01, rho: 0.97, epsilon: 1e-8 },
  { name: 'adam', learningRate: 0.02, beta1: 0.8, beta2: 0.99, epsilon: 1e-7 },
  { name: 'adamw', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 },
]
const schedules: ScheduleSettings[] = [
  { kind: 'constant' },
  { kind: 'step', epochs: 2, factor: 0.5 },
  { kind: 'exponential', factor: 0.9 },
  { kind: 'cosine', epochs: 5, minimum: 0.001 },
  { kind: 'warmUp', updates: 12 },
]
const plain: ModelCase = { hidden: 'tanh', output: 'sigmoid', rows: 11, scaled: true, precision: 'float64' }

describe.skipIf(numpy === null)(
  'the parts without PyTorch (skipped where no python3 with numpy is found)',
  () => {
    it('compile, with every hostile name in the run', async () => {
      const folder = unpack(createModelSource({ ...plain, names: hostileNames }))
      await runWell(numpy!, ['-m', 'py_compile', 'model.py', 'train.py', 'batches.py', 'updates.py'], folder)
      const state = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
      expect([...state.inputs, ...state.outputs, ...state.classes]).toEqual(hostileNames.slice(0, 7))
    })

    it('draw the batches of core: 1,000 rows shuffled, batches of 64, three epochs from the middle of one on', async () => {
      const order = BatchOrder.create(1000, true, 42)
      for (let n = 0; n < 5; n++) order.advance(64)
      const { permutation, ...state } = order.getState()
      const given = { ...state, permutation: Array.from(permutation) }
      const batches = Array.from({ length: 45 }, () => {
        const batch = Array.from(order.peek(64))
        order.advance(64)
        return batch
      })
      const program = `import json, sys
from batches import BatchOrder
order = BatchOrder(True, **json.load(sys.stdin))
found = []
for _ in range(45):
    found.append(order.peek(64).tolist())
    order.advance(64)
print(json.dumps([found, order.epoch, order.batch, order.random.state]))`
      const out = await runWell(
        numpy!,
        ['-c', program],
        unpack(createModelSource(plain)),
        JSON.stringify(given),
      )
      expect(JSON.parse(out)).toEqual([batches, 3, order.batch, order.getState().random])
      expect(batches.map((batch) => batch.length)).toContain(40)
    })

    it('find the learning rates of core: 5 schedules, 8 epochs', async () => {
      const moments = Array.from({ length: 40 }, (_, update) => [Math.floor(update / 5), update] as const)
      const program = `import json, sys
from batches import find_learning_rate
schedules, moments = json.load(sys.stdin)
print(json.dumps([[find_learning_rate(0.3, s, *m) for m in moments] for s in schedules]))`
      const out = await runWell(
        numpy!,
        ['-c', program],
        unpack(createModelSource(plain)),
        JSON.stringify([schedules, moments]),
      )
      schedules.forEach((schedule, n) =>
        moments.forEach(([epoch, update], k) =>
          expect(JSON.parse(out)[n][k]).toBeCloseTo(getLearningRate(0.3, schedule, epoch, update), 14),
        ),
      )
    })

    it('make the updates of core: 6 optimizers, 9 updates of 20 parameters each, to 1e-12', async () => {
      const random = Random.fromSeed(3, 'generation')
      const draw = () => Array.from({ length: 20 }, () => random.nextNormal())
      const start = draw()
      const gradients = Array.from({ length: 9 }, draw)
      const program = `import json, sys, numpy as np
from updates import apply_update, list_slots
optimizers, start, gradients = json.load(sys.stdin)
found = []
for optimizer in optimizers:
    w = np.array(start)
    slots = {name: np.zeros(20) for name in list_slots(optimizer)}
    for n, g in enumerate(gradients):
        apply_update(w, np.array(g), slots, optimizer, optimizer["learningRate"], n + 1)
    found.append(w.tolist())
print(json.dumps(found))`
      const input = JSON.stringify([optimizers, start, gradients])
      const out = JSON.parse(await runWell(numpy!, ['-c', program], unpack(createModelSource(plain)), input))
      optimizers.forEach((optimizer, n) => {
        const w = Float64Array.from(start)
        const slots = createSlots(optimizer, 20)
        gradients.forEach((g, k) =>
          applyOptimizerInto(w, Float64Array.from(g), slots, optimizer, optimizer.learningRate, k + 1),
        )
        w.forEach((value, p) => expect(Math.abs(value - out[n][p])).toBeLessThan(1e-12))
      })
    })
  },
)

const runs: [string, Partial<ModelCase>][] = [
  ['sgd, half mean squared error, relu', { hidden: 'relu', training: { optimizer: optimizers[0] } }],
  [
    'momentum, mean squared error, steps, l1 and l2',
    {
      hidden: 'gelu',
      training: {
        cost: 'meanSquaredError',
        optimizer: optimizers[1],
        schedule: schedules[1],
        l1: 0.01,
        l2: 0.02,
      },
    },
  ],
  [
    'Nesterov, mean absolute error, exponential, clipped',
    {
      hidden: 'softplus',
      training: {
        cost: 'meanAbsoluteError',
        optimizer: optimizers[2],
        schedule: schedules[2],
        clipNorm: 0.05,
      },
    },
  ],
  [
    'rmsprop, Huber, cosine, without the last bias',
    {
      hidden: 'elu',
      output: 'linear',
      bias: false,
      training: { cost: 'huber', optimizer: optimizers[3], schedule: schedules[3] },
    },
  ],
  [
    'adam, binary cross-entropy, warm-up, whole batches',
    {
      hidden: 'leakyRelu',
      training: {
        cost: 'binaryCrossEntropy',
        optimizer: optimizers[4],
        schedule: schedules[4],
        batchSize: 'full',
      },
    },
  ],
  [
    'adamw, categorical cross-entropy, rows in their order',
    {
      output: 'softmax',
      scaled: false,
      training: { cost: 'categoricalCrossEntropy', optimizer: optimizers[5], shuffle: false },
    },
  ],
]

const createRun = (of: Partial<ModelCase>) => {
  const training = { batchSize: 4, ...of.training }
  return createModelSource({ ...plain, ...of, training })
}

const readCosts = (out: string): number[] =>
  Array.from(out.matchAll(/^update \d+, epoch \d+, cost (\S+)$/gm), ([, cost]) => Number(cost))

/** The parameters that a folder holds, in the lab's order. */
const readParameters = (folder: string): number[] =>
  decodeWeightsNpz(readFileSync(join(folder, 'weights.npz'))).flatMap(({ weights, biases }) => [
    ...weights,
    ...(biases ?? []),
  ])

describe.skipIf(torch === null)('PyTorch (skipped where no python3 with torch is found)', () => {
  const goOn = (folder: string, ...options: string[]) =>
    runWell(torch!, ['train.py', '--every', '1', ...options], folder)

  it('gives the outputs of core, in float64 to 1e-12 and in float32 to 1e-6, in all 72 cases', async () => {
    const cases = listModelCases(activationNames)
    const models = cases.map((of) => {
      const source = createModelSource(of)
      const reference = createReference(createModel(source.document, source.prepared, ''), source.prepared)
      const folder = unpack(source)
      const rows = Array.from({ length: of.rows }, (_, r) =>
        Array.from(reference.x.subarray(3 * r, 3 * r + 3)),
      )
      writeFileSync(join(folder, 'x.json'), JSON.stringify(rows))
      return { folder, reference }
    })
    const program = `import json, runpy, sys, torch
for folder in sys.argv[1:]:
    network = runpy.run_path(folder + "/model.py")["load"](folder)
    x = torch.tensor(json.load(open(folder + "/x.json")), dtype=torch.float64)
    print(json.dumps(network(x).double().ravel().tolist()))`
    const out = await runWell(torch!, ['-c', program, ...models.map(({ folder }) => folder)], root)
    out
      .trimEnd()
      .split('\n')
      .forEach((line, n) => {
        const found = JSON.parse(line) as number[]
        const { outputs } = models[n]!.reference
        const tolerance = cases[n]!.precision === 'float32' ? 1e-6 : 1e-12
        expect(found).toHaveLength(outputs.length)
        found.forEach((value, p) => expect(Math.abs(value - outputs[p]!)).toBeLessThan(tolerance))
      })
  })

  it.each(runs)(
    'goes on as the lab does for 25 updates: %s; costs and weights to 1e-9',
    async (_name, of) => {
      const source = createRun(of)
      const folder = unpack(source)
      // Twelve, and from what is saved then thirteen more.
      const costs = [
        ...readCosts(await goOn(folder, '--updates', '12')),
        ...readCosts(await goOn(folder, '--updates', '13')),
      ]
      const { engine } = source
      const meant = Array.from({ length: 25 }, () => {
        engine.run(1, 0)
        return engine.record.cost
      })
      expect(costs).toHaveLength(25)
      costs.forEach((cost, n) => expect(Math.abs(cost - meant[n]!)).toBeLessThan(1e-9))
      const parameters = engine.parameters.flatMap(({ weights, biases }) => [...weights, ...biases])
      readParameters(folder).forEach((value, p) =>
        expect(Math.abs(value - parameters[p]!)).toBeLessThan(1e-9),
      )
      const state = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
      expect([state.update, state.order.epoch]).toEqual([28, engine.epoch])
    },
  )

  it('in float32 stays within 1e-5 of the costs of float64', async () => {
    const source = createRun({ precision: 'float32' })
    const costs = readCosts(await goOn(unpack(source), '--updates', '25'))
    expect(costs).toHaveLength(25)
    for (const cost of costs) {
      source.engine.run(1, 0)
      expect(Math.abs(cost - source.engine.record.cost)).toBeLessThan(1e-5)
    }
  })

  it('split over two processes by torchrun makes the same updates to 1e-9', async () => {
    const source = createRun(runs[1]![1])
    const folder = unpack(source)
    const options = ['--standalone', '--nproc_per_node=2', 'train.py', '--every', '1', '--updates', '10']
    const costs = readCosts(await runWell(torch!, ['-m', 'torch.distributed.run', ...options], folder))
    expect(costs).toHaveLength(10)
    for (const cost of costs) {
      source.engine.run(1, 0)
      expect(Math.abs(cost - source.engine.record.cost)).toBeLessThan(1e-9)
    }
  })

  it('ends with exit code 1 and the state of before when the cost runs off', async () => {
    const source = createRun({ hidden: 'linear', output: 'linear' })
    const { training } = source.document.experiment
    training.optimizer = { ...optimizers[0]!, learningRate: 1e30 }
    const folder = unpack(source)
    const { code, err } = await run(torch!, ['train.py', '--updates', '100'], folder)
    expect(code).toBe(1)
    expect(err).toMatch(/update \d+: the cost or its gradient is not finite/)
    expect(readParameters(folder).every(Number.isFinite)).toBe(true)
  })
})
