import { Worker } from 'node:worker_threads'
import { proxy, wrap, type Remote } from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import type { Reply } from '../../src-worker/protocol/errors'
import type { Frame } from '../../src-worker/protocol/trainerApi'
import type { TrainerService } from '../../src-worker/session/trainerService'
import { CliFailure, exitCodes, failFromLab } from './failure'

/** The command line's one owner of the trainer's thread. A call to a thread that died is refused, never left open. */
export class TrainerConnection {
  private readonly thread: Worker
  private readonly died: Promise<never>
  readonly trainer: Remote<TrainerService>

  constructor(threadFile: URL) {
    this.thread = new Worker(threadFile)
    this.trainer = wrap<TrainerService>(nodeEndpoint(this.thread))
    this.died = new Promise<never>((_resolve, reject) => {
      this.thread.once('error', (error) =>
        reject(new CliFailure(`the trainer stopped: ${error.message}`, exitCodes.failed)),
      )
      this.thread.once('exit', (code) =>
        reject(new CliFailure(`the trainer ended with code ${code}`, exitCodes.failed)),
      )
    })
    // Nobody may be waiting when the thread ends as it should.
    this.died.catch(() => undefined)
  }

  /** The value of a reply; a failure becomes the command's one line, with the file it is about. */
  async ask<Value>(reply: Promise<Reply<Value>>, file: string): Promise<Value> {
    const settled = await Promise.race([reply, this.died])
    if (!settled.ok) throw failFromLab(settled.error, file)
    return settled.value
  }

  /** The work, or the thread's end if that comes first. */
  orDie<Value>(work: Promise<Value>): Promise<Value> {
    return Promise.race([work, this.died])
  }

  listen(listener: (frame: Frame) => void): Promise<void> {
    return Promise.race([this.trainer.subscribe(proxy(listener)), this.died])
  }

  async close(): Promise<void> {
    await this.thread.terminate()
  }
}
