/** A recovery copy while something is unsaved: a second after the last edit, every ten seconds of training, on pause. */
import { onScopeDispose, watch } from 'vue'
import type { Host } from '../host/Host'
import type { ExperimentEditor } from '../trainer/experimentDraft'
import type { Trainer } from '../trainer/trainer'
import { holdSlot } from './liveSlots'
import type { Documents } from './useDocuments'

const afterEditMs = 1000
const duringTrainingMs = 10_000

interface Parts {
  host: Host
  trainer: Trainer
  editor: ExperimentEditor
  documents: Documents
}

/** @returns the slot of this window */
export function useAutosave({ host, trainer, editor, documents }: Parts): string {
  const slot = `w-${Date.now()}`
  holdSlot(slot)
  let waiting: ReturnType<typeof setTimeout> | undefined
  let writing = false
  let failed = false

  async function write(): Promise<void> {
    if (writing || !documents.unsaved.value || trainer.run.value === null) return
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
  }

  const running = (): boolean => trainer.frame.value?.state === 'running'
  const timer = setInterval(() => running() && void write(), duringTrainingMs)
  const writeSoon = (): void => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void write(), afterEditMs)
  }
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
  watch(documents.unsaved, (unsaved) => !unsaved && void host.discardAutosave(slot))
  onScopeDispose(() => {
    clearInterval(timer)
    clearTimeout(waiting)
  })
  return slot
}
