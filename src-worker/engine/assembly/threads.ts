/**
 * Work shared by threads over one memory, which look at words in it; sleeping and waking is the host's. The first thread sets a phase, does its own part and waits for the others;
 * which part is whose depends on sizes and the number of threads, never the result: every number is computed whole
 * by one thread, in the same order as alone.
 */
import { countAllBlocks, finishBlocks } from './gradients'
import { evaluatePanels } from './evaluation'
import { countPanels, passPanels } from './passes'
import { getLayer, getPlan } from './plan'
import { biasGradient, gradientProduct } from './products'

export const enum Phase {
  pass,
  gradients,
  measure,
  apply,
  finish,
  evaluate,
  leave,
}

/** Looks at the next phase this often before a thread asks to sleep: about a tenth of a millisecond. */
const patience: i32 = 100_000

/** Words apart from each other, so that threads do not fight for a cache line. */
const generationAt: usize = 0
const doneAt: usize = 128
/** How many threads sleep, or are about to. */
const asleepAt: usize = 64

/** Wakes the threads that sleep; the host's. */
declare function ring(): void

/** Leaves the core to others for a moment; the host's. */
declare function rest(): void

/** Carries a phase out on all threads; returns when all of it is done. */
export function carryOut(phase: i32): void {
  const plan = getPlan()
  if (plan.threads == 1) {
    doPart(phase, 0, 1)
    return
  }
  const signals = plan.signals
  plan.phase = phase
  atomic.store<i32>(signals + doneAt, 0)
  atomic.add<i32>(signals + generationAt, 1)
  if (atomic.load<i32>(signals + asleepAt) > 0) ring()
  if (phase != Phase.leave) doPart(phase, 0, plan.threads)
  const others = plan.threads - 1
  // Where there are more threads than cores, whoever only looks keeps away the one it waits for.
  for (let looks = 0; atomic.load<i32>(signals + doneAt) < others; looks++) if (looks > patience) rest()
}

/**
 * Another thread's part of the phases that come, from the one after `generation` on, as long as they follow each other
 * closely. @returns the generation reached, or −1 when the thread is sent home
 */
export function assist(thread: i32, generation: i32): i32 {
  const plan = getPlan()
  const signals = plan.signals
  for (let looks = 0; looks < patience; looks++) {
    if (atomic.load<i32>(signals + generationAt) == generation) continue
    generation++
    looks = 0
    const phase = plan.phase
    if (phase != Phase.leave && thread < plan.threads) doPart(phase, thread, plan.threads)
    atomic.add<i32>(signals + doneAt, 1)
    if (phase == Phase.leave) return -1
  }
  return generation
}

/** The phase that threads wait beyond. */
export function getGeneration(): i32 {
  return atomic.load<i32>(getPlan().signals + generationAt)
}

function doPart(phase: i32, thread: i32, threads: i32): void {
  switch (phase) {
    case Phase.pass: {
      const panels = countPanels()
      passPanels(share(panels, thread, threads), share(panels, thread + 1, threads))
      return
    }
    case Phase.gradients:
      return takeGradients(thread, threads)
    case Phase.evaluate: {
      const panels = countPanels()
      evaluatePanels(share(panels, thread, threads), share(panels, thread + 1, threads))
      return
    }
    default: {
      const blocks = countAllBlocks()
      const from = share(blocks, thread, threads)
      const to = share(blocks, thread + 1, threads)
      finishBlocks(from, to, phase != Phase.apply, phase != Phase.measure)
    }
  }
}

/** Where the part of a thread begins. */
function share(size: i32, thread: i32, threads: i32): i32 {
  return (size * thread) / threads
}

/** ΔW is shared by inputs, in whole tiles; Δb is the last thread's. */
function takeGradients(thread: i32, threads: i32): void {
  const plan = getPlan()
  for (let l = 0; l < plan.layers; l++) {
    const layer = getLayer(l)
    const tiles = (layer.inputs + 4) / 5
    const from = share(tiles, thread, threads) * 5
    const to = min(layer.inputs, share(tiles, thread + 1, threads) * 5)
    if (from < to) gradientProduct(layer, from, to)
    if (layer.bias && thread == threads - 1) biasGradient(layer)
  }
}
