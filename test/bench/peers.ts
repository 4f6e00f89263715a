/** Each peer training a workload in its own fastest plain way, behind one function: updates a second over a time. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { createWorkloadData, type Workload } from '../../src-worker/engine/benchmark'

export interface Peer {
  name: string
  measure(milliseconds: number): Promise<number>
  close(): void
}

type Load = (name: string) => unknown

const run = (milliseconds: number, burst: number, update: () => void): number => {
  const start = performance.now()
  let updates = 0
  while (performance.now() - start < milliseconds) {
    for (let n = 0; n < burst; n++) update()
    updates += burst
  }
  return (1000 * updates) / (performance.now() - start)
}

const toRows = (values: ArrayLike<number>, columns: number): number[][] =>
  Array.from({ length: values.length / columns }, (_, row) =>
    Array.from({ length: columns }, (_value, column) => values[row * columns + column]!),
  )

/** brain.js has no batches: an update stands for one pass over the four rows, four updates of its own. */
export function createBrain(load: Load, workload: Workload): Peer {
  const brain = load('brain.js') as {
    NeuralNetwork: new (options: object) => {
      initialize(): void
      updateTrainingOptions(options: object): void
      trainPattern(pattern: object, logErrorRate: boolean): void
    }
  }
  const { x, y } = createWorkloadData(workload)
  const outputs = workload.layers.at(-1)!.units
  const net = new brain.NeuralNetwork({
    inputSize: workload.inputs,
    outputSize: outputs,
    hiddenLayers: workload.layers.slice(0, -1).map(({ units }) => units),
    activation: 'sigmoid',
  })
  net.initialize()
  net.updateTrainingOptions({ learningRate: 0.1 })
  const targets = toRows(y, outputs)
  const patterns = toRows(x, workload.inputs).map((input, row) => ({
    input: Float32Array.from(input),
    output: Float32Array.from(targets[row]!),
  }))
  return {
    name: 'brain.js',
    measure: async (milliseconds) =>
      run(milliseconds, 100, () => {
        for (const pattern of patterns) net.trainPattern(pattern, false)
      }),
    close: () => undefined,
  }
}

export function createConvNet(load: Load, workload: Workload): Peer {
  const convnet = load('convnetjs') as {
    Net: new () => { makeLayers(layers: object[]): void }
    Trainer: new (net: object, options: object) => { train(x: object, y: number[]): void }
    Vol: new (values: number[]) => object
  }
  const { x, y } = createWorkloadData(workload)
  const net = new convnet.Net()
  net.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: workload.inputs },
    { type: 'fc', num_neurons: workload.layers[0]!.units, activation: workload.layers[0]!.activation },
    { type: 'regression', num_neurons: 1 },
  ])
  const options = { method: 'sgd', learning_rate: 0.1, momentum: 0, batch_size: workload.batch, l2_decay: 0 }
  const trainer = new convnet.Trainer(net, options)
  const inputs = toRows(x, workload.inputs).map((row) => new convnet.Vol(row))
  const targets = toRows(y, 1)
  return {
    name: 'ConvNetJS',
    measure: async (milliseconds) =>
      run(milliseconds, 100, () => {
        for (let row = 0; row < inputs.length; row++) trainer.train(inputs[row]!, targets[row]!)
      }),
    close: () => undefined,
  }
}

/** TF.js on its WebAssembly backend: one model, `trainOnBatch` on tensors made before. */
export async function createTensorFlow(load: Load, workload: Workload): Promise<Peer> {
  /* eslint-disable @typescript-eslint/no-explicit-any */
  const tf = load('@tensorflow/tfjs') as any
  const backend = load('@tensorflow/tfjs-backend-wasm') as any
  /* eslint-enable @typescript-eslint/no-explicit-any */
  const resolved = (load as unknown as { resolve(name: string): string }).resolve(
    '@tensorflow/tfjs-backend-wasm',
  )
  backend.setWasmPaths(`${dirname(resolved)}/`)
  await tf.setBackend('wasm')
  await tf.ready()
  const { x, y } = createWorkloadData(workload)
  const outputs = workload.layers.at(-1)!.units
  const model = tf.sequential()
  workload.layers.forEach(({ units, activation }, l) =>
    model.add(
      tf.layers.dense({ units, activation, ...(l === 0 ? { inputShape: [workload.inputs] } : undefined) }),
    ),
  )
  const loss = outputs > 1 ? 'categoricalCrossentropy' : 'meanSquaredError'
  model.compile({ optimizer: tf.train.sgd(0.1), loss })
  const { batch, inputs, rows } = workload
  const batches = Array.from({ length: Math.min(8, Math.floor(rows / batch)) }, (_, n) => [
    tf.tensor2d(Float32Array.from(x.subarray(n * batch * inputs, (n + 1) * batch * inputs)), [batch, inputs]),
    tf.tensor2d(Float32Array.from(y.subarray(n * batch * outputs, (n + 1) * batch * outputs)), [
      batch,
      outputs,
    ]),
  ])
  return {
    name: 'TF.js wasm',
    async measure(milliseconds) {
      const start = performance.now()
      let updates = 0
      while (performance.now() - start < milliseconds) {
        const [input, target] = batches[updates % batches.length]!
        await model.trainOnBatch(input, target)
        updates++
      }
      return (1000 * updates) / (performance.now() - start)
    },
    close: () => undefined,
  }
}

const python = '/usr/bin/python3'

/** NumPy on one BLAS thread, in a process of its own. Null where there is no NumPy. */
export async function createNumpy(workload: Workload, threads: number): Promise<Peer | null> {
  if (!existsSync(python)) return null
  const script = join(dirname(fileURLToPath(import.meta.url)), 'numpyPeer.py')
  const child = spawn(python, [script, JSON.stringify(workload)], {
    env: { ...process.env, THREADS: String(threads) },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const measure = async (milliseconds: number) => {
    child.stdin.write(`${milliseconds / 1000}\n`)
    const { value } = await lines.next()
    return value === undefined ? NaN : Number(value)
  }
  child.stdin.on('error', () => undefined)
  if (Number.isNaN(await measure(50))) return null
  return { name: `NumPy, ${threads} thread`, measure, close: () => child.stdin.end() }
}
