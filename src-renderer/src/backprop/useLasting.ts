/** What of the microscope outlives its stage, one a trainer: the planted fault, exercises, and checks under way. */
import { computed, effectScope, shallowRef, watch, watchEffect, type ComputedRef, type ShallowRef } from 'vue'
import type { Curvature, EpsilonSweep } from '../../../src-worker/protocol/checks'
import type { GradientCheckReport } from '../../../src-worker/protocol/checks'
import type { Fault } from '../../../src-worker/spec/fault'
import type { Trainer } from '../trainer/trainer'
import { useHeldBack } from '../trainer/useHeldBack'
import { useLongWork, type LongWork } from './check/useLongWork'
import { usePractice, type Practice } from './practice/usePractice'

export interface Lasting {
  /** Names the update that comes next; empty without a run. Two updates with one name have the same numbers. */
  moment: ComputedRef<string>
  /** Sizes of the network; what is chosen in one has no place in another. */
  network: ComputedRef<string>
  /** Planted into the backward pass; null for none. */
  fault: ShallowRef<Fault | null>
  practice: Practice
  check: LongWork<GradientCheckReport>
  sweep: LongWork<EpsilonSweep>
  curvature: LongWork<Curvature>
}

const lasting = new WeakMap<Trainer, Lasting>()

export function useLasting(trainer: Trainer): Lasting {
  const held = lasting.get(trainer)
  if (held !== undefined) return held
  const made = effectScope(true).run(() => createLasting(trainer))!
  lasting.set(trainer, made)
  return made
}

function createLasting(trainer: Trainer): Lasting {
  const settings = computed(() => {
    const { training, network: shape } = trainer.run.value?.experiment ?? {}
    // When a run stops touches no number; typed weights are drawn anew from a seed, never typed again.
    const start = shape?.initialization.kind === 'explicit' ? 'explicit' : shape?.initialization
    return JSON.stringify([{ ...training, stop: null }, start])
  })
  const moment = computed(() => {
    const run = trainer.run.value
    const frame = trainer.frame.value
    if (run === null) return ''
    const parts = [
      run.runId,
      run.number,
      frame?.restarts ?? 0,
      frame?.update ?? 0,
      frame?.state ?? run.state,
      frame?.learningRate,
      frame?.edits,
    ]
    return `${parts.join(' ')} ${settings.value}`
  })
  const network = computed(() => {
    const run = trainer.run.value
    const layers = run?.experiment.network.layers.map(({ units, bias }) => [units, bias])
    return JSON.stringify([run?.data.inputs, layers])
  })
  const fault = shallowRef<Fault | null>(null)
  const practice = usePractice()
  const heldBack = useHeldBack(trainer)
  watchEffect(() => (heldBack.value = practice.hiding.value), { flush: 'sync' })
  const worked = () => `${moment.value} ${JSON.stringify(fault.value)}`
  const check = useLongWork((progress) => trainer.checkGradient(fault.value, progress), worked)
  const sweep = useLongWork((progress) => trainer.sweepEpsilon(fault.value, progress), worked)
  const curvature = useLongWork(
    (progress) => trainer.measureCurvature(progress),
    () => moment.value,
  )
  // Another update has other numbers: what was answered for one says nothing of the next.
  watch(moment, practice.reopen)
  watch(network, () => {
    fault.value = null
    practice.faultHidden.value = false
    practice.clear()
  })
  return { moment, network, fault, practice, check, sweep, curvature }
}
