/** The document behind the window: opened, saved, exported, and never lost to another one unasked. */
import { inject, provide, shallowRef, type InjectionKey, type Ref, type ShallowRef } from 'vue'
import type { ExportFormat, ReadBack } from '../../../src-worker/protocol/exports'
import type { OpenedRun } from '../../../src-worker/protocol/trainerApi'
import { createLabError, type LabError, type Reply } from '../../../src-worker/protocol/errors'
import type { ExperimentInput } from '../../../src-worker/spec/experiment'
import { phrase } from '../../../src-worker/spec/phrases'
import { explain } from '../../../src-worker/spec/problem'
import type { Host } from '../host/Host'
import { loadAttachments } from '../trainer/bundledSets'
import type { OpenTable } from '../trainer/openTable'
import type { Trainer } from '../trainer/trainer'
import type { ExperimentEditor } from '../trainer/experimentDraft'
import type { FileFailure, IncomingFile } from './hostTypes'
import { kindOfFile, readExperimentFile, suggestFileName } from './readExperimentFile'
import { createUnsavedMark } from './unsavedMark'

const openedEndings = '.chainrule, .json, .csv, .tsv, .npy, .npz, .idx, .gz'

/** A question over the window that a person has to answer before a document goes. */
export type Question = 'unsaved' | 'changedOnDisk'
export type Answer = 'yes' | 'no' | 'cancel'

export interface Documents {
  readonly unsaved: Readonly<Ref<boolean>>
  /** When the document was last saved; null before. */
  readonly savedAt: Readonly<ShallowRef<Date | null>>
  readonly question: Readonly<ShallowRef<Question | null>>
  readonly failure: ShallowRef<FileFailure | null>
  /** File name of the last export or save, for a short word of success. */
  readonly written: ShallowRef<string | null>
  /** What the file of this name gave back when the lab read it again; null when nothing was compared. */
  readonly compared: Readonly<ShallowRef<{ name: string; readBack: ReadBack } | null>>
  answer(choice: Answer): void
  open(): Promise<void>
  /** A data file, which the data view takes. */
  openData(): Promise<void>
  openRecent(id: string): Promise<void>
  openFile(file: IncomingFile): Promise<void>
  openExperiment(experiment: ExperimentInput): Promise<void>
  /** @returns whether it is saved */
  save(): Promise<boolean>
  saveAs(): Promise<boolean>
  exportAs(format: ExportFormat): Promise<void>
  /** A recovery copy, which is in no file of the person's, takes the place of the open document. @returns whether it did */
  openRecovered(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<boolean>
  /** The moment shown becomes a run of its own beside the one that it leaves. */
  branch(): Promise<void>
  /** Back to the run that the branch left; the branch stays in the list. */
  leaveBranch(): Promise<void>
  /** A run of the list takes the place of the open one. */
  openRun(number: number): Promise<void>
}

interface Parts {
  host: Host
  trainer: Trainer
  editor: ExperimentEditor
  openTable: OpenTable
  /** Another document took the place of the one that was open. */
  opened?: () => void
}

const documentsKey: InjectionKey<Documents> = Symbol('documents')

export function useDocuments(): Documents {
  const documents = inject(documentsKey)
  if (documents === undefined) throw new Error('no documents are provided')
  return documents
}

export function provideDocuments(parts: Parts): Documents {
  const documents = createDocuments(parts)
  provide(documentsKey, documents)
  return documents
}

export function createDocuments({ host, trainer, editor, openTable, opened }: Parts): Documents {
  let id: string | null = null
  const mark = createUnsavedMark(trainer, editor)
  const question = shallowRef<Question | null>(null)
  const failure = shallowRef<FileFailure | null>(null)
  const written = shallowRef<string | null>(null)
  const compared = shallowRef<{ name: string; readBack: ReadBack } | null>(null)
  let settle: (choice: Answer) => void = () => undefined

  const ask = (what: Question): Promise<Answer> => {
    // Whoever asked before hears that nothing was decided.
    settle('cancel')
    question.value = what
    return new Promise((resolve) => (settle = resolve))
  }
  const report = (error: LabError): void => void (trainer.error.value = error)

  /** Whether the open document may go. */
  async function release(): Promise<boolean> {
    if (!mark.unsaved.value) return true
    const choice = await ask('unsaved')
    return choice === 'no' || (choice === 'yes' && (await save()))
  }

  function adopt(documentId: string | null): void {
    id = documentId
    mark.clear()
  }

  function begin(documentId: string | null): void {
    adopt(documentId)
    opened?.()
  }

  async function openOf(kinds: Parameters<Host['open']>[0]): Promise<void> {
    const reply = await host.open(kinds)
    if (!reply.ok) failure.value = { ...reply.error, opening: true }
    else if (reply.value !== null) await openFile(reply.value)
  }

  async function openFile(file: IncomingFile): Promise<void> {
    trainer.error.value = null
    const kind = kindOfFile(file.name)
    if (kind === 'table') return openTable(file)
    if (kind === 'other') {
      const problem = explain('', phrase('oneOf', { names: openedEndings }), file.name)
      return report(createLabError('invalidFile', 'No file of the lab.', file.name, [problem]))
    }
    // What cannot be an experiment is said before anything is asked.
    const experiment = kind === 'experiment' ? readExperimentFile(file.name, file.bytes) : null
    if (experiment?.ok === false) return report(experiment.error)
    if (!(await release())) return
    const reply =
      experiment === null
        ? await trainer.openSession(file.bytes, file.name)
        : await trainer.open(experiment.value, await loadAttachments(experiment.value), 'document')
    if (!reply.ok) return report(reply.error)
    begin(kind === 'session' ? file.id : null)
  }

  async function writeSession(write: (bytes: Uint8Array<ArrayBuffer>) => ReturnType<Host['saveAs']>) {
    const session = await trainer.exportRun('session')
    if (!session.ok) {
      report(session.error)
      return false
    }
    const reply = await write(session.value.bytes)
    if (!reply.ok) failure.value = reply.error
    if (!reply.ok || reply.value === null) return false
    adopt(reply.value.id)
    mark.saved()
    failure.value = null
    written.value = reply.value.name
    return true
  }

  /** Another run of the same document. */
  async function change(opening: Promise<Reply<OpenedRun>>): Promise<void> {
    const reply = await opening
    if (reply.ok) mark.touch()
    else report(reply.error)
  }

  const saveAs = (): Promise<boolean> =>
    writeSession((bytes) =>
      host.saveAs(suggestFileName(editor.experiment.value.name), 'application/zip', bytes),
    )

  async function save(): Promise<boolean> {
    const target = id
    if (target === null) return saveAs()
    return writeSession(async (bytes) => {
      const reply = await host.save(target, bytes)
      if (reply.ok || reply.error.code !== 'changedOnDisk') return reply
      const choice = await ask('changedOnDisk')
      return choice === 'yes' ? host.save(target, bytes, true) : { ok: true, value: null }
    })
  }

  return {
    unsaved: mark.unsaved,
    savedAt: mark.savedAt,
    question,
    failure,
    written,
    compared,
    answer(choice) {
      question.value = null
      settle(choice)
    },
    open: () => openOf(['session', 'experiment', 'data']),
    openData: () => openOf(['data']),
    async openRecent(recent) {
      const reply = await host.openRecent(recent)
      if (reply.ok) await openFile(reply.value)
      else failure.value = { ...reply.error, opening: true }
    },
    openFile,
    async openExperiment(experiment) {
      if (!(await release())) return
      const reply = await trainer.open(experiment, [], 'document')
      if (reply.ok) begin(null)
      else report(reply.error)
    },
    save,
    saveAs,
    async exportAs(format) {
      const file = await trainer.exportRun(format)
      if (!file.ok) return report(file.error)
      const reply = await host.saveAs(file.value.name, file.value.mediaType, file.value.bytes)
      if (!reply.ok) failure.value = reply.error
      if (!reply.ok || reply.value === null) return
      const { name } = reply.value
      const { readBack } = file.value
      compared.value = readBack == null ? null : { name, readBack }
      written.value = name
    },
    branch: () => change(trainer.branch()),
    leaveBranch: () => change(trainer.leaveBranch()),
    openRun: (number) => change(trainer.reopenRun(number)),
    async openRecovered(bytes, name) {
      if (!(await release())) return false
      const reply = await trainer.openSession(bytes, name)
      if (!reply.ok) {
        report(reply.error)
        return false
      }
      begin(null)
      mark.touch()
      return true
    },
  }
}
