/** What a table holds, read by the worker in pieces; another table or another option ends the reading before. */
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { LabError, Reply } from '../../../src-worker/protocol/errors'
import type { TablePreview } from '../../../src-worker/protocol/tables'
import type { WorkProgress } from '../../../src-worker/protocol/trainerApi'
import type { Trainer } from '../trainer/trainer'
import { previewOptions, type TableOptions, type TableOrigin } from './dataDraft'

export interface TableReading {
  readonly preview: Readonly<ShallowRef<TablePreview | null>>
  readonly error: Readonly<ShallowRef<LabError | null>>
  /** From 0 to 1 while it goes on; null when nothing is read. */
  readonly progress: Readonly<Ref<number | null>>
  cancel(): void
}

/** What the reading of a table needs of the trainer. */
export type PreviewCall = (
  bytes: Uint8Array<ArrayBuffer>,
  options: Parameters<Trainer['previewTable']>[1],
  progress?: WorkProgress,
) => Promise<Reply<TablePreview>>

export function useTablePreview(
  trainer: Trainer,
  origin: () => TableOrigin,
  options: () => TableOptions,
): TableReading {
  const preview = shallowRef<TablePreview | null>(null)
  const error = shallowRef<LabError | null>(null)
  const progress = ref<number | null>(null)
  const readTable: PreviewCall = trainer.previewTable
  let turn = 0

  watch(
    [origin, options],
    async ([table, said], before) => {
      const mine = ++turn
      // The columns of another table are not those of this one.
      if (before[0] !== table) preview.value = null
      error.value = null
      progress.value = 0
      const reply = await readTable(table.bytes, previewOptions(said), (done, total) => {
        if (mine === turn) progress.value = done / total
        return mine === turn
      })
      if (mine !== turn) return
      progress.value = null
      error.value = reply.ok ? null : reply.error
      preview.value = reply.ok ? reply.value : null
    },
    { immediate: true },
  )
  onScopeDispose(() => turn++)

  return {
    preview,
    error,
    progress,
    cancel() {
      turn++
      progress.value = null
    },
  }
}
