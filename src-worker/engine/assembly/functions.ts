/**
 * Elementary functions of four numbers at once. The polynomials are our own minimax fits (Lawson's iteration over
 * 400 Chebyshev points, in float64); the errors stated are measured against float64 over the whole range by
 * test/worker/engine/functions.test.ts. None depends on the platform: only +, −, ×, ÷, √ and bit patterns.
 */

const one = f32x4.splat(1)
const half = f32x4.splat(0.5)

/**
 * eˣ, to 1.2 ulp; 0 below −104, ∞ above 88.73, NaN stays NaN. x = n ln 2 + r with |r| ≤ ½ ln 2, then a polynomial
 * of degree 6; 2ⁿ in two factors, so that neither end of the range needs a branch.
 */
export function exp(x: v128): v128 {
  const bounded = f32x4.pmin(f32x4.splat(89), f32x4.pmax(f32x4.splat(-104.5), x))
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.4426950408889634)))
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693145751953125)))
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(1.42860682030941723212e-6)))
  let q = f32x4.add(f32x4.mul(r, f32x4.splat(0.0013813142431899905)), f32x4.splat(0.008369418792426586))
  q = f32x4.add(f32x4.mul(q, r), f32x4.splat(0.04166845604777336))
  q = f32x4.add(f32x4.mul(q, r), f32x4.splat(0.16666515171527863))
  q = f32x4.add(f32x4.mul(q, r), f32x4.splat(0.4999999403953552))
  const e = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(r, r), q), r), one)
  const power = i32x4.trunc_sat_f32x4_s(n)
  const first = i32x4.shr_s(power, 1)
  return f32x4.mul(f32x4.mul(e, powerOfTwo(first)), powerOfTwo(i32x4.sub(power, first)))
}

/** 2ⁿ for −126 ≤ n ≤ 127. */
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23)
}

/**
 * eˣ − 1 for x ≤ 0, to 2 ulp: above −0.7 by a polynomial without the cancellation, below by `exp`.
 */
export function expMinusOne(x: v128): v128 {
  let q = f32x4.add(f32x4.mul(x, f32x4.splat(0.00014681856555398554)), f32x4.splat(0.001342224539257586))
  q = f32x4.add(f32x4.mul(q, x), f32x4.splat(0.008311932906508446))
  q = f32x4.add(f32x4.mul(q, x), f32x4.splat(0.04166163131594658))
  q = f32x4.add(f32x4.mul(q, x), f32x4.splat(0.16666612029075623))
  q = f32x4.add(f32x4.mul(q, x), f32x4.splat(0.4999999701976776))
  const near = f32x4.add(f32x4.mul(f32x4.mul(x, x), q), x)
  return v128.bitselect(near, f32x4.sub(exp(x), one), f32x4.gt(x, f32x4.splat(-0.7)))
}

/**
 * ln x for x > 0, to 1 ulp, normal numbers only; −∞ at 0, NaN below, ∞ at ∞. x = 2ⁿ f with √½ ≤ f < √2.
 */
export function log(x: v128): v128 {
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3))
  const n = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23))
  const mantissa = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3))
  const f = f32x4.sub(mantissa, one)
  let p = f32x4.add(f32x4.mul(f, f32x4.splat(-0.07634435594081879)), f32x4.splat(0.1276155412197113))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-0.131601944565773))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.14201761782169342))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-0.16623356938362122))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.20001226663589478))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(-0.250008225440979))
  p = f32x4.add(f32x4.mul(p, f), f32x4.splat(0.3333333134651184))
  const square = f32x4.mul(f, f)
  let tail = f32x4.mul(f32x4.mul(square, f), p)
  tail = f32x4.add(tail, f32x4.mul(n, f32x4.splat(1.42860682030941723212e-6)))
  tail = f32x4.sub(tail, f32x4.mul(square, half))
  const value = f32x4.add(f32x4.add(f, tail), f32x4.mul(n, f32x4.splat(0.693145751953125)))
  const infinite = f32x4.splat(f32.MAX_VALUE)
  const proper = v128.bitselect(x, value, f32x4.gt(x, infinite))
  const above = v128.bitselect(f32x4.splat(-Infinity), proper, f32x4.eq(x, f32x4.splat(0)))
  return v128.bitselect(above, f32x4.splat(NaN), f32x4.ge(x, f32x4.splat(0)))
}

/** ln(1 + e) for 0 ≤ e ≤ 1, to 2 ulp: the rounding of 1 + e is made good by its own quotient. */
export function logOnePlus(e: v128): v128 {
  const u = f32x4.add(e, one)
  const rounded = f32x4.sub(u, one)
  const value = f32x4.mul(log(u), f32x4.div(e, rounded))
  return v128.bitselect(e, value, f32x4.eq(rounded, f32x4.splat(0)))
}

/** 1/(1 + e⁻ˣ), to 3 ulp where the result is a normal number. */
export function sigmoid(x: v128): v128 {
  return f32x4.div(one, f32x4.add(one, exp(f32x4.neg(x))))
}

/** ln(1 + eˣ), to 3 ulp. */
export function softplus(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)))
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), logOnePlus(e))
}

/** To 2 ulp: below 0.625 an odd polynomial, above 1 − 2/(e²ˣ + 1). */
export function tanh(x: v128): v128 {
  const u = f32x4.mul(x, x)
  let p = f32x4.add(f32x4.mul(u, f32x4.splat(-0.005704968702048063)), f32x4.splat(0.020639069378376007))
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(-0.05373970791697502))
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(0.13331441581249237))
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(-0.3333328068256378))
  const near = f32x4.add(f32x4.mul(f32x4.mul(u, p), x), x)
  const magnitude = f32x4.abs(x)
  const e = exp(f32x4.add(magnitude, magnitude))
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(e, one)))
  const signed = v128.or(far, v128.and(x, f32x4.splat(-0)))
  return v128.bitselect(near, signed, f32x4.lt(magnitude, f32x4.splat(0.625)))
}

/**
 * Φ(x), the share of the standard normal distribution below x: an odd polynomial for erf below 1, beyond it
 * e^(−z²) t P(t) with t = 1/(1 + z/2) and z = |x|/√2. Within 1.2e-7 of the truth everywhere; relative 2e-5 in the
 * lower tail down to −12.
 */
export function normalDistribution(x: v128): v128 {
  const z = f32x4.mul(x, f32x4.splat(Math.SQRT1_2 as f32))
  const u = f32x4.mul(z, z)
  let p = f32x4.add(f32x4.mul(u, f32x4.splat(0.00007853951683500782)), f32x4.splat(-0.0008010223391465843))
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(0.005188331473618746))
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(-0.026853814721107483))
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(0.1128358542919159))
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(-0.3761262595653534))
  p = f32x4.add(f32x4.mul(p, u), f32x4.splat(1.1283791065216064))
  const near = f32x4.add(half, f32x4.mul(half, f32x4.mul(z, p)))
  const magnitude = f32x4.abs(z)
  const t = f32x4.div(one, f32x4.add(one, f32x4.mul(magnitude, half)))
  let q = f32x4.add(f32x4.mul(t, f32x4.splat(-0.05916404724121094)), f32x4.splat(0.28504544496536255))
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(-0.48818904161453247))
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(0.27921757102012634))
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(-0.027432270348072052))
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(0.20303460955619812))
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(0.2430141270160675))
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(0.2823878824710846))
  q = f32x4.add(f32x4.mul(q, t), f32x4.splat(0.28208568692207336))
  const tail = f32x4.mul(half, f32x4.mul(f32x4.mul(exp(f32x4.neg(u)), t), q))
  const far = v128.bitselect(tail, f32x4.sub(one, tail), f32x4.lt(x, f32x4.splat(0)))
  return v128.bitselect(near, far, f32x4.lt(magnitude, one))
}

/** φ(x) = Φ′(x). */
export function normalDensity(x: v128): v128 {
  const square = f32x4.mul(f32x4.mul(x, x), half)
  return f32x4.mul(exp(f32x4.neg(square)), f32x4.splat(0.3989422804014327))
}

/** bⁿ for a whole n ≥ 0, by squaring: the same float64 whatever was asked before. */
export function powerOf(b: f64, n: f64): f64 {
  let result: f64 = 1
  let square = b
  let left = <u64>n
  while (left > 0) {
    if (left & 1) result *= square
    square *= square
    left >>= 1
  }
  return result
}
