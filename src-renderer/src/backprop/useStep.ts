/** Keeps the update under the microscope: asked for again with each update, and with each other part of it wanted. */
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { LabError, Reply } from '../../../src-worker/protocol/errors'
import type { InspectRequest, StepPicture, TensorWindow } from '../../../src-worker/protocol/microscope'
import { createAsking } from '../trainer/createAsking'
import type { Trainer } from '../trainer/trainer'

/** While running, at least. */
export const runningIntervalMs = 250

export interface Stepping {
  picture: Readonly<ShallowRef<StepPicture | null>>
  error: Readonly<ShallowRef<LabError | null>>
  running: ComputedRef<boolean>
}

/** @param moment names the update; when it changes, the update is another one */
export function useStep(
  trainer: Trainer,
  request: ComputedRef<InspectRequest>,
  moment: ComputedRef<string>,
): Stepping {
  const picture = shallowRef<StepPicture | null>(null)
  const error = shallowRef<LabError | null>(null)
  const running = computed(() => trainer.frame.value?.state === 'running')
  const asking = createAsking(
    () => trainer.inspect(request.value),
    take,
    () => running.value,
    runningIntervalMs,
  )

  function take(reply: Reply<StepPicture>): void {
    if (!reply.ok) {
      if (reply.error.code !== 'staleRun') error.value = reply.error
    } else if (reply.value.runId === (trainer.run.value?.runId ?? reply.value.runId)) {
      picture.value = keepTensors(picture.value, reply.value)
      error.value = null
    }
  }

  watch(
    moment,
    (now) => {
      if (now === '') picture.value = null
      else asking.ask('later')
    },
    { immediate: true },
  )
  // What is looked at changes by a person's hand: it is never held back.
  watch(
    () => JSON.stringify(request.value),
    () => {
      if (moment.value !== '') asking.ask('now')
    },
  )
  onScopeDispose(asking.close)
  return { picture, error, running }
}

/** The picture with the tensors of the one before where no number has changed: what shows them is not drawn again. */
function keepTensors(before: StepPicture | null, now: StepPicture): StepPicture {
  if (before === null || before.tensors.length !== now.tensors.length) return now
  const isSame = now.tensors.every((tensor, k) => isSameWindow(tensor, before.tensors[k]!))
  return isSame ? { ...now, tensors: before.tensors } : now
}

const isSameWindow = (a: TensorWindow, b: TensorWindow): boolean =>
  a.id.kind === b.id.kind &&
  a.id.layer === b.id.layer &&
  a.rows === b.rows &&
  a.columns === b.columns &&
  a.rowStart === b.rowStart &&
  a.columnStart === b.columnStart &&
  a.largest === b.largest &&
  a.shown.values.length === b.shown.values.length &&
  a.shown.values.every((value, k) => Object.is(value, b.shown.values[k]))
