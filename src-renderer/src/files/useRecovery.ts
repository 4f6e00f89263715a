import { shallowRef, type ShallowRef } from 'vue'
import type { Host } from '../host/Host'
import type { AutosaveSummary, PageFailure } from './hostTypes'
import { findLiveSlots } from './liveSlots'
import type { Documents } from './useDocuments'

export interface Recovery {
  /** The newest copy that an earlier window left behind; null when there is none or it was decided. */
  readonly found: Readonly<ShallowRef<AutosaveSummary | null>>
  /** Why the page before this one went; null when it did not, or when it was read. */
  readonly failure: Readonly<ShallowRef<PageFailure | null>>
  look(): Promise<void>
  restore(): Promise<void>
  discard(): Promise<void>
  /** What happened was read. */
  dismiss(): void
}

/** @param ownSlot the copy of this window, which is no remains of another; those of windows that live are none either */
export function createRecovery(host: Host, documents: Documents, ownSlot: string): Recovery {
  const found = shallowRef<AutosaveSummary | null>(null)
  const failure = shallowRef<PageFailure | null>(null)

  async function drop(summary: AutosaveSummary): Promise<void> {
    found.value = null
    const reply = await host.discardAutosave(summary.slot)
    if (!reply.ok) documents.failure.value = reply.error
  }

  return {
    found,
    failure,
    async look() {
      const [before, reply, live] = await Promise.all([
        host.takeFailure(),
        host.listAutosaves(),
        findLiveSlots(),
      ])
      const copies = reply.ok ? reply.value : []
      found.value = copies.find(({ slot }) => slot !== ownSlot && !live.has(slot)) ?? null
      if (before.ok) failure.value = before.value
    },
    async restore() {
      const summary = found.value
      if (summary === null) return
      failure.value = null
      const saved = await host.readAutosave(summary.slot)
      if (!saved.ok) {
        documents.failure.value = saved.error
        return
      }
      if (saved.value === null) {
        found.value = null
        // Another window took it, and says so itself only there.
        documents.failure.value = { code: 'missing', message: 'the copy is gone', opening: true }
        return
      }
      if (!(await documents.openRecovered(saved.value.bytes, summary.name))) return
      // The old copy goes only when this window has one of its own: whatever happens in between, one is there.
      const { name, update } = summary
      const kept = await host.writeAutosave({ slot: ownSlot, name, update }, saved.value.bytes)
      if (kept.ok) return drop(summary)
      documents.failure.value = kept.error
      found.value = null
    },
    dismiss: () => void (failure.value = null),
    async discard() {
      failure.value = null
      if (found.value !== null) await drop(found.value)
    },
  }
}
