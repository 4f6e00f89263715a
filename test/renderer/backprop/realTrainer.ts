/** The trainer itself, without a worker between: what the window asks is answered by the service that answers it there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ref, shallowRef, type ShallowRef } from 'vue'
import type { Frame, OpenedRun } from '../../../src-worker/protocol/trainerApi'
import { createService } from '../../worker/session/services'
import { exampleExperiment } from '../../../src-worker/spec/exampleExperiment'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import type { Trainer } from '../../../src-renderer/src/trainer/trainer'

export interface RealTrainer extends Trainer {
  run: ShallowRef<OpenedRun>
  frame: ShallowRef<Frame | null>
  commands: string[]
  asked: string[]
  /** Another experiment in place of this one. */
  reopen(experiment: ExperimentInput): Promise<void>
}

export const frameOf = (update: number, state: Frame['state'] = 'paused'): Frame =>
  ({ update, state, learningRate: 0.5 }) as Frame

export async function openTrainer(experiment: ExperimentInput = exampleExperiment): Promise<RealTrainer> {
  const service = createService(() => new Promise((done) => setTimeout(done)))
  const opened = await service.open(experiment, [])
  if (!opened.ok) throw new Error(opened.error.message)
  let { runId } = opened.value
  const missing = () => Promise.reject(new Error('not asked for here'))
  const trainer: RealTrainer = {
    run: shallowRef(opened.value),
    frame: shallowRef<Frame | null>(frameOf(0)),
    error: shallowRef(null),
    silent: ref(false),
    commands: [],
    asked: [],
    async reopen(next) {
      const reply = await service.open(next, [])
      if (!reply.ok) throw new Error(reply.error.message)
      runId = reply.value.runId
      trainer.frame.value = null
      trainer.run.value = reply.value
    },
    open: missing,
    openSession: missing,
    async command(command) {
      trainer.commands.push(command)
      const reply = await service.command(runId, command)
      if (!reply.ok) return
      trainer.run.value = { ...trainer.run.value, experiment: reply.value.experiment }
      trainer.frame.value = frameOf(reply.value.update)
    },
    async change(patch) {
      const reply = await service.change(runId, patch)
      if (!reply.ok) throw new Error(reply.error.message)
      trainer.run.value = { ...trainer.run.value, ...reply.value }
    },
    sought: shallowRef(null),
    async seek(update) {
      const reply = await service.seek(runId, update)
      if (reply.ok) trainer.frame.value = { ...frameOf(reply.value.update), newest: reply.value.newest }
    },
    runs: shallowRef([]),
    readRun: missing,
    editRun: missing,
    deleteRun: missing,
    undeleteRun: missing,
    reopenRun: missing,
    copySession: missing,
    exportListedRun: missing,
    addRuns: missing,
    setSweeps: missing,
    mapCost: (request, progress) => service.mapCost(runId, request, progress),
    measureNoise: (request, progress) => service.measureNoise(runId, request, progress),
    certify: () => service.certify(runId),
    compareCertificate: (bytes, fileName) => service.compareCertificate(runId, bytes, fileName),
    readWeights: missing,
    setParameter: missing,
    branch: missing,
    leaveBranch: missing,
    setBookmarks: missing,
    setInterest: async () => {},
    inspect(request) {
      trainer.asked.push('inspect')
      return service.inspect(runId, request)
    },
    mapSaturation: () => service.mapSaturation(runId),
    checkCell: (fault, cell) => service.checkCell(runId, fault, cell),
    checkGradient: (fault, progress) => service.checkGradient(runId, fault, progress),
    sweepEpsilon: (fault, progress) => service.sweepEpsilon(runId, fault, progress),
    measureCurvature: (progress) => service.measureCurvature(runId, progress),
    exportStep: (request) => service.exportStep(runId, request),
    readDistributions: (request) => service.readDistributions(runId, request),
    readRows: missing,
    predictRows: missing,
    findWrongRows: missing,
    predictPoint: missing,
    setNotes: missing,
    rename: missing,
    exportRun: missing,
    previewTable: missing,
    describeData: missing,
  }
  return trainer
}

export interface GoldenTrace {
  cost: number
  i: number[][][]
  o: number[][][]
  dCost_dO: number[][][]
  dCost_dI: number[][][]
  dW: number[][][]
  db: number[][][]
}

/** In a test with a document `import.meta.url` is no file. */
export function readGolden(): { trace: GoldenTrace; inputs: number[][]; W: number[][][]; b: number[][][] } {
  return JSON.parse(readFileSync(join(process.cwd(), 'test/golden/seed-2-3-1.json'), 'utf8'))
}
