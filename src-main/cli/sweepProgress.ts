import type { SweepRun } from '../../src-worker/spec/listRuns'
import { estimateSecondsLeft } from '../../src-worker/sweep/secondsLeft'
import { drawBar, formatDuration, StatusLine } from './progress'

/** Says on standard error how far a sweep is. */
export class SweepProgress {
  private readonly waiting: Set<SweepRun>
  private readonly going = new Map<SweepRun, { since: number; share: number | null }>()
  private readonly ended: { cell: number; seconds: number }[] = []
  private diverged = 0

  /** @param kept results that were there before */
  constructor(
    runs: readonly SweepRun[],
    private readonly kept: number,
    private readonly jobs: number,
    private readonly line = new StatusLine(),
  ) {
    this.waiting = new Set(runs)
  }

  start(run: SweepRun): void {
    this.waiting.delete(run)
    this.going.set(run, { since: performance.now(), share: null })
  }

  share(run: SweepRun, share: number | null): void {
    const going = this.going.get(run)
    if (going !== undefined) going.share = share
    this.line.show(() => this.compose(), false)
  }

  end(run: SweepRun, hasDiverged: boolean): void {
    const { since } = this.going.get(run)!
    this.going.delete(run)
    this.ended.push({ cell: run.cell, seconds: (performance.now() - since) / 1000 })
    if (hasDiverged) this.diverged++
    this.line.show(() => this.compose(), this.going.size + this.waiting.size === 0)
  }

  /** A line for itself. */
  note(text: string): void {
    this.line.end()
    process.stderr.write(`${text}\n`)
  }

  close(): void {
    this.line.end()
  }

  private compose(): string {
    const now = performance.now()
    const going = [...this.going].map(([{ cell }, { since, share }]) => ({
      cell,
      elapsed: (now - since) / 1000,
      share,
    }))
    const left = estimateSecondsLeft({
      waiting: [...this.waiting].map(({ cell }) => cell),
      going,
      ended: this.ended,
      jobs: this.jobs,
    })
    const done = this.kept + this.ended.length
    const all = done + going.length + this.waiting.size
    const part = going.reduce((sum, { share }) => sum + (share ?? 0), 0)
    return [
      drawBar((done + part) / all),
      `${done} of ${all} runs`,
      this.diverged > 0 ? `${this.diverged} diverged` : '',
      left === null ? '' : `${formatDuration(left)} left`,
    ]
      .filter((text) => text !== '')
      .join('  ')
  }
}
