import { shallowRef, type ShallowRef } from 'vue'
import type { Host } from '../host/Host'
import type { Trainer } from '../trainer/trainer'
import type { AutosaveSummary } from './hostTypes'
import { findLiveSlots } from './liveSlots'
import type { Documents } from './useDocuments'

export interface Recovery {
  /** The newest copy that an earlier window left behind; null when there is none or it was decided. */
  readonly found: Readonly<ShallowRef<AutosaveSummary | null>>
  look(): Promise<void>
  restore(): Promise<void>
  discard(): Promise<void>
}

/** @param ownSlot the copy of this window, which is no remains of another; those of windows that live are none either */
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
      if (!reply.ok) return
      const live = await findLiveSlots()
      found.value = reply.value.find(({ slot }) => slot !== ownSlot && !live.has(slot)) ?? null
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
      // The old copy goes only when this window has one of its own: whatever happens in between, one is there.
      const { name, update } = summary
      const kept = await host.writeAutosave({ slot: ownSlot, name, update }, saved.value.bytes)
      if (kept.ok) return drop(summary)
      documents.failure.value = kept.error
      found.value = null
    },
    async discard() {
      if (found.value !== null) await drop(found.value)
    },
  }
}
