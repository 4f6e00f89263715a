/** What the chosen data would be, asked of the worker a moment after the last change; a late answer is dropped. */
import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { LabError, Reply } from '../../../src-worker/protocol/errors'
import type { Attachment, DataSummary } from '../../../src-worker/protocol/tables'
import type { WorkProgress } from '../../../src-worker/protocol/trainerApi'
import type { Trainer } from '../trainer/trainer'
import { createData, type DataInput, type Preparation, type Start } from './dataDraft'

const delayMs = 200

/** What a description needs of the trainer; the last argument ends the reading by answering false. */
type DescribeCall = (
  data: DataInput,
  attachments: Attachment[],
  progress?: WorkProgress,
) => Promise<Reply<DataSummary>>

export interface Description {
  summary: Readonly<ShallowRef<DataSummary | null>>
  error: ShallowRef<LabError | null>
}

export function useDescription(
  trainer: Trainer,
  start: () => Start | null,
  preparation: () => Preparation,
): Description {
  const summary = shallowRef<DataSummary | null>(null)
  const error = shallowRef<LabError | null>(null)
  const describeData: DescribeCall = trainer.describeData
  let turn = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function ask(): Promise<void> {
    const mine = ++turn
    const chosen = start()
    if (!chosen) return
    const data = createData(chosen, preparation())
    const reply = await describeData(data, chosen.attachments, () => mine === turn)
    if (mine !== turn) return
    summary.value = reply.ok ? reply.value : null
    error.value = reply.ok ? null : reply.error
  }

  watch(
    [start, preparation],
    ([chosen]) => {
      clearTimeout(timer)
      turn++
      error.value = null
      if (chosen) timer = setTimeout(() => void ask(), delayMs)
      else summary.value = null
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    turn++
  })
  return { summary, error }
}
