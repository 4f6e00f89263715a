import type { ShallowRef } from 'vue'
import type { Frame, RunState } from '../../../src-worker/protocol/trainerApi'

/** Frames of a run that stands still: one that was sampled on the way there may be drawn after the command's answer. */
export function createStanding(frame: ShallowRef<Frame | null>) {
  let stood: { runId: number; state: RunState } | null = null
  const settle = (shown: Frame): Frame =>
    shown.state === 'running' && shown.runId === stood?.runId ? { ...shown, state: stood.state } : shown

  return {
    show: (shown: Frame): void => void (frame.value = settle(shown)),
    begin: (): void => void (stood = null),
    /** Shown so at once: no frame may follow. */
    end(runId: number, state: RunState): void {
      stood = state === 'running' ? null : { runId, state }
      if (frame.value !== null) frame.value = settle(frame.value)
    },
  }
}
