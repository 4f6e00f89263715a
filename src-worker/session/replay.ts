/** Makes updates of a run once more, from a keyframe on, with the settings and the hand-set weights of then. */
import type { Engine } from '../core/engine'
import type { Keyframe } from './keyframes'
import { setParameter } from './setParameter'
import type { Moment } from './settleMoment'
import type { SettingsChange } from './settingsChange'

/** Work between two looks at the clock, milliseconds. */
const chunkMs = 2

export class Replay {
  /** Changes that are in force. */
  applied: number
  /** Whether the engine made the update it stands at itself, so that it knows its cost. */
  isMade = false
  /** Updates at a time. */
  private chunk = 1

  /** @param engine of the same network and data; it is brought to where the keyframe was taken */
  constructor(
    private readonly engine: Engine,
    private readonly changes: readonly SettingsChange[],
    { state, changes: known }: Keyframe,
  ) {
    this.applied = known
    engine.applySettings(changes[known - 1]!.training)
    engine.restore(state, null)
    this.applyDue()
  }

  /** A few updates on the way to one. @param seconds of training, for the record @returns whether it is reached */
  advance(update: number, now: () => number, seconds = 0): boolean {
    const { engine } = this
    const next = this.changes[this.applied]?.update ?? Infinity
    const count = Math.min(update, next, engine.update + this.chunk) - engine.update
    if (count > 0) this.make(count, now, seconds)
    this.applyDue()
    return engine.update >= update
  }

  private make(count: number, now: () => number, seconds: number): void {
    const { engine } = this
    const start = now()
    if (engine.run(count, seconds) !== null)
      throw new Error(`update ${engine.update + 1} was finite and is not when it is replayed`)
    this.isMade = true
    if (now() - start > chunkMs) this.chunk = Math.max(1, this.chunk >> 1)
    else if (count === this.chunk) this.chunk *= 2
  }

  private applyDue(): void {
    for (; this.changes[this.applied] !== undefined; this.applied++) {
      const { update, training, parameter } = this.changes[this.applied]!
      if (update > this.engine.update) return
      if (parameter === undefined) this.engine.applySettings(training)
      else setParameter(this.engine, parameter)
    }
  }

  /** Of the update reached. */
  readMoment(): Moment {
    return { state: this.engine.getState(), settings: this.changes[this.applied - 1]!.training }
  }
}
