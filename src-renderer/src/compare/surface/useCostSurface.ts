/** What of the cost surface outlives its view, one a trainer: choices, the last surface, the eye, work under way. */
import { computed, effectScope, reactive, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { CostSurface, GradientNoise, SurfaceRequest } from '../../../../src-worker/protocol/surface'
import { useLongWork, type LongWork } from '../../backprop/check/useLongWork'
import { useLasting } from '../../backprop/useLasting'
import type { Trainer } from '../../trainer/trainer'
import { createNoiseRequest } from './noiseSizes'
import { firstCamera } from './projection'
import { createRequest, findObstacle, type SurfaceSettings } from './surfaceRequest'
import type { GridPoint } from './surfaceGrid'

/** A surface and the request that it answers. */
export interface KnownSurface {
  surface: CostSurface
  request: SurfaceRequest
  /** Of what the plane goes through, and what was chosen, as names: others have other costs. */
  moment: string
  choices: string
}

export interface CostSurfaceState {
  trainer: Trainer
  settings: SurfaceSettings
  /** Null without a run. */
  request: ComputedRef<SurfaceRequest | null>
  obstacle: ComputedRef<'sameParameter' | 'noPath' | null>
  known: Readonly<ShallowRef<KnownSurface | null>>
  work: LongWork<KnownSurface>
  /** As they are now. */
  moment: ComputedRef<string>
  choices: ComputedRef<string>
  /** Whether the known surface is of another moment, of the same update with other weights, or of other choices. */
  stale: ComputedRef<'moment' | 'weights' | 'choices' | null>
  running: ComputedRef<boolean>
  /** The update that is shown. */
  update: ComputedRef<number>
  noise: LongWork<GradientNoise>
  /** The grid point that pointer or keys are at. */
  spot: ShallowRef<GridPoint | null>
}

const lasting = new WeakMap<Trainer, CostSurfaceState>()

export function useCostSurface(trainer: Trainer): CostSurfaceState {
  const held = lasting.get(trainer)
  if (held !== undefined) return held
  const made = effectScope(true).run(() => createState(trainer))!
  lasting.set(trainer, made)
  return made
}

const createSettings = (): SurfaceSettings =>
  reactive({
    plane: 'parameters',
    x: null,
    y: null,
    seed: 1,
    part: 'training',
    withPenalty: false,
    resolution: 41,
    scale: 'linear',
    look: 'map',
    asTable: false,
    follows: false,
    camera: { ...firstCamera },
  })

function createState(trainer: Trainer): CostSurfaceState {
  const settings = createSettings()
  const spot = shallowRef<GridPoint | null>(null)
  const known = shallowRef<KnownSurface | null>(null)
  const update = computed(() => trainer.frame.value?.update ?? trainer.run.value?.update ?? 0)
  const newest = computed(() => Math.max(update.value, trainer.frame.value?.newest ?? 0))
  const running = computed(() => (trainer.frame.value?.state ?? trainer.run.value?.state) === 'running')
  const request = computed(() =>
    trainer.run.value === null ? null : createRequest(settings, trainer.run.value),
  )
  const moment = computed(() => createMomentName(trainer)(update.value))
  const choices = computed(() => nameChoices(trainer, request.value))
  const obstacle = computed(() => (request.value === null ? null : findObstacle(request.value, newest.value)))
  const work = useLongWork<KnownSurface>(
    async (progress) => {
      const asked = { request: request.value!, choices: choices.value }
      // Weights may be set by hand meanwhile: the surface is of those that it began with.
      const nameAsked = createMomentName(trainer)
      const reply = await trainer.mapCost(asked.request, progress)
      if (!reply.ok) return reply
      const surface = reply.value
      return { ok: true, value: { ...asked, surface, moment: nameAsked(surface.update) } }
    },
    () => nameRun(trainer),
  )
  watch(work.value, (value) => value && (known.value = value), { flush: 'sync' })
  const clear = () => {
    known.value = null
    spot.value = null
  }
  // Another run, other start values, or the run begun anew: the way on the surface is no longer this run's.
  watch(() => nameRun(trainer), clear, { flush: 'sync' })
  watch(newest, (now, before) => now < before && clear(), { flush: 'sync' })
  const resolution = () => known.value?.surface.resolution
  watch(resolution, () => (spot.value = null), { flush: 'sync' })
  const { moment: microscopeMoment } = useLasting(trainer)
  const noise = useLongWork<GradientNoise>(
    (progress) => trainer.measureNoise(createNoiseRequest(trainer.run.value!), progress),
    () => microscopeMoment.value,
  )
  return {
    trainer,
    settings,
    request,
    obstacle,
    known,
    work,
    moment,
    choices,
    stale: computed(() => {
      if (known.value === null) return null
      if (known.value.surface.update !== update.value) return 'moment'
      if (known.value.moment !== moment.value) return 'weights'
      return known.value.choices === choices.value ? null : 'choices'
    }),
    running,
    update,
    noise,
    spot,
  }
}

/** The run, and the start values of its network: what is computed of one says nothing of another. */
function nameRun(trainer: Trainer): string {
  const run = trainer.run.value
  return run === null ? '' : `${run.runId} ${run.number} ${JSON.stringify(run.experiment.network)}`
}

/** Names updates of the run as it is now: an update that is reached by another way has another name. */
function createMomentName({ run, frame }: Trainer): (update: number) => string {
  const { runId, number } = run.value ?? {}
  const { restarts, edits } = frame.value ?? { restarts: 0, edits: 0 }
  return (update) => [runId, number, restarts, edits, update].join(' ')
}

/** The request, and the penalty where it is added. */
function nameChoices(trainer: Trainer, request: SurfaceRequest | null): string {
  const run = trainer.run.value
  if (run === null || request === null) return ''
  const { l1, l2 } = run.experiment.training
  return JSON.stringify([request, request.withPenalty ? [l1, l2] : null])
}
