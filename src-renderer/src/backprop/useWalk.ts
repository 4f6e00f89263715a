/** Where in the update the reader stands, by hand or playing. */
import {
  computed,
  onScopeDispose,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue'
import {
  carryStop,
  createWalkPlan,
  endOfStep,
  nextStop,
  previousStop,
  stepOf,
  type LayerStep,
  type Stop,
  type WalkLevel,
  type WalkPlan,
  type WalkShape,
} from './walkPlan'

/** Stops a second. */
export const walkSpeeds = [0.5, 1, 2, 4, 8, 16] as const

export interface Walk {
  plan: ComputedRef<WalkPlan>
  stop: ShallowRef<Stop>
  /** Counts the moves made by a person or by playing; a batch of another size is none. */
  moves: Ref<number>
  level: Ref<WalkLevel>
  /** Index of the step in hand. */
  current: ComputedRef<number>
  step: ComputedRef<LayerStep>
  playing: Ref<boolean>
  speed: Ref<number>
  goToStep(index: number): void
  goTo(stop: Stop): void
  /** False when there is no further stop. */
  next(): boolean
  previous(): boolean
}

/** Starts where all gradients are there, so that the first look shows the whole update. */
export function useWalk(shape: ComputedRef<WalkShape>): Walk {
  const plan = computed(() => createWalkPlan(shape.value))
  const whole = () => endOfStep(plan.value, plan.value.steps.length - 2)
  const stop = shallowRef<Stop>(whole())
  const level = ref<WalkLevel>('layer')
  const moves = ref(0)
  const playing = ref(false)
  const speed = ref<number>(1)
  const current = computed(() => stepOf(plan.value, stop.value))
  const step = computed(() => plan.value.steps[current.value]!)
  watch(
    plan,
    (now, before) => {
      const carried = carryStop(before, now, stop.value)
      stop.value = carried ?? whole()
      if (carried === null) playing.value = false
    },
    { flush: 'sync' },
  )
  const goTo = (to: Stop): void => {
    stop.value = to
    moves.value++
  }
  const move = (to: Stop | null): boolean => {
    if (to === null) return false
    goTo(to)
    return true
  }
  const walk: Walk = {
    plan,
    stop,
    moves,
    level,
    current,
    step,
    playing,
    speed,
    goTo,
    goToStep: (index) =>
      goTo(endOfStep(plan.value, Math.max(0, Math.min(plan.value.steps.length - 1, index)))),
    next: () => move(nextStop(plan.value, level.value, stop.value)),
    previous: () => move(previousStop(plan.value, level.value, stop.value)),
  }
  usePlaying(walk)
  return walk
}

/** Moves on by itself while playing, to the end of the update. */
function usePlaying({ playing, speed, next }: Walk): void {
  let timer: ReturnType<typeof setInterval> | undefined
  watch(
    [playing, speed],
    () => {
      clearInterval(timer)
      if (!playing.value) return
      timer = setInterval(() => {
        if (!next()) playing.value = false
      }, 1000 / speed.value)
    },
    { flush: 'sync' },
  )
  onScopeDispose(() => clearInterval(timer))
}
