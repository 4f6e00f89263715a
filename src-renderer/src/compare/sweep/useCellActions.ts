/** What is done with one run of a sweep: it becomes a run of the session, or its settings go to the clipboard. */
import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { createLabError, type LabError } from '../../../../src-worker/protocol/errors'
import type { DataSource, Experiment } from '../../../../src-worker/spec/experiment'
import type { Sweep } from '../../../../src-worker/spec/sweep'
import { createRunExperiment } from '../../../../src-worker/sweep/createRunExperiment'
import type { RunChoice } from '../../../../src-worker/sweep/sweepApi'
import { loadAttachments } from '../../trainer/bundledSets'
import { refuseLocked } from '../../trainer/lockedChanges'
import { useTrainer } from '../../trainer/useTrainer'
import { copyText } from '../../ui/copyText'
import { useNotice } from '../../ui/useNotice'
import { useSweep } from './sweepOwner'

export interface CellActions {
  /** In words; empty after a while. */
  readonly message: Readonly<Ref<string>>
  readonly isOpening: Readonly<Ref<boolean>>
  /** The run of a result is opened with the rows it is of, and runs. @param data their digest @returns whether it does */
  open(sweep: Sweep, choice: RunChoice, data: string | null): Promise<boolean>
  copy(sweep: Sweep, choice: RunChoice): Promise<void>
}

export function useCellActions(): CellActions {
  const trainer = useTrainer()
  const owner = useSweep()
  const { t } = useI18n()
  const { message, say } = useNotice()
  const isOpening = ref(false)

  function create(sweep: Sweep, choice: RunChoice): Experiment | null {
    const created = createRunExperiment(sweep, choice)
    if (created.ok) return created.value
    trainer.error.value = createLabError('invalidExperiment', 'The settings do not fit.', '', created.error)
    return null
  }

  /** Rows of a file are taken from the open run: one that has them is opened first. */
  async function takeRows(sweep: Sweep, source: DataSource, data: string | null): Promise<LabError | null> {
    const holder = await owner.findHolder(sweep, source, data)
    if (!holder.ok) return holder.error
    if (holder.value === null || holder.value === trainer.run.value?.number) return null
    const reply = await trainer.reopenRun(holder.value)
    return reply.ok ? null : reply.error
  }

  async function openRun(
    sweep: Sweep,
    experiment: Experiment,
    data: string | null,
  ): Promise<LabError | null> {
    try {
      const failure = await takeRows(sweep, experiment.data.source, data)
      if (failure !== null) return failure
      const reply = await trainer.open(experiment, await loadAttachments(experiment))
      return reply.ok ? null : reply.error
    } catch (caught) {
      return createLabError('missingFile', caught instanceof Error ? caught.message : String(caught))
    }
  }

  return {
    message,
    isOpening,
    async open(sweep, choice, data) {
      const experiment = create(sweep, choice)
      if (experiment === null || isOpening.value) return false
      isOpening.value = true
      const open = trainer.run.value?.experiment
      const own = { ...experiment, classroom: open?.classroom }
      const failure = refuseLocked(open, own) ?? (await openRun(sweep, own, data))
      isOpening.value = false
      if (failure !== null) {
        trainer.error.value = failure
        return false
      }
      say(t('sweeps.opened', { name: experiment.name }))
      await trainer.command('run')
      return true
    },
    async copy(sweep, choice) {
      const experiment = create(sweep, choice)
      if (experiment === null) return
      const copied = await copyText(JSON.stringify(experiment, null, 2))
      say(copied ? t('sweeps.copied') : t('sweeps.notCopied'))
    },
  }
}
