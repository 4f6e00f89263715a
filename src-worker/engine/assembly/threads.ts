/**
 * Work shared by threads over one memory. The first thread sets a phase, does its own part and waits for the others;
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

/** Looks at a word this often before a thread goes to sleep on it. */
const patience: i32 = 4000

/** Words apart from each other, so that threads do not fight for a cache line. */
const generationAt: usize = 0
const doneAt: usize = 128

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
  atomic.notify(signals + generationAt, 64)
  doPart(phase, 0, plan.threads)
  const others = plan.threads - 1
  let looks = 0
  let done = atomic.load<i32>(signals + doneAt)
  while (done < others) {
    if (++looks > patience) atomic.wait<i32>(signals + doneAt, done, 1_000_000)
    done = atomic.load<i32>(signals + doneAt)
  }
}

/** The life of another thread: parts of phases until told to leave. Begins at the generation it was made in. */
export function assist(thread: i32, generation: i32): void {
  const plan = getPlan()
  const signals = plan.signals
  while (true) {
    let looks = 0
    while (atomic.load<i32>(signals + generationAt) == generation) {
      if (++looks > patience) atomic.wait<i32>(signals + generationAt, generation, -1)
    }
    generation++
    const phase = plan.phase
    if (phase != Phase.leave && thread < plan.threads) doPart(phase, thread, plan.threads)
    atomic.add<i32>(signals + doneAt, 1)
    atomic.notify(signals + doneAt, 1)
    if (phase == Phase.leave) return
  }
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
