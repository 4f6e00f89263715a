import type { Frame } from '../../src-worker/protocol/trainerApi'
import type { StopRules } from '../../src-worker/spec/experiment'
import { getShareDone } from '../../src-worker/sweep/shareDone'

const intervalMs = 100
const quietIntervalMs = 5000
const width = 24

export function formatDuration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  const minutes = Math.floor(whole / 60)
  return minutes === 0 ? `${whole} s` : `${minutes} min ${whole % 60} s`
}

export function formatProgress(frame: Frame, stop: StopRules, start: number): string {
  const share = getShareDone(frame, stop, start)
  const rate = Number.isFinite(frame.updatesPerSecond)
    ? `${Math.round(frame.updatesPerSecond)} updates/s`
    : ''
  const numbers = `update ${frame.update}, epoch ${frame.epoch}, cost ${frame.cost.toPrecision(6)}`
  if (share === null) return `${numbers}  ${rate}`
  const left = share >= 1 ? 0 : ((frame.update - start) * (1 - share)) / share / frame.updatesPerSecond
  const time = Number.isFinite(left) ? `${formatDuration(left)} left` : ''
  return [drawBar(share), numbers, rate, time].filter(Boolean).join('  ')
}

export function drawBar(share: number): string {
  const filled = Math.round(share * width)
  const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %`
}

/** One line redrawn on a terminal, a line every few seconds elsewhere. Standard error only. */
export class StatusLine {
  private lastAt = -Infinity
  private drawn = false

  constructor(private readonly stream: NodeJS.WriteStream = process.stderr) {}

  /** @param isUrgent whether it is drawn however short the time since the last one */
  show(compose: () => string, isUrgent: boolean): void {
    const now = performance.now()
    const interval = this.stream.isTTY ? intervalMs : quietIntervalMs
    if (!isUrgent && now - this.lastAt < interval) return
    this.lastAt = now
    const line = compose()
    this.stream.write(
      this.stream.isTTY ? `\r\u001b[K${line.slice(0, (this.stream.columns ?? 80) - 1)}` : `${line}\n`,
    )
    this.drawn = true
  }

  end(): void {
    if (this.drawn && this.stream.isTTY) this.stream.write('\n')
    this.drawn = false
  }
}

/** The progress of one training. */
export class ProgressBar {
  private readonly line: StatusLine

  constructor(
    private readonly stop: StopRules,
    private readonly start: number,
    stream: NodeJS.WriteStream = process.stderr,
  ) {
    this.line = new StatusLine(stream)
  }

  update(frame: Frame): void {
    if (Number.isNaN(frame.cost)) return
    this.line.show(() => formatProgress(frame, this.stop, this.start), frame.state !== 'running')
  }

  end(): void {
    this.line.end()
  }
}
