import { Worker } from 'node:worker_threads'
import type { RunSummary } from '../../src-worker/protocol/sweeps'
import type { Reply } from '../../src-worker/protocol/errors'
import type { Attachment } from '../../src-worker/protocol/tables'
import type { ShareListener } from '../../src-worker/sweep/sweepApi'
import type { Experiment } from '../../src-worker/spec/experiment'

export interface SweepThreadData {
  attachments: Attachment[]
  /** Whether a large network may use other cores too. */
  helpers: boolean
}

export type SweepThreadMessage =
  { kind: 'share'; share: number | null } | { kind: 'reply'; reply: Reply<RunSummary> }

/** Something that makes one run at a time. */
export interface SweepThread {
  /** Rejects when the thread is lost; the run can be made again by another one, with the same numbers. */
  run(experiment: Experiment, onShare: ShareListener): Promise<Reply<RunSummary>>
  close(): Promise<void>
}

/** @param file the built `sweepThread` */
export function createSweepThread(file: URL, data: SweepThreadData): SweepThread {
  const thread = new Worker(file, { workerData: data })
  const lost = new Promise<never>((_resolve, reject) => {
    thread.once('error', reject)
    thread.once('exit', (code) => reject(new Error(`its thread ended with code ${code}`)))
  })
  // Nobody may be waiting when the thread ends as it should.
  lost.catch(() => undefined)
  return {
    run(experiment, onShare) {
      const replied = new Promise<Reply<RunSummary>>((resolve) => {
        const listen = (message: SweepThreadMessage): void => {
          if (message.kind === 'share') return onShare(message.share)
          thread.off('message', listen)
          resolve(message.reply)
        }
        thread.on('message', listen)
      })
      thread.postMessage(experiment)
      return Promise.race([replied, lost])
    },
    close: async () => void (await thread.terminate()),
  }
}
