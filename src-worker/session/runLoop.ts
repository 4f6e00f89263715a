/** Moves one open run: in slices, to other moments, to a standstill; and sends its frames. */
import type { RunHost } from './runHost'
import type { FrameSender } from './frameSender'
import { FrameSampler } from './frames'
import type { TrainingRun } from './trainingRun'

const sliceMs = 12

export interface LoopEnvironment extends RunHost {
  /** Lets waiting messages in. */
  pause: () => Promise<void>
}

export class RunLoop {
  readonly sampler: FrameSampler
  /** Settles when the loop has ended; null when it does not run. */
  private going: Promise<void> | null = null
  /** Counts seeks: the newest one goes on. */
  private seeks = 0
  private closed = false

  constructor(
    readonly run: TrainingRun,
    readonly id: number,
    private readonly environment: LoopEnvironment,
    private readonly sender: FrameSender,
  ) {
    this.sampler = new FrameSampler(run, id, environment.now)
  }

  /** Another run follows; nothing of this one is sent any more. */
  close(): void {
    this.closed = true
  }

  get isGoing(): boolean {
    return this.going !== null
  }

  /** Settles after the slice in hand. */
  async halt(): Promise<void> {
    if (this.going === null) return
    this.run.pause()
    await this.going
  }

  /** @param updates after which it stands again */
  start(updates = Infinity): void {
    if (this.going !== null) return
    this.run.start()
    if (this.run.state !== 'running') return
    this.going = this.go(updates).finally(() => (this.going = null))
    void this.going.then(() => this.settleLater())
  }

  async step(updates: number): Promise<void> {
    this.start(updates)
    await this.going
  }

  private async go(updates: number): Promise<void> {
    const { run, environment } = this
    let left = updates
    await environment.pause()
    while (run.state === 'running' && (left > 0 || run.isEvaluating)) {
      left -= run.advance(left, sliceMs)
      this.sender.offer(() => this.sampler.sample(false))
      await environment.pause()
    }
    run.pause()
  }

  /** Shows the moment after an update; a later call takes over on the way. */
  async seek(update: number): Promise<void> {
    const own = ++this.seeks
    await this.halt()
    const isNewest = () => own === this.seeks && this.going === null && !this.closed
    if (!isNewest()) return
    this.run.seek(update)
    while (isNewest() && !this.run.timeline.advance(sliceMs)) await this.environment.pause()
    if (!isNewest()) return
    this.sendFrame()
    void this.settle()
  }

  /** Whoever waits for the loop's end is answered first; the last picture may take longer than the pause itself. */
  private async settleLater(): Promise<void> {
    await this.environment.pause()
    await this.settle()
  }

  /** A run that stands still shows the cost and accuracy of the weights it stands at. */
  async settle(): Promise<void> {
    const { run } = this
    const { update } = run.engine
    const stands = () => !this.closed && this.going === null && run.engine.update === update
    while (stands() && (run.state !== 'diverged' || run.isPast) && !run.settle(sliceMs))
      await this.environment.pause()
    if (stands()) this.sendFrame()
  }

  sendFrame(): void {
    this.sender.send(() => this.sampler.sample(true))
  }
}
