import { shallowRef, type ShallowRef } from 'vue'
import type { Host } from '../host/Host'
import type { Trainer } from '../trainer/trainer'
import type { AutosaveSummary } from './hostTypes'
import type { Documents } from './useDocuments'

export interface Recovery {
  /** The newest copy that an earlier window left behind; null when there is none or it was decided. */
  readonly found: Readonly<ShallowRef<AutosaveSummary | null>>
  look(): Promise<void>
  restore(): Promise<void>
  discard(): Promise<void>
}

/** @param ownSlot the copy of this window, which is no remains of another */
export function createRecovery(
  host: Host,
  trainer: Trainer,
  documents: Documents,
  ownSlot: string,
): Recovery {
  const found = shallowRef<AutosaveSummary | null>(null)

  async function drop(summary: AutosaveSummary): Promise<void> {
    found.value = null
    const reply = await host.discardAutosave(summary.slot)
    if (!reply.ok) documents.failure.value = reply.error
  }

  return {
    found,
    async look() {
      const reply = await host.listAutosaves()
      if (reply.ok) found.value = reply.value.find(({ slot }) => slot !== ownSlot) ?? null
    },
    async restore() {
      const summary = found.value
      if (summary === null) return
      const saved = await host.readAutosave(summary.slot)
      if (!saved.ok) {
        documents.failure.value = saved.error
        return
      }
      if (saved.value === null) return drop(summary)
      const opened = await trainer.openSession(saved.value.bytes, summary.name)
      if (!opened.ok) {
        trainer.error.value = opened.error
        return
      }
      documents.adoptRecovered()
      await drop(summary)
    },
    async discard() {
      if (found.value !== null) await drop(found.value)
    },
  }
}
