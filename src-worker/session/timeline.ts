/** Goes to any update of a run and back: from the nearest keyframe, replayed with the settings as they were. */
import type { Engine, EngineState, UpdateRecord } from '../core/engine'
import type { UpdateColumns } from '../core/updateHistory'
import type { ParameterEdit, StartEdit } from '../protocol/trainerApi'
import type { TrainingSettings } from '../spec/experiment'
import { cutColumns, findSeconds } from './cutHistory'
import { Keyframes, type Keyframe } from './keyframes'
import { Replay } from './replay'
import { listStartEdits, type SettingsChange } from './settingsChange'
import { setParameter } from './setParameter'

/** Where the run itself stands while an earlier update is looked at. */
interface Head {
  state: EngineState
  history: UpdateColumns
}

/** Training between two keyframes, milliseconds, and how many times the taking of one it must be at least. */
const keyframeMs = 20
const shareOfTime = 50
const leastTookMs = 0.05

export class Timeline {
  private readonly keyframes = new Keyframes()
  private head: Head | null = null
  private target = 0
  /** On the way to the update looked at; null where the run itself stands. */
  private replay: Replay | null = null
  private sinceKeyframeMs = 0
  private keyframeTookMs = 0

  /** @param changes the first is of the start */
  private constructor(
    private readonly engine: Engine,
    private changes: SettingsChange[],
    private readonly now: () => number,
    /** Times the run began anew. */
    readonly restarts = 0,
  ) {}

  /** Of a run that stands at its start. */
  static begin(engine: Engine, training: TrainingSettings, now: () => number): Timeline {
    const timeline = new Timeline(engine, [{ update: engine.update, training }], now)
    timeline.mark()
    return timeline
  }

  /**
   * Of a saved run. @param engine at the start of the run; afterwards it is to be restored to where the run stood
   * @param changes as they were saved; the first is of the start
   */
  static restore(engine: Engine, changes: SettingsChange[], now: () => number): Timeline {
    const timeline = new Timeline(engine, changes, now)
    // Where the settings of the start are not known, the first moment that can be shown is the saved one.
    if (changes[0]!.update > 0) return timeline
    engine.applySettings(changes[0]!.training)
    timeline.mark(1)
    engine.applySettings(changes[changes.length - 1]!.training)
    return timeline
  }

  /** Of the run begun anew by an engine at its start. Start weights set by hand stay, and stay known as such. */
  restart(engine: Engine, training: TrainingSettings): Timeline {
    const start = { update: engine.update, training }
    const edits = this.changes.filter(({ update, parameter }) => update === 0 && parameter !== undefined)
    const changes = [start, ...edits.map(({ parameter }) => ({ ...start, parameter }))]
    const timeline = new Timeline(engine, changes, this.now, this.restarts + 1)
    timeline.mark()
    return timeline
  }

  /** Whether an earlier update is looked at. */
  get isPast(): boolean {
    return this.head !== null
  }

  /** Updates the run has made, whichever is looked at. */
  get newest(): number {
    return this.head?.state.update ?? this.engine.update
  }

  /** What the run itself stands at; null while nothing else is looked at. */
  get present(): Readonly<Head> | null {
    return this.head
  }

  /** Changes in force at the moment looked at. */
  private get applied(): number {
    return this.replay?.applied ?? this.changes.length
  }

  /** Settings of the update that comes after the one looked at. */
  get training(): TrainingSettings {
    return this.changes[this.applied - 1]!.training
  }

  /** Cost and penalty of the batch before the moment looked at; NaN where there is none. */
  get lastUpdate(): Pick<UpdateRecord, 'cost' | 'penalty'> {
    return this.replay?.isMade !== false ? this.engine.record : { cost: NaN, penalty: NaN }
  }

  getChanges(): SettingsChange[] {
    return this.changes
  }

  /** States of the run that are kept, by update. */
  listKeyframes(): readonly Keyframe[] {
    return this.keyframes.all
  }

  /** Settings of the run itself have changed. */
  record(training: TrainingSettings): void {
    const { update } = this.engine
    this.changes = [...this.changes, { update, training }]
  }

  /** A weight or bias of the run itself is set by hand. @returns its value before */
  edit(parameter: ParameterEdit): number {
    const { training, engine } = this
    this.changes = [...this.changes, { update: engine.update, training, parameter }]
    return setParameter(engine, parameter)
  }

  /** Weights and biases set by hand up to the moment looked at. */
  get edits(): number {
    return this.changes.slice(0, this.applied).filter(({ parameter }) => parameter !== undefined).length
  }

  get startEdits(): StartEdit[] {
    return listStartEdits(this.changes)
  }

  /** After updates of the run itself. */
  note(elapsedMs: number): void {
    this.sinceKeyframeMs += elapsedMs
    if (this.sinceKeyframeMs >= Math.max(keyframeMs, shareOfTime * this.keyframeTookMs)) this.mark()
  }

  /** Takes a keyframe of where the engine stands. */
  mark(changes = this.applied): void {
    const start = this.now()
    this.keyframes.add({ state: this.engine.getState(), changes }, [this.engine.update, this.newest])
    // A pause of the machine must not be taken for the cost of a keyframe.
    const took = this.now() - start
    this.keyframeTookMs = Math.min(took, 2 * this.keyframeTookMs + leastTookMs)
    this.sinceKeyframeMs = 0
  }

  /** Sets out for an update; `advance` goes there. @param wanted at most the newest one */
  seek(wanted: number): void {
    const { engine } = this
    this.target = Math.max(this.keyframes.first!.state.update, Math.min(Math.floor(wanted), this.newest))
    if (this.target === this.newest) {
      this.leave()
      return
    }
    if (this.target === engine.update) return
    this.head ??= { state: engine.getState(), history: engine.getHistory() }
    const keyframe = this.keyframes.findBefore(this.target) ?? this.keyframes.first!
    const isAhead = engine.update < this.target && engine.update >= keyframe.state.update
    if (this.replay === null || !isAhead) this.replay = new Replay(engine, this.changes, keyframe)
  }

  /** Replays for about `budgetMs`. @returns whether the update is reached */
  advance(budgetMs: number): boolean {
    const { engine, replay } = this
    if (replay === null) return true
    const start = this.now()
    while (engine.update < this.target && this.now() - start < budgetMs) {
      replay.advance(this.target, this.now)
      // Halfway, then halfway again: going back from there on is a short way.
      const before = this.keyframes.findBefore(engine.update + 1)!.state.update
      if (this.target > engine.update && engine.update - before >= this.target - engine.update) this.mark()
    }
    return engine.update >= this.target
  }

  /** Back to where the run itself stands. */
  leave(): void {
    const { head, engine } = this
    if (head === null) return
    this.head = null
    this.replay = null
    engine.applySettings(this.training)
    engine.restore(head.state, head.history)
  }

  /**
   * Makes the update looked at the newest one: what came after it is no longer there.
   * @returns seconds of training up to it
   */
  cut(): number {
    const { engine, head } = this
    const at = engine.update
    if (head === null || this.replay === null)
      throw new Error('the newest update is looked at: there is nothing to cut off')
    const seconds = findSeconds(head.history, at)
    const kept = cutColumns(head.history, at)
    // A row that goes on beyond the cut is made anew from its own updates.
    const from = kept.update.at(-1) ?? 0
    if (from < at) {
      this.seek(from)
      while (!this.advance(Infinity));
    }
    engine.restore(engine.getState(), kept)
    while (!this.replay.advance(at, this.now, seconds));
    this.changes = this.changes.filter(({ update }) => update <= at)
    this.keyframes.forgetAfter(at)
    this.head = null
    this.replay = null
    return seconds
  }
}
