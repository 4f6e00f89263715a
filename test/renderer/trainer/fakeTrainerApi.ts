/** Runs, frames and an API for tests of the trainer's owner; values pairwise distinct. */
import { shallowRef, ref } from 'vue'
import type { Frame, HistoryColumns, OpenedRun, TrainerApi } from '../../../src-worker/protocol/trainerApi'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { Experiment } from '../../../src-worker/spec/experiment'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'
import type { Trainer } from '../../../src-renderer/src/trainer/trainer'
import type { WorkerLink } from '../../../src-renderer/src/trainer/workerLife'

export function createExample(): Experiment {
  const example = parseExperiment(exampleExperiment)
  if (!example.ok) throw new Error('the example does not parse')
  return example.value
}

export function createRun(runId: number, experiment = createExample()): OpenedRun {
  return {
    runId,
    update: 0,
    experiment,
    data: {
      rowsRead: 4,
      rowsDropped: 0,
      dropped: [],
      inputs: 2,
      targets: 1,
      training: 4,
      validation: 0,
      test: 0,
      inputNames: ['x1', 'x2'],
      targetNames: ['y1'],
      task: 'classification',
      classes: null,
      classCounts: null,
      batchClamped: false,
    },
    state: 'idle',
    events: [],
    bookmarks: [],
    document: 1,
    number: 1,
    branchOf: null,
    sweeps: [],
    notes: '',
    parameters: 13,
  }
}

const column = (...values: number[]): Float64Array<ArrayBuffer> => Float64Array.from(values)

export function createHistory(): HistoryColumns {
  return {
    stride: 1,
    update: column(1, 2, 3),
    epoch: column(1, 1, 2),
    samples: column(3, 6, 9),
    cost: column(0.5, 0.25, 0.125),
    costMinimum: column(0.5, 0.25, 0.125),
    costMaximum: column(0.5, 0.25, 0.125),
    penalty: column(0, 0, 0),
    learningRate: column(0.5, 0.5, 0.1),
    gradientNorm: column(3, 2, 1),
    layerGradientNorms: [column(2, 1.5, 0.7), column(1, 0.5, 0.3)],
    seconds: column(0.1, 0.2, 0.3),
    evaluation: {
      update: column(0, 2),
      epoch: column(0, 1),
      cost: column(0.6, 0.3),
      accuracy: column(0.5, 0.75),
      validationCost: column(0.7, 0.4),
      validationAccuracy: column(0.4, 0.6),
    },
  }
}

export function createFrame(runId: number, update: number): Frame {
  return {
    runId,
    state: 'paused',
    stopReason: null,
    divergence: null,
    update,
    newest: update,
    edits: 0,
    startEdits: [],
    restarts: 0,
    epoch: 1,
    updatesPerEpoch: 2,
    batch: 0,
    batchesLeft: 2,
    samples: 3 * update,
    cost: 0.125,
    penalty: 0,
    learningRate: 0.5,
    trainingCost: 0.13,
    accuracy: 0.75,
    validationCost: NaN,
    validationAccuracy: NaN,
    updatesPerSecond: 100,
    samplesPerSecond: 300,
    operationsPerSecond: 9000,
    history: createHistory(),
    events: [],
    weights: null,
    surface: null,
    responses: null,
  }
}

export interface FakeWorker extends WorkerLink {
  calls: string[]
  send(frame: Frame): void
  fail(message: string): void
  terminated: boolean
}

/** @param answers what differs from a worker that opens run `runId` and says yes to all */
export function createFakeWorker(runId: number, answers: Partial<TrainerApi> = {}): FakeWorker {
  const calls: string[] = []
  let listener: (frame: Frame) => void = () => undefined
  let onFailure: (message: string) => void = () => undefined
  const known: Partial<TrainerApi> = {
    open: async (experiment) => ({ ok: true, value: createRun(runId, experiment as Experiment) }),
    openSession: async () => ({ ok: true, value: createRun(runId) }),
    setInterest: async () => ({ ok: true, value: null }),
    command: async () => ({
      ok: true,
      value: { state: 'paused', update: 1, experiment: createExample(), number: 1, branchOf: null },
    }),
    listRuns: async () => ({ ok: true, value: [] }),
    exportRun: async () => ({
      ok: true,
      value: { name: 'XOR.chainrule', mediaType: 'application/zip', bytes: new Uint8Array([7]) },
    }),
    ping: async () => 0,
    ...answers,
  }
  const api = new Proxy({} as TrainerApi, {
    get:
      (_, name: keyof TrainerApi) =>
      (...args: never[]) => {
        calls.push(name)
        const answer = known[name] as ((...args: never[]) => unknown) | undefined
        return answer ? answer(...args) : new Promise(() => undefined)
      },
  })
  return {
    api,
    calls,
    terminated: false,
    subscribe: async (next) => void (listener = next),
    onFailure: (next) => void (onFailure = next),
    terminate() {
      this.terminated = true
    },
    send: (frame) => listener(frame),
    fail: (message) => onFailure(message),
  }
}

/** A trainer whose run takes every change. */
export function createFakeTrainer(): Trainer & { patches: object[] } {
  const run = shallowRef<OpenedRun | null>(null)
  const patches: object[] = []
  const unused = (): never => {
    throw new Error('not part of this test')
  }
  return {
    run,
    frame: shallowRef(null),
    error: shallowRef(null),
    silent: ref(false),
    patches,
    async open(experiment) {
      run.value = createRun((run.value?.runId ?? 0) + 1, experiment as Experiment)
      return { ok: true, value: run.value }
    },
    async openSession() {
      run.value = createRun((run.value?.runId ?? 0) + 1)
      return { ok: true, value: run.value }
    },
    async command() {
      const present = run.value!
      const { initialization } = present.experiment.network
      const next = { ...initialization, seed: 2 } as typeof initialization
      const network = { ...present.experiment.network, initialization: next }
      run.value = { ...present, experiment: { ...present.experiment, network } }
    },
    async change(patch) {
      patches.push(patch)
      const { experiment } = run.value!
      const training = { ...experiment.training, ...patch }
      run.value = { ...run.value!, experiment: { ...experiment, training } }
    },
    sought: shallowRef(null),
    setParameter: unused,
    seek: unused,
    branch: unused,
    leaveBranch: unused,
    setBookmarks: unused,
    async setInterest() {},
    async setNotes() {},
    async rename(name) {
      run.value = { ...run.value!, experiment: { ...run.value!.experiment, name } }
    },
    inspect: unused,
    runs: shallowRef([]),
    readRun: unused,
    editRun: unused,
    deleteRun: unused,
    undeleteRun: unused,
    reopenRun: unused,
    copySession: unused,
    exportListedRun: unused,
    addRuns: unused,
    setSweeps: unused,
    mapCost: unused,
    measureNoise: unused,
    certify: unused,
    compareCertificate: unused,
    readWeights: unused,
    mapSaturation: unused,
    checkCell: unused,
    checkGradient: unused,
    sweepEpsilon: unused,
    measureCurvature: unused,
    exportStep: unused,
    readRows: unused,
    readDistributions: unused,
    predictRows: unused,
    findWrongRows: unused,
    predictPoint: unused,
    exportRun: unused,
    previewTable: unused,
    describeData: async () => ({
      ok: true,
      value: { ...createRun(0).data, targets: 3, classes: ['a', 'b', 'c'], training: 2 },
    }),
  }
}
