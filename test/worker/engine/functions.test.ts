import { describe, expect, it } from 'vitest'
import { sigmoid, softplus } from '../../../src-worker/core/activations'
import { normalDensity, normalDistribution } from '../../../src-worker/core/gaussian'
import { createMemory, getEngineModule, instantiate } from '../../../src-worker/engine/engineModule'
import { planAt } from '../../../src-worker/engine/planFields'

/** In the order of assembly/functionProbe.ts. */
const exact = {
  exp: Math.exp,
  expMinusOne: Math.expm1,
  log: Math.log,
  logOnePlus: Math.log1p,
  sigmoid,
  softplus,
  tanh: Math.tanh,
  normalDistribution,
  normalDensity,
}
type Name = keyof typeof exact
const names = Object.keys(exact) as Name[]

const memory = createMemory(planAt + 4 * 1_000_000)
const code = instantiate(getEngineModule(), memory)

/** @param x a multiple of four numbers */
function apply(name: Name, x: Float32Array): Float32Array {
  const window = new Float32Array(memory.buffer, planAt, x.length)
  window.set(x)
  code.applyFunction(names.indexOf(name), planAt, x.length)
  return window.slice()
}

const applyOne = (name: Name, x: number): number => apply(name, Float32Array.of(x, x, x, x))[0]!

/** 200,000 numbers of both signs over all exponents, subnormal ones included, and 200,000 in each interval. */
function sample(from: number, to: number, intervals: readonly [number, number][]): Float32Array {
  const bits = Uint32Array.from({ length: 100_000 }, (_, n) => Math.floor((n * 0x7f800000) / 100_000))
  const numbers: number[] = []
  for (const x of new Float32Array(bits.buffer)) {
    if (x >= from && x <= to) numbers.push(x)
    if (-x >= from && -x <= to) numbers.push(-x)
  }
  for (const [low, high] of intervals) {
    for (let n = 0; n < 200_000; n++) numbers.push(Math.fround(low + ((high - low) * n) / 200_000))
  }
  while (numbers.length % 4 !== 0) numbers.push(numbers.at(-1)!)
  return Float32Array.from(numbers)
}

const smallestNormal = 2 ** -126

/** The distance between neighbours in float32. */
function measureUlp(value: number): number {
  const [bits] = new Uint32Array(Float32Array.of(Math.abs(value)).buffer)
  return 2 ** (Math.max(bits! >>> 23, 1) - 150)
}

/** The largest errors over `x`; `ulp` where the truth is a normal number, `small` in units of 2⁻¹⁴⁹ below. */
function measureErrors(name: Name, x: Float32Array) {
  const y = apply(name, x)
  const worst = { ulp: 0, small: 0, absolute: 0, relative: 0, outside: 0 }
  for (let n = 0; n < x.length; n++) {
    const truth = exact[name](x[n]!)
    if (y[n] === Math.fround(truth)) continue
    const error = Math.abs(y[n]! - truth)
    if (!Number.isFinite(error)) worst.outside++
    else worst.absolute = Math.max(worst.absolute, error)
    if (Math.abs(truth) < smallestNormal) worst.small = Math.max(worst.small, error / 2 ** -149)
    else {
      worst.ulp = Math.max(worst.ulp, error / measureUlp(truth))
      worst.relative = Math.max(worst.relative, error / Math.abs(truth))
    }
  }
  return worst
}

const greatest = 3.4028234663852886e38

describe('the error against float64, in ulp of float32,', () => {
  // Over every number of float32 where the result is a normal one: 0.9895, 1.4739, 0.8677, 2.4693, 2.4808, 2.8036, 5.8815.
  const bounds: [Name, number, from: number, to: number, intervals: [number, number][]][] = [
    // prettier-ignore
    ['exp', 0.99, -greatest, greatest, [[-105, 89], [5, 6], [-28, -27]]],
    // prettier-ignore
    ['expMinusOne', 1.48, -greatest, 0, [[-20, 0], [-0.7, -0.67]]],
    // prettier-ignore
    ['log', 0.87, smallestNormal, greatest, [[0.25, 4], [0.7, 0.715], [0.99, 1.01]]],
    // prettier-ignore
    ['logOnePlus', 2.47, 0, 1, [[0, 1], [0.003, 0.005], [0.0156, 0.0157]]],
    // prettier-ignore
    ['sigmoid', 2.49, -greatest, greatest, [[-88, 20], [-17, -16]]],
    // prettier-ignore
    ['softplus', 2.81, -greatest, greatest, [[-104, 20], [-9, -5]]],
    // prettier-ignore
    ['tanh', 5.89, -greatest, greatest, [[-10, 10], [4, 4.1], [8, 9.1]]],
  ]
  it.each(bounds)('of %s is at most %f', (name, bound, from, to, intervals) => {
    const { ulp, outside } = measureErrors(name, sample(from, to, intervals))
    expect(outside).toBe(0)
    expect(ulp).toBeLessThanOrEqual(bound)
    expect(ulp, 'a bound far above what is measured').toBeGreaterThan(0.85 * bound)
  })

  it.each(['exp', 'softplus'] as const)('of %s is at most 1 where the result is subnormal', (name) => {
    expect(measureErrors(name, sample(-greatest, -87, [[-105, -87]])).small).toBeLessThanOrEqual(1)
  })

  it('of normalDensity is at most 66, 4.5e-8 absolute, and 4.1e-6 relative between −12 and 12', () => {
    const all = measureErrors('normalDensity', sample(-greatest, greatest, [[-14, 14], [0, 2]])) // prettier-ignore
    expect(all.ulp).toBeLessThanOrEqual(66)
    expect(all.absolute).toBeLessThanOrEqual(4.5e-8)
    expect(all.outside).toBe(0)
    expect(measureErrors('normalDensity', sample(-12, 12, [[-12, 12]])).relative).toBeLessThanOrEqual(4.1e-6)
  })
})

describe('normalDistribution', () => {
  it('is within 1.15e-7 of the truth everywhere', () => {
    const worst = measureErrors('normalDistribution', sample(-greatest, greatest, [[-15, 15], [-2, 2]])) // prettier-ignore
    expect(worst.outside).toBe(0)
    expect(worst.absolute).toBeLessThanOrEqual(1.15e-7)
    expect(worst.absolute).toBeGreaterThan(1e-7)
  })

  it('is within a relative 1.5e-5 down to −12, and 4.3e-7 down to −1', () => {
    expect(measureErrors('normalDistribution', sample(-12, 0, [[-12, 0]])).relative).toBeLessThanOrEqual(
      1.5e-5,
    )
    expect(measureErrors('normalDistribution', sample(-1, 0, [[-1, 0]])).relative).toBeLessThanOrEqual(4.3e-7)
  })

  it('is within 1.9 ulp above 0', () => {
    expect(measureErrors('normalDistribution', sample(0, greatest, [[0, 6]])).ulp).toBeLessThanOrEqual(1.9)
  })
})

describe('at the ends', () => {
  const values: [Name, number, number][] = [
    ['exp', 0, 1],
    ['exp', -0, 1],
    ['exp', Infinity, Infinity],
    ['exp', 88.73, Infinity],
    ['exp', -104, 0],
    ['exp', -greatest, 0],
    ['exp', -Infinity, 0],
    ['expMinusOne', 0, 0],
    ['expMinusOne', -Infinity, -1],
    ['expMinusOne', -greatest, -1],
    ['log', 1, 0],
    ['log', 0, -Infinity],
    ['log', -0, -Infinity],
    ['log', Infinity, Infinity],
    ['log', -1, NaN],
    ['log', -Infinity, NaN],
    ['logOnePlus', 0, 0],
    ['logOnePlus', 1, Math.fround(Math.LN2)],
    ['sigmoid', 0, 0.5],
    ['sigmoid', -0, 0.5],
    ['sigmoid', Infinity, 1],
    ['sigmoid', -Infinity, 0],
    ['softplus', Infinity, Infinity],
    ['softplus', greatest, greatest],
    ['softplus', -Infinity, 0],
    ['tanh', 0, 0],
    ['tanh', -0, -0],
    ['tanh', Infinity, 1],
    ['tanh', -Infinity, -1],
    ['tanh', 9.02, 1],
    ['normalDistribution', 0, 0.5],
    ['normalDistribution', Infinity, 1],
    ['normalDistribution', -Infinity, 0],
    ['normalDensity', Infinity, 0],
    ['normalDensity', -Infinity, 0],
    ['normalDensity', 0, Math.fround(1 / Math.sqrt(2 * Math.PI))],
  ]
  it.each(values)('%s of %f is %f', (name, x, value) => {
    expect(applyOne(name, x)).toBe(value)
  })

  it.each(names)('%s of NaN is NaN', (name) => {
    expect(applyOne(name, NaN)).toBe(NaN)
  })

  it('exp is finite at 88.722 and above 0 at −103.9', () => {
    expect(applyOne('exp', 88.722)).toBeLessThan(Infinity)
    expect(applyOne('exp', -103.9)).toBeGreaterThan(0)
  })

  it('tanh of 600,000 numbers stays between −1 and 1', () => {
    for (const y of apply(
      'tanh',
      sample(-greatest, greatest, [
        [-10, 10],
        [7, 9.1],
      ]),
    ))
      // prettier-ignore
      if (!(Math.abs(y) <= 1)) expect(y).toBe(1)
  })
})
