/** A trainer that answers one trace and counts what it is asked. */
import { ref, shallowRef, type ShallowRef } from 'vue'
import type { Frame, OpenedRun, UpdateTrace } from '../../../src-worker/protocol/trainerApi'
import type { Trainer } from '../../../src-renderer/src/trainer/trainer'

export interface FakeTrainer extends Trainer {
  frame: ShallowRef<Frame | null>
  traces: number
  commands: string[]
}

export const frameOf = (update: number, state: Frame['state'] = 'paused'): Frame =>
  ({ runId: 1, update, state, learningRate: 0.5 }) as Frame

export function createFakeTrainer(trace: UpdateTrace): FakeTrainer {
  const missing = () => Promise.reject(new Error('not asked for here'))
  const trainer: FakeTrainer = {
    run: shallowRef({ runId: 1, state: 'idle' } as OpenedRun),
    frame: shallowRef<Frame | null>(frameOf(0)),
    error: shallowRef(null),
    silent: ref(false),
    traces: 0,
    commands: [],
    open: missing,
    openSession: missing,
    async command(command) {
      trainer.commands.push(command)
    },
    change: missing,
    setInterest: async () => {},
    async trace() {
      trainer.traces++
      return { ok: true, value: { ...trace, update: (trainer.frame.value?.update ?? 0) + 1 } }
    },
    async checkGradient() {
      return {
        ok: true,
        value: {
          epsilon: 1e-5,
          parameters: 13,
          checked: 13,
          passed: false,
          samples: 4,
          samplesNearKink: 0,
          maximumRelativeError: 0.02,
          worst: [
            {
              layer: 1,
              kind: 'W',
              row: 0,
              column: 1,
              analytic: -0.0025,
              numeric: -0.0025,
              relativeError: 3e-10,
            },
            {
              layer: 2,
              kind: 'b',
              row: 0,
              column: 0,
              analytic: 0.0325,
              numeric: 0.0332,
              relativeError: 0.02,
            },
          ],
        },
      }
    },
    readRows: missing,
    setNotes: missing,
    rename: missing,
    exportRun: missing,
    previewTable: missing,
    describeData: missing,
  }
  return trainer
}
