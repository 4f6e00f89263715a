/** What the window asks of the runs beside the open one. */
import { shallowReadonly, shallowRef, type ShallowRef } from 'vue'
import { createLabError, type LabError, type Reply } from '../../../src-worker/protocol/errors'
import type { ListedRun } from '../../../src-worker/protocol/runs'
import type { OpenedRun, TrainerApi } from '../../../src-worker/protocol/trainerApi'
import type { Trainer } from './trainer'
import type { Patience } from './workerLife'

type RunCalls = Pick<
  Trainer,
  | 'runs'
  | 'readRun'
  | 'editRun'
  | 'deleteRun'
  | 'undeleteRun'
  | 'reopenRun'
  | 'exportListedRun'
  | 'addRuns'
  | 'setSweeps'
>

interface Parts {
  run: Readonly<ShallowRef<OpenedRun | null>>
  /** Of a failure that nobody awaits. */
  report(failure: LabError): void
  ask<Value>(
    invoke: (api: TrainerApi, runId: number) => Promise<Reply<Value>>,
    patience?: Patience,
  ): Promise<Reply<Value>>
  update(runId: number, change: Partial<OpenedRun>): void
  adopt(opening: Promise<Reply<OpenedRun>>): Promise<Reply<OpenedRun>>
}

export interface RunList extends RunCalls {
  /** The list again, after a run was opened or begun anew. */
  refresh(): Promise<void>
}

export function createRunList({ run, report, ask, update, adopt }: Parts): RunList {
  const runs = shallowRef<readonly ListedRun[]>([])

  /** An answer for a run that was replaced meanwhile is none; the next one brings the list. */
  async function take(asking: Promise<Reply<ListedRun[]>>): Promise<Reply<null>> {
    const { runId } = run.value ?? { runId: null }
    const reply = await asking
    if (!reply.ok) return reply
    if (run.value?.runId === runId) runs.value = reply.value
    return { ok: true, value: null }
  }

  async function tell(asking: Promise<Reply<ListedRun[]>>): Promise<void> {
    const reply = await take(asking)
    if (!reply.ok) report(reply.error)
  }

  /** Document whose full list was told already. */
  let toldOf: number | null = null

  async function tellGone(): Promise<void> {
    const document = run.value?.document ?? null
    const gone = await ask((api, runId) => api.takeGoneRuns(runId))
    if (!gone.ok || gone.value.length === 0 || toldOf === document) return
    toldOf = document
    report(createLabError('runsFull', gone.value.map((number) => `#${number}`).join(', ')))
  }

  return {
    runs: shallowReadonly(runs),
    refresh() {
      void tellGone()
      return tell(ask((api, runId) => api.listRuns(runId), 'long'))
    },
    readRun: (number) => ask((api, runId) => api.readRun(runId, number)),
    editRun: (number, words) => tell(ask((api, runId) => api.editRun(runId, number, words))),
    deleteRun: (number) => tell(ask((api, runId) => api.deleteRun(runId, number))),
    undeleteRun: () => tell(ask((api, runId) => api.undeleteRun(runId))),
    reopenRun: (number) => adopt(ask((api, runId) => api.reopenRun(runId, number), 'long')),
    exportListedRun: (number) => ask((api, runId) => api.exportListedRun(runId, number), 'long'),
    addRuns: (bytes, fileName) => take(ask((api, runId) => api.addRuns(runId, bytes, fileName), 'long')),
    async setSweeps(sweeps) {
      const runId = run.value?.runId
      const reply = await ask((api, id) => api.setSweeps(id, sweeps))
      if (reply.ok && runId !== undefined) update(runId, { sweeps })
      else if (!reply.ok) report(reply.error)
    },
  }
}
