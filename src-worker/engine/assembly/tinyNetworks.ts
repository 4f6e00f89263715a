/**
 * The pass of the smallest networks of all, the example's among them: up to four inputs, one hidden layer of up to
 * four units, one output, up to four samples. Everything between reading the weights and writing the gradients
 * stays in registers; no loop, no call but the activations.
 */
import { backwardVector, outputVector } from './activations'
import { Activation, Cost } from './codes'
import { Constant, get } from './constants'
import { getCostDivisor, maskSamples, sumLanes } from './costs'
import * as functions from './functions'
import { getLayer, getPlan, Layer } from './plan'

const most: i32 = 4

/** Whether all updates of the run, as it is set now, are tiny. */
export function isTiny(): bool {
  const plan = getPlan()
  if (plan.layers != 2 || plan.outputs != 1 || plan.inputs > most || plan.batchSize > most) return false
  const hidden = getLayer(0)
  const coupled = hidden.activation == Activation.softmax || getLayer(1).activation == Activation.softmax
  const known =
    plan.costCode == Cost.halfMeanSquaredError ||
    plan.costCode == Cost.meanSquaredError ||
    plan.costCode == Cost.binaryCrossEntropy
  return hidden.units <= most && known && !coupled
}

/** W x + b of hidden unit `j`; inputs that the network does not have are 0 in their panel. */
function preactivate(w: usize, b: usize, x: usize, inputs: i32): v128 {
  let sum = f32x4.splat(0)
  if (b != 0) sum = v128.load_splat<f32>(b)
  sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(w), v128.load(x)))
  sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(w, 16), v128.load(x, 32)))
  if (inputs > 2) {
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(w, 32), v128.load(x, 64)))
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(w, 48), v128.load(x, 96)))
  }
  return sum
}

function activateOne(code: i32, i: v128): v128 {
  return code == Activation.sigmoid ? functions.sigmoid(i) : outputVector(code, i)
}

function differentiate(code: i32, i: v128, o: v128): v128 {
  if (code == Activation.sigmoid) return f32x4.mul(o, f32x4.sub(get(Constant.one), o))
  return backwardVector(code, i, o)
}

/** Forward and back over the panels as they are gathered; the cost's terms and the gradients as other passes leave them. */
export function passTiny(): void {
  const plan = getPlan()
  const hidden = getLayer(0)
  const output = getLayer(1)
  const units = hidden.units
  const inputs = plan.inputs
  const x = hidden.x
  const w = plan.weights + ((<usize>hidden.weightsAt) << 2)
  const b = hidden.bias ? plan.weights + ((<usize>hidden.biasesAt) << 2) : 0
  const code = hidden.activation
  const zero = f32x4.splat(0)
  const i0 = preactivate(w, b, x, inputs)
  let i1 = zero
  let i2 = zero
  let i3 = zero
  const o0 = activateOne(code, i0)
  let o1 = zero
  let o2 = zero
  let o3 = zero
  if (units > 1) {
    i1 = preactivate(w + 4, b == 0 ? 0 : b + 4, x, inputs)
    o1 = activateOne(code, i1)
  }
  if (units > 2) {
    i2 = preactivate(w + 8, b == 0 ? 0 : b + 8, x, inputs)
    o2 = activateOne(code, i2)
  }
  if (units > 3) {
    i3 = preactivate(w + 12, b == 0 ? 0 : b + 12, x, inputs)
    o3 = activateOne(code, i3)
  }
  const v = plan.weights + ((<usize>output.weightsAt) << 2)
  const w0 = v128.load_splat<f32>(v)
  let i = f32x4.mul(w0, o0)
  if (output.bias) i = f32x4.add(i, v128.load_splat<f32>(plan.weights + ((<usize>output.biasesAt) << 2)))
  // The rows of units that are not there hold other numbers, but their outputs are 0.
  const w1 = v128.load_splat<f32>(v, 16)
  const w2 = v128.load_splat<f32>(v, 32)
  i = f32x4.add(i, f32x4.mul(w1, o1))
  i = f32x4.add(i, f32x4.mul(w2, o2))
  if (units > 3) i = f32x4.add(i, f32x4.mul(v128.load_splat<f32>(v, 48), o3))
  const d = takeCost(output, i)
  storeOutputGradients(plan.gradients, output, units, d, o0, o1, o2, o3)
  const d0 = f32x4.mul(f32x4.mul(w0, d), differentiate(code, i0, o0))
  let d1 = zero
  let d2 = zero
  let d3 = zero
  if (units > 1) d1 = f32x4.mul(f32x4.mul(w1, d), differentiate(code, i1, o1))
  if (units > 2) d2 = f32x4.mul(f32x4.mul(w2, d), differentiate(code, i2, o2))
  if (units > 3) {
    d3 = f32x4.mul(f32x4.mul(v128.load_splat<f32>(v, 48), d), differentiate(code, i3, o3))
  }
  storeHiddenGradients(plan.gradients, hidden, inputs, d0, d1, d2, d3)
}

/** The cost's terms into `costSums`. @returns ∂cost/∂i of the output, 0 in lanes without a sample */
function takeCost(output: Layer, i: v128): v128 {
  const plan = getPlan()
  const y = v128.load(plan.targetPanels)
  const o = activateOne(output.activation, i)
  const mask = maskSamples(0, 0)
  const difference = f32x4.sub(o, y)
  let terms: v128
  let slope = f32x4.mul(difference, f32x4.splat(<f32>(1 / getCostDivisor())))
  if (plan.costCode == Cost.binaryCrossEntropy) {
    const positive = f32x4.mul(y, functions.softplus(f32x4.neg(i)))
    terms = f32x4.add(positive, f32x4.mul(f32x4.sub(get(Constant.one), y), functions.softplus(i)))
  } else {
    const square = f32x4.mul(difference, difference)
    const halves = plan.costCode == Cost.halfMeanSquaredError
    terms = halves ? f32x4.mul(square, get(Constant.half)) : square
    if (!halves) slope = f32x4.add(slope, slope)
    slope = f32x4.mul(slope, differentiate(output.activation, i, o))
  }
  store<f64>(plan.costSums, sumLanes(v128.and(mask, terms)))
  return v128.and(mask, slope)
}

/** ΔW2 and Δb2: sums over the samples of o d, four of them turned into one vector. */
function storeOutputGradients(
  gradients: usize,
  output: Layer,
  units: i32,
  d: v128,
  o0: v128,
  o1: v128,
  o2: v128,
  o3: v128,
): void {
  const g = gradients + ((<usize>output.weightsAt) << 2)
  const sums = addColumns(f32x4.mul(o0, d), f32x4.mul(o1, d), f32x4.mul(o2, d), f32x4.mul(o3, d))
  v128.store32_lane(g, sums, 0)
  if (units > 1) v128.store32_lane(g + 16, sums, 1)
  if (units > 2) v128.store32_lane(g + 32, sums, 2)
  if (units > 3) v128.store32_lane(g + 48, sums, 3)
  if (output.bias) {
    const zero = f32x4.splat(0)
    v128.store32_lane(gradients + ((<usize>output.biasesAt) << 2), addColumns(d, zero, zero, zero), 0)
  }
}

/** The sums of four vectors' lanes, as one vector. */
function addColumns(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7))
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7))
  return f32x4.add(v128.shuffle<f64>(ab, cd, 0, 2), v128.shuffle<f64>(ab, cd, 1, 3))
}

/** ΔW1 and Δb1: a sample's four deltas in a vector, times each of its inputs. */
function storeHiddenGradients(
  gradients: usize,
  hidden: Layer,
  inputs: i32,
  d0: v128,
  d1: v128,
  d2: v128,
  d3: v128,
): void {
  const ab0 = v128.shuffle<f32>(d0, d1, 0, 4, 1, 5)
  const ab1 = v128.shuffle<f32>(d0, d1, 2, 6, 3, 7)
  const cd0 = v128.shuffle<f32>(d2, d3, 0, 4, 1, 5)
  const cd1 = v128.shuffle<f32>(d2, d3, 2, 6, 3, 7)
  const s0 = v128.shuffle<f64>(ab0, cd0, 0, 2)
  const s1 = v128.shuffle<f64>(ab0, cd0, 1, 3)
  const s2 = v128.shuffle<f64>(ab1, cd1, 0, 2)
  const s3 = v128.shuffle<f64>(ab1, cd1, 1, 3)
  let g = gradients + ((<usize>hidden.weightsAt) << 2)
  const end = g + ((<usize>inputs) << 4)
  for (let x = hidden.x; g < end; x += 32) {
    let sum = f32x4.mul(v128.load_splat<f32>(x), s0)
    let rest = f32x4.mul(v128.load_splat<f32>(x, 8), s2)
    sum = f32x4.add(sum, f32x4.mul(v128.load_splat<f32>(x, 4), s1))
    rest = f32x4.add(rest, f32x4.mul(v128.load_splat<f32>(x, 12), s3))
    v128.store(g, f32x4.add(sum, rest))
    g += 16
  }
  if (hidden.bias) {
    const b = gradients + ((<usize>hidden.biasesAt) << 2)
    v128.store(b, f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)))
  }
}
