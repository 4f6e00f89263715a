/** Answers what the cost is around the shown moment, and how noisy its gradient: on copies, in pieces. */
import { mapCost, type WorkDone } from '../analysis/costSurface'
import { countNoiseWork, measureNoise, planNoise } from '../analysis/gradientNoise'
import { writeTensorsInto } from '../core/network'
import { createLabError, LabFailure } from '../protocol/errors'
import type { CostSurface, GradientNoise, NoiseRequest, SurfaceRequest } from '../protocol/surface'
import type { WorkProgress } from '../protocol/trainerApi'
import type { Problem } from '../spec/problem'
import { createPathMoments } from './pathMoments'
import { findNoiseProblems, findSurfaceProblems } from './surfaceProblems'
import type { TrainingRun } from './trainingRun'

/** Work between two pauses, and between two reports, milliseconds. */
const turnMs = 6
const reportMs = 50
/** As of other views over a run: several moments are held at once. */
const mostParameters = 2 ** 23

export class SurfaceReader {
  /** @param pause lets waiting messages in */
  constructor(
    private readonly pause: () => Promise<void>,
    private readonly now: () => number,
  ) {}

  /** @param find throws when the run is no longer open; the work then ends */
  async mapCost(
    find: () => TrainingRun,
    request: SurfaceRequest,
    progress: WorkProgress,
  ): Promise<CostSurface> {
    const run = find()
    const { shape, prepared, training } = run
    refuse(findSurfaceProblems(run, request))
    refuseTooLarge(run)
    const moments = createPathMoments(run)
    const done: WorkDone = { done: 0, total: 2 * moments.count + request.resolution ** 2 }
    const { now } = this
    function* work(): Generator<WorkDone, CostSurface> {
      const path = yield* moments.read(now, done)
      const source = {
        shape,
        data: { x: prepared.x, y: prepared.dataset.y },
        rows: prepared.split[request.part],
        settings: training,
        here: moments.here,
        moments: path,
      }
      return yield* mapCost(source, request, done)
    }
    return this.finish(work(), done, find, progress)
  }

  /** @param find throws when the run is no longer open; the work then ends */
  async measureNoise(
    find: () => TrainingRun,
    request: NoiseRequest,
    progress: WorkProgress,
  ): Promise<GradientNoise> {
    const run = find()
    const { shape, prepared, training, engine } = run
    refuse(findNoiseProblems(request))
    refuseTooLarge(run)
    const plan = planNoise(shape, prepared.split.training.length, request)
    const parameters = new Float64Array(shape.parameters)
    writeTensorsInto(parameters, shape, engine.parameters)
    const source = {
      shape,
      data: { x: prepared.x, y: prepared.dataset.y },
      training: prepared.split.training,
      cost: training.cost,
      here: { update: engine.update, parameters },
    }
    const done: WorkDone = { done: 0, total: countNoiseWork(plan) }
    return this.finish(measureNoise(source, plan, request.seed, done), done, find, progress)
  }

  /** Does a work to its end, in turns. */
  private async finish<Value>(
    work: Generator<WorkDone, Value>,
    done: WorkDone,
    find: () => TrainingRun,
    progress: WorkProgress,
  ): Promise<Value> {
    const { engine } = find()
    let reported = -Infinity
    for (;;) {
      if (this.now() - reported >= reportMs) {
        reported = this.now()
        const goOn = await progress(done.done, done.total)
        if (!goOn) throw new LabFailure(createLabError('cancelled', 'The work was ended before it was done.'))
      }
      await this.pause()
      if (find().engine !== engine)
        throw new LabFailure(createLabError('staleRun', 'The run has begun anew.'))
      const start = this.now()
      let step = work.next()
      while (step.done !== true && this.now() - start < turnMs) step = work.next()
      if (step.done === true) return step.value
    }
  }
}

function refuse(problems: Problem[]): void {
  if (problems.length === 0) return
  throw new LabFailure(createLabError('invalidData', 'The request does not fit the run.', '', problems))
}

function refuseTooLarge({ shape }: TrainingRun): void {
  if (shape.parameters <= mostParameters) return
  throw new LabFailure(
    createLabError(
      'stepTooLarge',
      `The cost surface and the gradient's noise are computed for networks of at most ${mostParameters} parameters; this one has ${shape.parameters}.`,
    ),
  )
}
