/** Other data on its way to the run: read in pieces, which can be ended, then opened. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import type { Reply } from '../../../src-worker/protocol/errors'
import type { Attachment } from '../../../src-worker/protocol/tables'
import type { OpenedRun, WorkProgress } from '../../../src-worker/protocol/trainerApi'
import type { ExperimentDraft } from '../trainer/trainer'
import type { DataInput } from './dataDraft'

export interface Replacing {
  /** From 0 to 1 while it goes on; null when nothing does. */
  readonly progress: Readonly<Ref<number | null>>
  /** All is read and the run is being opened, which cannot be ended. */
  readonly opening: ComputedRef<boolean>
  /** @returns null when it was ended. */
  run(data: DataInput, attachments: Attachment[], name: string): Promise<Reply<OpenedRun> | null>
  /** Ends the reading, and nothing is opened. */
  end(): void
}

export function useReplacing(draft: ExperimentDraft): Replacing {
  const progress = ref<number | null>(null)
  let turn = 0

  return {
    progress,
    opening: computed(() => progress.value === 1),
    async run(data, attachments, name) {
      const mine = ++turn
      progress.value = 0
      const listen: WorkProgress = (done, total) => {
        if (mine === turn) progress.value = done / total
        return mine === turn
      }
      const reply = await draft.replaceData(data, attachments, name, listen)
      if (mine !== turn) return null
      progress.value = null
      return reply
    },
    end() {
      turn++
      progress.value = null
    },
  }
}
