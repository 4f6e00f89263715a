/** The processor's own limit, to measure a machine by: multiplies and adds on registers alone. */

/** `rounds` times twelve products and sums of four float32, 96 operations; nothing is read from memory. */
export function measurePeak(rounds: i32): f32 {
  const factor = f32x4.splat(0.5)
  const term = f32x4.splat(0.001)
  let a = f32x4.splat(1)
  let b = a
  let c = a
  let d = a
  let e = a
  let f = a
  let g = a
  let h = a
  let i = a
  let j = a
  let k = a
  let l = a
  for (let n = 0; n < rounds; n++) {
    a = f32x4.add(f32x4.mul(a, factor), term)
    b = f32x4.add(f32x4.mul(b, factor), term)
    c = f32x4.add(f32x4.mul(c, factor), term)
    d = f32x4.add(f32x4.mul(d, factor), term)
    e = f32x4.add(f32x4.mul(e, factor), term)
    f = f32x4.add(f32x4.mul(f, factor), term)
    g = f32x4.add(f32x4.mul(g, factor), term)
    h = f32x4.add(f32x4.mul(h, factor), term)
    i = f32x4.add(f32x4.mul(i, factor), term)
    j = f32x4.add(f32x4.mul(j, factor), term)
    k = f32x4.add(f32x4.mul(k, factor), term)
    l = f32x4.add(f32x4.mul(l, factor), term)
  }
  const sum = f32x4.add(
    f32x4.add(f32x4.add(a, b), f32x4.add(c, d)),
    f32x4.add(f32x4.add(e, f), f32x4.add(g, h)),
  )
  return f32x4.extract_lane(f32x4.add(sum, f32x4.add(f32x4.add(i, j), f32x4.add(k, l))), 0)
}
