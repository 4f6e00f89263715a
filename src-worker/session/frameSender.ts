import type { Frame } from '../protocol/trainerApi'

const frameIntervalMs = 33

export type FrameListener = (frame: Frame) => void | Promise<void>

/** Sends frames to one listener: at most thirty a second, at most one in flight, and always the last one. */
export class FrameSender {
  private listener: FrameListener | null = null
  private inFlight = false
  private owed: (() => Frame) | null = null
  private lastSentAt = -Infinity

  constructor(private readonly now: () => number) {}

  subscribe(listener: FrameListener): void {
    this.listener = listener
    this.inFlight = false
  }

  /** A frame on the way: left out when the listener is not ready for one. */
  offer(sample: () => Frame): void {
    if (this.inFlight || this.now() - this.lastSentAt < frameIntervalMs) return
    this.deliver(sample)
  }

  /** A frame that must arrive: waits for its turn, the newest one only. */
  send(sample: () => Frame): void {
    if (this.inFlight) this.owed = sample
    else this.deliver(sample)
  }

  private deliver(sample: () => Frame): void {
    const { listener } = this
    if (listener === null) return
    this.inFlight = true
    this.lastSentAt = this.now()
    const settle = () => {
      if (this.listener !== listener) return
      this.inFlight = false
      const { owed } = this
      this.owed = null
      if (owed !== null) this.deliver(owed)
    }
    // A listener that fails is gone; the next frame would fail alike and no run waits for it.
    void Promise.resolve(listener(sample())).then(settle, settle)
  }
}
