/** The update under the microscope: computed when asked for, kept while it stays the same. */
import { checkCell } from '../analysis/checkCell'
import { measureCurvature } from '../analysis/curvature'
import { sweepEpsilon } from '../analysis/epsilonSweep'
import { mapSaturation } from '../analysis/slopes'
import { createStep } from '../analysis/step'
import { InspectedStep } from '../analysis/stepPicture'
import { createLabError, LabFailure } from '../protocol/errors'
import type { CellId, InspectRequest, SaturationMap, StepPicture } from '../protocol/microscope'
import type { CellCheck, Curvature, EpsilonSweep } from '../protocol/checks'
import type { WorkProgress } from '../protocol/trainerApi'
import type { TrainingSettings } from '../spec/experiment'
import type { Fault } from '../spec/fault'
import { checkRun } from './checkRun'
import type { TrainingRun } from './trainingRun'

/** Numbers of an update that are held: 512 MiB of float64. */
export const mostStepNumbers = 2 ** 26

interface Held {
  /** A restart makes another one: the same update may be reached by another way. */
  engine: TrainingRun['engine']
  update: number
  settings: TrainingSettings
  fault: string
  inspected: InspectedStep
}

export class Microscope {
  private held: Held | null = null

  constructor(private readonly pause: () => Promise<void>) {}

  /** Lets go of the update in hand. */
  forget(): void {
    this.held = null
  }

  inspect(run: TrainingRun, runId: number, request: InspectRequest): StepPicture {
    return this.take(run, request.fault).picture(runId, request)
  }

  mapSaturation(run: TrainingRun): SaturationMap {
    // f′ is of the forward pass: a planted mistake does not touch it, and the update in hand serves.
    const inspected = this.holds(run) ? this.held!.inspected : this.take(run, null)
    return mapSaturation(inspected.step)
  }

  checkCell(run: TrainingRun, fault: Fault | null, cell: CellId): CellCheck | null {
    return checkCell(this.take(run, fault).step, cell)
  }

  checkGradient(run: TrainingRun, fault: Fault | null, progress: WorkProgress) {
    return checkRun(run, fault, this.watch(progress))
  }

  async sweepEpsilon(run: TrainingRun, fault: Fault | null, progress: WorkProgress): Promise<EpsilonSweep> {
    return this.finish(sweepEpsilon(this.take(run, fault).step), progress)
  }

  /** Does a work piece by piece. */
  private async finish<Value>(
    work: Generator<{ done: number; total: number }, Value>,
    progress: WorkProgress,
  ): Promise<Value> {
    const report = this.watch(progress)
    for (;;) {
      const { value, done } = work.next()
      if (done === true) return value
      await report(value.done, value.total)
    }
  }

  async measureCurvature(run: TrainingRun, progress: WorkProgress): Promise<Curvature> {
    return this.finish(measureCurvature(this.take(run, null).step), progress)
  }

  /** Tells how far the work is, lets other messages in, and ends it when told so. */
  private watch(progress: WorkProgress) {
    return async (done: number, total: number): Promise<void> => {
      const goOn = await progress(done, total)
      await this.pause()
      if (!goOn) throw new LabFailure(createLabError('cancelled', 'The work was ended before it was done.'))
    }
  }

  /** Whether the update in hand is the one that comes next, whatever mistake is planted into it. */
  private holds({ engine, training }: TrainingRun): boolean {
    const { held } = this
    return held?.engine === engine && held.update === engine.update && held.settings === training
  }

  /** The update that comes next, with a mistake planted or without. */
  take(run: TrainingRun, fault: Fault | null): InspectedStep {
    const { engine, shape, prepared, training } = run
    const key = fault === null ? '' : `${fault.name} ${fault.layer}`
    if (this.holds(run) && this.held!.fault === key) return this.held!.inspected
    const rows = engine.getNextBatch()
    refuseTooLarge(shape, rows.length)
    const step = createStep(
      {
        shape,
        data: { x: prepared.x, y: prepared.dataset.y },
        rows,
        state: engine.getState(),
        settings: training,
        learningRate: engine.learningRate,
        update: engine.update + 1,
      },
      fault,
    )
    const inspected = new InspectedStep(step)
    this.held = { engine, update: engine.update, settings: training, fault: key, inspected }
    return inspected
  }
}

function refuseTooLarge(shape: TrainingRun['shape'], m: number): void {
  const perSample = shape.layers.reduce((sum, { units }) => sum + 4 * units, shape.inputs + shape.outputs)
  const numbers = m * perSample + 6 * shape.parameters
  if (numbers <= mostStepNumbers) return
  throw new LabFailure(
    createLabError(
      'stepTooLarge',
      `One update of this batch has ${numbers} numbers; at most ${mostStepNumbers} are held at once. A smaller batch can be looked at.`,
    ),
  )
}
