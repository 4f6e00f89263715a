/**
 * The optimizers over a run of numbers of an arena, as core/optimizers has them. What is new goes into the arenas
 * named `next…`, so that an update that leaves a number that is not finite can be left out whole.
 */
import { Optimizer } from './codes'
import { powerOf } from './functions'
import { getPlan } from './plan'

/** Numbers of an update that are the same for every parameter. Called once an update. */
export function prepareOptimizer(rate: f64): void {
  const plan = getPlan()
  plan.rate32 = <f32>rate
  if (plan.optimizer == Optimizer.adam || plan.optimizer == Optimizer.adamw) {
    const step = plan.step + 1
    plan.stepMean = <f32>(rate / (1 - powerOf(plan.beta1, step)))
    plan.stepSquare = <f32>(1 / Math.sqrt(1 - powerOf(plan.beta2, step)))
  }
}

/** @param from, to bytes into the arenas. @returns 0, or NaN when a new number is not finite */
export function applyOptimizer(from: usize, to: usize): f64 {
  const plan = getPlan()
  switch (plan.optimizer) {
    case Optimizer.rmsprop:
      return applyRmsprop(from, to)
    case Optimizer.adam:
    case Optimizer.adamw:
      return applyAdam(from, to)
    default:
      return plan.momentum > 0 ? applyMomentum(from, to) : applySgd(from, to)
  }
}

/** Adds x − x of each lane: 0 while all are finite. */
function check(sum: v128, a: v128): v128 {
  return f32x4.add(sum, f32x4.sub(a, a))
}

/** ε as float32 has it, but never 0: a gradient that was always 0 would be divided by it. */
function getEpsilon(): f32 {
  return max<f32>(<f32>getPlan().epsilon, f32.MIN_NORMAL_VALUE)
}

function addLanes(a: v128): f64 {
  return (
    <f64>f32x4.extract_lane(a, 0) +
    <f64>f32x4.extract_lane(a, 1) +
    <f64>f32x4.extract_lane(a, 2) +
    <f64>f32x4.extract_lane(a, 3)
  )
}

function applySgd(from: usize, to: usize): f64 {
  const plan = getPlan()
  const w = plan.weights
  const next = plan.nextWeights
  const g = plan.gradients
  const rate = f32x4.splat(plan.rate32)
  const clip = f32x4.splat(plan.clipFactor)
  let finite = f32x4.splat(0)
  for (let p = from; p < to; p += 16) {
    const gradient = f32x4.mul(v128.load(g + p), clip)
    const after = f32x4.sub(v128.load(w + p), f32x4.mul(rate, gradient))
    v128.store(next + p, after)
    finite = check(finite, after)
  }
  return addLanes(finite)
}

/** v ← μ v + g; W ← W − η v, or with Nesterov W − η (g + μ v). */
function applyMomentum(from: usize, to: usize): f64 {
  const plan = getPlan()
  const w = plan.weights
  const next = plan.nextWeights
  const g = plan.gradients
  const v = plan.mean
  const nextV = plan.nextMean
  const rate = f32x4.splat(plan.rate32)
  const clip = f32x4.splat(plan.clipFactor)
  const momentum = f32x4.splat(<f32>plan.momentum)
  const nesterov = plan.nesterov != 0
  let finite = f32x4.splat(0)
  for (let p = from; p < to; p += 16) {
    const gradient = f32x4.mul(v128.load(g + p), clip)
    const velocity = f32x4.add(f32x4.mul(momentum, v128.load(v + p)), gradient)
    const step = nesterov ? f32x4.add(gradient, f32x4.mul(momentum, velocity)) : velocity
    const after = f32x4.sub(v128.load(w + p), f32x4.mul(rate, step))
    v128.store(nextV + p, velocity)
    v128.store(next + p, after)
    finite = check(check(finite, velocity), after)
  }
  return addLanes(finite)
}

/** s ← ρ s + (1 − ρ) g²; W ← W − η g/(√s + ε). */
function applyRmsprop(from: usize, to: usize): f64 {
  const plan = getPlan()
  const w = plan.weights
  const next = plan.nextWeights
  const g = plan.gradients
  const s = plan.square
  const nextS = plan.nextSquare
  const rate = f32x4.splat(plan.rate32)
  const clip = f32x4.splat(plan.clipFactor)
  const rho = f32x4.splat(<f32>plan.beta2)
  const rest = f32x4.splat(<f32>(1 - plan.beta2))
  const epsilon = f32x4.splat(getEpsilon())
  let finite = f32x4.splat(0)
  for (let p = from; p < to; p += 16) {
    const gradient = f32x4.mul(v128.load(g + p), clip)
    const square = f32x4.add(f32x4.mul(rho, v128.load(s + p)), f32x4.mul(rest, f32x4.mul(gradient, gradient)))
    const step = f32x4.div(f32x4.mul(rate, gradient), f32x4.add(f32x4.sqrt(square), epsilon))
    const after = f32x4.sub(v128.load(w + p), step)
    v128.store(nextS + p, square)
    v128.store(next + p, after)
    finite = check(check(finite, square), after)
  }
  return addLanes(finite)
}

/** Adam with bias correction; AdamW first takes η λ W off the weights. */
function applyAdam(from: usize, to: usize): f64 {
  const plan = getPlan()
  const w = plan.weights
  const next = plan.nextWeights
  const g = plan.gradients
  const m = plan.mean
  const nextM = plan.nextMean
  const s = plan.square
  const nextS = plan.nextSquare
  const clip = f32x4.splat(plan.clipFactor)
  const beta1 = f32x4.splat(<f32>plan.beta1)
  const rest1 = f32x4.splat(<f32>(1 - plan.beta1))
  const beta2 = f32x4.splat(<f32>plan.beta2)
  const rest2 = f32x4.splat(<f32>(1 - plan.beta2))
  const epsilon = f32x4.splat(getEpsilon())
  const stepMean = f32x4.splat(plan.stepMean)
  const stepSquare = f32x4.splat(plan.stepSquare)
  const decay = plan.optimizer == Optimizer.adamw ? <f64>plan.rate * plan.weightDecay : 0
  const kept = f32x4.splat(<f32>(1 - decay))
  let finite = f32x4.splat(0)
  for (let p = from; p < to; p += 16) {
    const gradient = f32x4.mul(v128.load(g + p), clip)
    const mean = f32x4.add(f32x4.mul(beta1, v128.load(m + p)), f32x4.mul(rest1, gradient))
    const square = f32x4.add(
      f32x4.mul(beta2, v128.load(s + p)),
      f32x4.mul(rest2, f32x4.mul(gradient, gradient)),
    )
    const divisor = f32x4.add(f32x4.mul(f32x4.sqrt(square), stepSquare), epsilon)
    const step = f32x4.div(f32x4.mul(stepMean, mean), divisor)
    const after = f32x4.sub(f32x4.mul(v128.load(w + p), kept), step)
    v128.store(nextM + p, mean)
    v128.store(nextS + p, square)
    v128.store(next + p, after)
    finite = check(check(check(finite, mean), square), after)
  }
  return addLanes(finite)
}

/** What the update made becomes what is. */
export function adoptNext(): void {
  const plan = getPlan()
  const weights = plan.weights
  plan.weights = plan.nextWeights
  plan.nextWeights = weights
  const mean = plan.mean
  plan.mean = plan.nextMean
  plan.nextMean = mean
  const square = plan.square
  plan.square = plan.nextSquare
  plan.nextSquare = square
}
