/** One run of a sweep from beginning to end: the same session code as a training, without its frames. */
import type { Dataset } from '../core/dataset'
import { createLabError, type Reply } from '../protocol/errors'
import type { Curve, Measures, RunSummary } from '../protocol/sweeps'
import type { Attachment } from '../protocol/tables'
import type { DataSource, Experiment } from '../spec/experiment'
import { isSameJson } from '../spec/isSameJson'
import { getShareDone } from '../sweep/shareDone'
import type { ShareListener } from '../sweep/sweepApi'
import { findBest, readRow, shortenCurve } from '../sweep/sweepCurve'
import { createRun, findKeptDataset } from './openRun'
import type { LoopEnvironment } from './runLoop'
import type { TrainingRun } from './trainingRun'

/** Long enough that turns of the event loop cost nothing, short enough for helper threads and heartbeats. */
const sliceMs = 25
const shareIntervalMs = 200

/** Rows that were read before, of the source they came from. */
export interface StoredData {
  source: DataSource
  dataset: Dataset
}

/** Makes runs one after the other; data that stays the same is read once. */
export class SweepRunner {
  private previous: TrainingRun | null = null

  /**
   * @param attachments every file that an experiment may name
   * @param stored instead of files that are not at hand
   */
  constructor(
    private readonly attachments: Attachment[],
    private readonly environment: LoopEnvironment,
    private readonly stored: StoredData | null = null,
  ) {}

  /** What the last run was made of; null before the first. */
  get dataset(): Dataset | null {
    return this.previous?.prepared.dataset ?? null
  }

  /** @param onShare called once when the experiment has been found to be usable, then on the way */
  async run(experiment: Experiment, onShare: ShareListener): Promise<Reply<RunSummary>> {
    const kept = findKeptDataset(this.previous, experiment) ?? this.findStored(experiment)
    const created = createRun(experiment, this.attachments, this.environment, kept)
    if (!created.ok) return created
    const run = created.value
    this.previous = run
    try {
      await this.runToEnd(run, onShare)
      if (run.state === 'finished' || run.state === 'diverged') return { ok: true, value: summarizeRun(run) }
      return { ok: false, error: createLabError('internal', `the run ended ${run.state}`) }
    } finally {
      run.close()
    }
  }

  /** Both sources come from the schema, which gives fields one order. */
  private findStored({ data }: Experiment): Dataset | null {
    const { stored } = this
    return stored !== null && isSameJson(data.source, stored.source) ? stored.dataset : null
  }

  private async runToEnd(run: TrainingRun, onShare: ShareListener): Promise<void> {
    const { pause, now } = this.environment
    const { stop } = run.experiment.training
    onShare(0)
    let reportedAt = now()
    run.start()
    while (run.state === 'running') {
      run.advance(Infinity, sliceMs)
      if (now() - reportedAt > shareIntervalMs) {
        reportedAt = now()
        const { update } = run.engine
        onShare(getShareDone({ update, updatesPerEpoch: run.engine.countPerEpoch() }, stop, 0))
      }
      await pause()
    }
  }
}

const noMeasures: Measures = {
  trainingCost: NaN,
  validationCost: NaN,
  accuracy: NaN,
  validationAccuracy: NaN,
}

/** @param run finished or diverged; its last weights are evaluated where that has not been done */
export function summarizeRun(run: TrainingRun): RunSummary {
  const hasDiverged = run.state === 'diverged'
  const columns = run.evaluations.getColumns()
  const curve: Curve = {
    update: [...columns.update],
    epoch: [...columns.epoch],
    trainingCost: [...columns.cost],
    validationCost: [...columns.validationCost],
    accuracy: [...columns.accuracy],
    validationAccuracy: [...columns.validationAccuracy],
  }
  const { update: updates, samples } = run.engine
  const epochs = samples / run.prepared.split.training.length
  const final = hasDiverged ? noMeasures : evaluateLast(run)
  if (!hasDiverged && curve.update.at(-1) !== updates) {
    curve.update.push(updates)
    curve.epoch.push(epochs)
    for (const name of Object.keys(final) as (keyof Measures)[]) curve[name].push(final[name])
  }
  return {
    state: hasDiverged ? 'diverged' : 'finished',
    stopReason: hasDiverged ? null : run.stopReason,
    updates,
    epochs,
    seconds: run.seconds,
    final,
    best: findBest(curve.update.map((_, row) => readRow(curve, row))),
    curve: shortenCurve(curve),
  }
}

function evaluateLast(run: TrainingRun): Measures {
  while (!run.settle(Infinity));
  const { training, validation } = run.evaluations.peek()!
  return {
    trainingCost: training.cost,
    validationCost: validation?.cost ?? NaN,
    accuracy: training.accuracy,
    validationAccuracy: validation?.accuracy ?? NaN,
  }
}
