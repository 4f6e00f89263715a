/** What a person does with a run of the list: names it, notes, saves, deletes it and takes that back. */
import { computed, inject, type ComputedRef } from 'vue'
import { useDocuments } from '../../files/useDocuments'
import { hostKey } from '../../host/Host'
import type { PresentRun } from '../../runs/presentRuns'
import { useTrainer } from '../../trainer/useTrainer'
import { useRunChoice } from './runChoice'

type Words = Pick<PresentRun, 'number' | 'name' | 'note'>

export interface RunActions {
  /** The run that was deleted last and can be brought back: until it is, or another one is deleted. */
  readonly deleted: ComputedRef<Words | null>
  rename(run: Words, name: string): Promise<void>
  setNote(run: Words, note: string): Promise<void>
  remove(run: Words): Promise<void>
  undo(): Promise<void>
  forget(): void
  /** A session of that run alone, to a file of the person's choice. */
  saveAlone(run: Words): Promise<void>
  /** The runs of another session, from a file of the person's choice. */
  addFromFile(): Promise<void>
}

export function useRunActions(): RunActions {
  const trainer = useTrainer()
  const { runs, error, editRun, deleteRun, undeleteRun, exportListedRun, addRuns } = trainer
  const choice = useRunChoice(trainer)
  const { failure, written } = useDocuments()
  const host = inject(hostKey)!
  const isListed = (number: number): boolean => runs.value.some((one) => one.number === number)

  return {
    deleted: computed(() => choice.deleted),
    async rename({ number, name, note }, text) {
      const next = text.trim()
      if (next !== name) await editRun(number, { name: next, note })
    },
    async setNote({ number, name, note }, text) {
      const next = text.trim()
      if (next !== note) await editRun(number, { name, note: next })
    },
    async remove(words) {
      await deleteRun(words.number)
      if (!isListed(words.number)) choice.deleted = words
    },
    async undo() {
      const back = choice.deleted
      await undeleteRun()
      if (back !== null && isListed(back.number)) choice.deleted = null
    },
    forget: () => void (choice.deleted = null),
    async saveAlone({ number }) {
      const file = await exportListedRun(number)
      if (!file.ok) return void (error.value = file.error)
      const reply = await host.saveAs(file.value.name, file.value.mediaType, file.value.bytes)
      if (!reply.ok) failure.value = reply.error
      else if (reply.value !== null) written.value = reply.value.name
    },
    async addFromFile() {
      const file = await host.open(['session'])
      if (!file.ok) return void (failure.value = file.error)
      if (file.value === null) return
      const reply = await addRuns(file.value.bytes, file.value.name)
      if (!reply.ok) error.value = reply.error
    },
  }
}
