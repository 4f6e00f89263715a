/**
 * Elementary functions of four numbers at once. The polynomials are our own minimax fits (Lawson's iteration over
 * 400 Chebyshev points, in float64); the errors stated are measured against float64 over the whole range by
 * test/worker/engine/functions.test.ts. None depends on the platform: only +, −, ×, ÷, √ and bit patterns.
 * `pmin(x, b)` is b only where b < x, and `pmax` alike: with x first, NaN stays NaN.
 */

import { Constant, get, getWord, Word } from './constants'

/**
 * eˣ, to 1 ulp; 0 below −104, ∞ above 88.73, NaN stays NaN. x = n ln 2 + r with |r| ≤ ½ ln 2, then a polynomial
 * of degree 6; 2ⁿ in two factors, so that neither end of the range needs a branch.
 */
export function exp(x: v128): v128 {
  const bounded = f32x4.pmin(f32x4.pmax(x, get(Constant.expLowest)), get(Constant.expHighest))
  // Adding 1.5 × 2²³ rounds to a whole number, which then stands in the low bits.
  const rounded = f32x4.add(f32x4.mul(bounded, get(Constant.log2e)), get(Constant.rounder))
  const n = f32x4.sub(rounded, get(Constant.rounder))
  let r = f32x4.sub(bounded, f32x4.mul(n, get(Constant.ln2High)))
  r = f32x4.sub(r, f32x4.mul(n, get(Constant.ln2Low)))
  // Pairs first and then pairs of pairs: half the time of one term after the other.
  const square = f32x4.mul(r, r)
  const low = f32x4.add(f32x4.mul(r, get(Constant.exp3)), get(Constant.exp2))
  const high = f32x4.add(f32x4.mul(r, get(Constant.exp5)), get(Constant.exp4))
  const top = f32x4.add(high, f32x4.mul(square, get(Constant.exp6)))
  const q = f32x4.add(low, f32x4.mul(square, top))
  const e = f32x4.add(f32x4.add(f32x4.mul(square, q), r), get(Constant.one))
  const power = i32x4.sub(rounded, getWord(Word.rounderBits))
  const first = i32x4.shr_s(power, 1)
  return f32x4.mul(f32x4.mul(e, powerOfTwo(first)), powerOfTwo(i32x4.sub(power, first)))
}

/** 2ⁿ for −126 ≤ n ≤ 127. */
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, getWord(Word.exponentBias)), 23)
}

/**
 * eˣ − 1 for x ≤ 0, to 1.5 ulp: above −0.7 by a polynomial without the cancellation, below by `exp`.
 */
export function expMinusOne(x: v128): v128 {
  let q = f32x4.add(f32x4.mul(x, get(Constant.expm7)), get(Constant.expm6))
  q = f32x4.add(f32x4.mul(q, x), get(Constant.expm5))
  q = f32x4.add(f32x4.mul(q, x), get(Constant.expm4))
  q = f32x4.add(f32x4.mul(q, x), get(Constant.expm3))
  q = f32x4.add(f32x4.mul(q, x), get(Constant.expm2))
  const near = f32x4.add(f32x4.mul(f32x4.mul(x, x), q), x)
  return v128.bitselect(near, f32x4.sub(exp(x), get(Constant.one)), f32x4.gt(x, get(Constant.expmLimit)))
}

/**
 * ln x for x > 0, to 0.9 ulp, normal numbers only; −∞ at 0, NaN below, ∞ at ∞. x = 2ⁿ f with √½ ≤ f < √2.
 */
export function log(x: v128): v128 {
  const bits = i32x4.sub(x, getWord(Word.rootOfHalf))
  const n = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23))
  const mantissa = i32x4.add(v128.and(bits, getWord(Word.mantissa)), getWord(Word.rootOfHalf))
  const f = f32x4.sub(mantissa, get(Constant.one))
  let p = f32x4.add(f32x4.mul(f, get(Constant.log10)), get(Constant.log9))
  p = f32x4.add(f32x4.mul(p, f), get(Constant.log8))
  p = f32x4.add(f32x4.mul(p, f), get(Constant.log7))
  p = f32x4.add(f32x4.mul(p, f), get(Constant.log6))
  p = f32x4.add(f32x4.mul(p, f), get(Constant.log5))
  p = f32x4.add(f32x4.mul(p, f), get(Constant.log4))
  p = f32x4.add(f32x4.mul(p, f), get(Constant.log3))
  const square = f32x4.mul(f, f)
  let tail = f32x4.mul(f32x4.mul(square, f), p)
  tail = f32x4.add(tail, f32x4.mul(n, get(Constant.ln2Low)))
  tail = f32x4.sub(tail, f32x4.mul(square, get(Constant.half)))
  const value = f32x4.add(f32x4.add(f, tail), f32x4.mul(n, get(Constant.ln2High)))
  const infinite = f32x4.splat(f32.MAX_VALUE)
  const proper = v128.bitselect(x, value, f32x4.gt(x, infinite))
  const above = v128.bitselect(f32x4.splat(-Infinity), proper, f32x4.eq(x, f32x4.splat(0)))
  return v128.bitselect(above, f32x4.splat(NaN), f32x4.ge(x, f32x4.splat(0)))
}

/** ln(1 + e) for 0 ≤ e ≤ 1, to 2.5 ulp: the rounding of 1 + e is made good by its own quotient. */
export function logOnePlus(e: v128): v128 {
  const u = f32x4.add(e, get(Constant.one))
  const rounded = f32x4.sub(u, get(Constant.one))
  const value = f32x4.mul(log(u), f32x4.div(e, rounded))
  return v128.bitselect(e, value, f32x4.eq(rounded, f32x4.splat(0)))
}

/** 1/(1 + e⁻ˣ), to 2.5 ulp where the result is a normal number. */
export function sigmoid(x: v128): v128 {
  return f32x4.div(get(Constant.one), f32x4.add(get(Constant.one), exp(f32x4.neg(x))))
}

/** ln(1 + eˣ), to 2.9 ulp. */
export function softplus(x: v128): v128 {
  const e = exp(f32x4.neg(f32x4.abs(x)))
  return f32x4.add(f32x4.pmax(x, f32x4.splat(0)), logOnePlus(e))
}

/** To 5.9 ulp, never beyond ±1: x P(x²)/Q(x²), a rational fit within 2.1e-8, its argument cut off at ±9.02. */
export function tanh(x: v128): v128 {
  const highest = get(Constant.tanhHighest)
  const bounded = f32x4.pmin(f32x4.pmax(x, f32x4.neg(highest)), highest)
  const u = f32x4.mul(bounded, bounded)
  let p = f32x4.add(f32x4.mul(u, get(Constant.tanh8)), get(Constant.tanh6))
  let q = f32x4.add(f32x4.mul(u, get(Constant.tanhBelow8)), get(Constant.tanhBelow6))
  p = f32x4.add(f32x4.mul(p, u), get(Constant.tanh4))
  q = f32x4.add(f32x4.mul(q, u), get(Constant.tanhBelow4))
  p = f32x4.add(f32x4.mul(p, u), get(Constant.tanh2))
  q = f32x4.add(f32x4.mul(q, u), get(Constant.tanhBelow2))
  const one = get(Constant.one)
  p = f32x4.add(f32x4.mul(p, u), one)
  q = f32x4.add(f32x4.mul(q, u), one)
  const y = f32x4.div(f32x4.mul(bounded, p), q)
  return f32x4.pmin(f32x4.pmax(y, f32x4.neg(one)), one)
}

/**
 * Φ(x), the share of the standard normal distribution below x: an odd polynomial for erf below 1, beyond it
 * e^(−z²) t P(t) with t = 1/(1 + z/2) and z = |x|/√2. Within 1.2e-7 of the truth everywhere; relative 2e-5 in the
 * lower tail down to −12.
 */
export function normalDistribution(x: v128): v128 {
  const z = f32x4.mul(x, get(Constant.sqrtHalf))
  const u = f32x4.mul(z, z)
  let p = f32x4.add(f32x4.mul(u, get(Constant.erf13)), get(Constant.erf11))
  p = f32x4.add(f32x4.mul(p, u), get(Constant.erf9))
  p = f32x4.add(f32x4.mul(p, u), get(Constant.erf7))
  p = f32x4.add(f32x4.mul(p, u), get(Constant.erf5))
  p = f32x4.add(f32x4.mul(p, u), get(Constant.erf3))
  p = f32x4.add(f32x4.mul(p, u), get(Constant.erf1))
  const near = f32x4.add(get(Constant.half), f32x4.mul(get(Constant.half), f32x4.mul(z, p)))
  const magnitude = f32x4.abs(z)
  const t = f32x4.div(
    get(Constant.one),
    f32x4.add(get(Constant.one), f32x4.mul(magnitude, get(Constant.half))),
  )
  let q = f32x4.add(f32x4.mul(t, get(Constant.tail8)), get(Constant.tail7))
  q = f32x4.add(f32x4.mul(q, t), get(Constant.tail6))
  q = f32x4.add(f32x4.mul(q, t), get(Constant.tail5))
  q = f32x4.add(f32x4.mul(q, t), get(Constant.tail4))
  q = f32x4.add(f32x4.mul(q, t), get(Constant.tail3))
  q = f32x4.add(f32x4.mul(q, t), get(Constant.tail2))
  q = f32x4.add(f32x4.mul(q, t), get(Constant.tail1))
  q = f32x4.add(f32x4.mul(q, t), get(Constant.tail0))
  const tail = f32x4.mul(get(Constant.half), f32x4.mul(f32x4.mul(exp(f32x4.neg(u)), t), q))
  const far = v128.bitselect(tail, f32x4.sub(get(Constant.one), tail), f32x4.lt(x, f32x4.splat(0)))
  return v128.bitselect(near, far, f32x4.lt(magnitude, get(Constant.one)))
}

/** φ(x) = Φ′(x), within 4.5e-8; relative 4.1e-6 between −12 and 12. */
export function normalDensity(x: v128): v128 {
  const square = f32x4.mul(f32x4.mul(x, x), get(Constant.half))
  return f32x4.mul(exp(f32x4.neg(square)), get(Constant.densityAtZero))
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
