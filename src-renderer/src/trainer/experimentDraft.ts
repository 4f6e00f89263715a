/** The experiment being edited: what the run takes is sent at once, the rest waits for `apply`. */
import { computed, shallowReadonly, shallowRef, watch, type ComputedRef, type InjectionKey } from 'vue'
import type { Attachment } from '../../../src-worker/protocol/tables'
import type { OpenedRun } from '../../../src-worker/protocol/trainerApi'
import { createLabError, type Reply } from '../../../src-worker/protocol/errors'
import type { Experiment } from '../../../src-worker/spec/experiment'
import { adaptToData } from './adaptToData'
import {
  diffDraft,
  isEmptyPatch,
  isStagedField,
  rebaseDraft,
  splitPatch,
  withLiveFieldsOf,
  type DraftField,
} from './diffDraft'
import { createEditHistory, type EditState } from './editHistory'
import { isSame } from './isSame'
import type { ChangeName } from './nameChanges'
import type { WorkerKeeper } from './runRecovery'
import type { ExperimentDraft, Trainer } from './trainer'

export interface ExperimentEditor extends ExperimentDraft {
  /** Fields that wait for a new start. */
  readonly stagedFields: ComputedRef<readonly DraftField[]>
  undo(): void
  redo(): void
  /** What undo and redo would change; null when there is nothing. */
  readonly undoFields: ComputedRef<readonly ChangeName[] | null>
  readonly redoFields: ComputedRef<readonly ChangeName[] | null>
  /** Whether an exercise locks what undo and redo would change. */
  readonly undoLocked: ComputedRef<boolean>
  readonly redoLocked: ComputedRef<boolean>
  /** Counts the edits; a change of it means something to save. */
  readonly edits: Readonly<{ value: number }>
}

export const editorKey: InjectionKey<ExperimentEditor> = Symbol('editor')

export function createExperimentDraft(
  trainer: Trainer & Partial<Pick<WorkerKeeper, 'isReturning'>>,
  initial: Experiment,
  now: () => number = () => performance.now(),
): ExperimentEditor {
  const experiment = shallowRef(initial)
  const edits = shallowRef(0)
  const history = createEditHistory((section) => base()?.classroom?.lock?.includes(section) ?? false)
  let attachments: Attachment[] = []
  /** Changes the run has not answered yet, and the draft as it was last sent. */
  let inFlight = 0
  let lastSent = initial
  let opening = false

  const base = (): Experiment | null => trainer.run.value?.experiment ?? null
  const present = (): EditState => ({ experiment: experiment.value, attachments })
  const stagedNow = computed(() => {
    const current = base()
    return current === null ? [] : diffDraft(current, experiment.value).filter(isStagedField)
  })

  function accept(next: EditState): void {
    experiment.value = next.experiment
    attachments = next.attachments
    edits.value++
    void send()
  }

  /** Sends what the run can take; what it refuses goes back in the draft too. */
  async function send(): Promise<void> {
    const current = base()
    if (current === null) return
    if (current.name !== experiment.value.name) void trainer.rename(experiment.value.name)
    const patch = splitPatch(inFlight > 0 ? lastSent : current, experiment.value)
    if (isEmptyPatch(patch)) return
    lastSent = experiment.value
    inFlight++
    await trainer.change(patch)
    inFlight--
    const after = base()
    if (inFlight === 0 && after !== null && !isEmptyPatch(splitPatch(after, experiment.value)))
      experiment.value = withLiveFieldsOf(after, experiment.value)
  }

  async function openRun(next: EditState): Promise<Reply<OpenedRun>> {
    opening = true
    const reply = await trainer.open(next.experiment, next.attachments)
    opening = false
    if (!reply.ok) return reply
    const opened = { experiment: reply.value.experiment, attachments: next.attachments }
    history.record(present(), opened, now())
    experiment.value = opened.experiment
    attachments = opened.attachments
    return reply
  }

  watch(
    trainer.run,
    (run, before) => {
      if (run === null || opening || run.experiment === before?.experiment) return
      const isSameDocument = run.runId === before?.runId || trainer.isReturning === true
      if (before !== null && isSameDocument) {
        const rebased = rebaseDraft(experiment.value, before.experiment, run.experiment)
        experiment.value = inFlight > 0 ? withLiveFieldsOf(experiment.value, rebased) : rebased
      } else if (before === null || !isSame(run.experiment, before.experiment)) {
        experiment.value = run.experiment
        attachments = []
        history.clear()
      }
    },
    { flush: 'sync' },
  )

  return {
    experiment: shallowReadonly(experiment),
    staged: computed(() => stagedNow.value.length > 0),
    stagedFields: stagedNow,
    edit(change) {
      const next = change(experiment.value)
      if (diffDraft(experiment.value, next).length === 0) return
      const edited = { experiment: next, attachments }
      history.record(present(), edited, now())
      accept(edited)
    },
    apply: () => openRun(present()),
    discard() {
      const current = base()
      if (current === null || isSame(current, experiment.value)) return
      const discarded = { experiment: current, attachments }
      history.record(present(), discarded, now())
      accept(discarded)
    },
    async replaceData(data, files, name, progress = () => true) {
      const summary = await trainer.describeData(data, files, progress)
      if (!summary.ok) return summary
      if (!(await progress(1, 1)))
        return { ok: false, error: createLabError('cancelled', 'The reading was ended.') }
      const filled = { ...experiment.value, name, data: withDefaults(data) }
      const reply = await openRun({ experiment: adaptToData(filled, summary.value), attachments: files })
      if (reply.ok) edits.value++
      return reply
    },
    undo() {
      const state = history.undo(present())
      if (state !== null) accept(state)
    },
    redo() {
      const state = history.redo(present())
      if (state !== null) accept(state)
    },
    undoFields: history.undoFields,
    redoFields: history.redoFields,
    undoLocked: history.undoLocked,
    redoLocked: history.redoLocked,
    edits,
  }
}

/** The worker fills every default; only what the type asks for is filled here. */
function withDefaults(data: Parameters<ExperimentDraft['replaceData']>[0]): Experiment['data'] {
  const filled = {
    ...data,
    scaling: data.scaling ?? 'none',
    split: { validation: 0, test: 0, seed: 1, ...data.split },
  }
  return filled as Experiment['data']
}
