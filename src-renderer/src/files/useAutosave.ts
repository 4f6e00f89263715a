/** A recovery copy while something is unsaved: a second after the last edit, every few seconds of training, on pause. */
import { onScopeDispose, watch } from 'vue'
import type { Host } from '../host/Host'
import { useSettings } from '../settings/useSettings'
import type { ExperimentEditor } from '../trainer/experimentDraft'
import type { Trainer } from '../trainer/trainer'
import { holdSlot } from './liveSlots'
import type { Documents } from './useDocuments'

const afterEditMs = 1000

interface Parts {
  host: Host
  trainer: Trainer
  editor: ExperimentEditor
  documents: Documents
}

/** None where the person wants none. @returns the slot of this window */
export function useAutosave({ host, trainer, editor, documents }: Parts): string {
  const { autosaveSeconds } = useSettings()
  const isOff = (): boolean => autosaveSeconds.value === 0
  const slot = `w-${Date.now()}-${crypto.randomUUID().slice(0, 8)}`
  holdSlot(slot)
  let waiting: ReturnType<typeof setTimeout> | undefined
  let timer: ReturnType<typeof setInterval> | undefined
  let writing = false
  /** Asked for while one was written, which may lack what changed since. */
  let again = false
  let failed = false

  async function write(): Promise<void> {
    if (isOff() || !documents.unsaved.value || trainer.run.value === null) return
    if (writing) {
      again = true
      return
    }
    writing = true
    const session = await trainer.copySession()
    if (session.ok) {
      const update = trainer.frame.value?.newest ?? 0
      const summary = { slot, name: editor.experiment.value.name, update }
      const reply = await host.writeAutosave(summary, session.value)
      // Said once: a full disk would otherwise say it every ten seconds.
      if (!reply.ok && !failed) documents.failure.value = reply.error
      failed = !reply.ok
    }
    writing = false
    const isStale = again
    again = false
    // Switched off, or saved, while it was written.
    if (isOff() || !documents.unsaved.value) void host.discardAutosave(slot)
    else if (isStale) await write()
  }

  const running = (): boolean => trainer.frame.value?.state === 'running'
  const writeSoon = (): void => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void write(), afterEditMs)
  }
  watch(
    autosaveSeconds,
    (seconds, before) => {
      clearInterval(timer)
      if (seconds > 0) timer = setInterval(() => running() && void write(), seconds * 1000)
      if (seconds > 0 && before === 0) writeSoon()
      if (seconds === 0 && before !== undefined) void host.discardAutosave(slot)
    },
    { immediate: true },
  )
  watch(editor.edits, writeSoon)
  // Another run, a bookmark, a sweep, a weight set by hand: no frame of a running run brings them.
  watch(
    () => [
      trainer.run.value?.runId,
      trainer.run.value?.bookmarks,
      trainer.run.value?.sweeps,
      trainer.run.value?.notes,
      trainer.runs.value,
      trainer.frame.value?.edits,
    ],
    (now, before) => now.some((one, k) => one !== before[k]) && writeSoon(),
  )
  watch(running, (now) => !now && void write())
  // A step, or a run so short that no frame saw it going on.
  watch(
    () => (running() ? null : (trainer.frame.value?.newest ?? null)),
    (newest) => newest !== null && writeSoon(),
  )
  watch(documents.unsaved, (unsaved) => !unsaved && void host.discardAutosave(slot))
  onScopeDispose(() => {
    clearInterval(timer)
    clearTimeout(waiting)
  })
  return slot
}
