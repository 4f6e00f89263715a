/**
 * The kernels of the three products. Each holds a tile of up to five rows by two vectors (eight samples, or eight
 * units) in registers over one loop: ten sums, which is what sixteen registers can keep beside their operands. Each
 * is a function of its own with a single loop, reached through a reference, since inlined into other loops the
 * compiler's order of loads would push the sums out to memory (measured: 19 instead of 47 GFLOP/s).
 *
 * `Rows` and `Vectors` are known when compiling, so that one source makes every size.
 */

@unmanaged
export class One {
  a: i8
}
@unmanaged
export class Two extends One {
  b: i8
}
@unmanaged
export class Three extends Two {
  c: i8
}
@unmanaged
export class Four extends Three {
  d: i8
}
@unmanaged
export class Five extends Four {
  e: i8
}

/** One multiply and one add, not fused: the same bits on every processor. */
function addProduct(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b))
}

/**
 * i = W x + b for `Rows` units and a panel: `x [inputs][8]`, `w [inputs][rowBytes]` at the first unit,
 * `bias [Rows]` or 0, out `i [Rows][8]`.
 */
export function forwardTile<Rows, Vectors>(
  out: usize,
  x: usize,
  w: usize,
  rowBytes: usize,
  inputs: i32,
  bias: usize,
): void {
  const rows = offsetof<Rows>()
  const wide = offsetof<Vectors>() == 2
  let a0 = f32x4.splat(0)
  let a1 = a0
  let a2 = a0
  let a3 = a0
  let a4 = a0
  if (bias != 0) {
    a0 = v128.load_splat<f32>(bias)
    if (rows > 1) a1 = v128.load_splat<f32>(bias, 4)
    if (rows > 2) a2 = v128.load_splat<f32>(bias, 8)
    if (rows > 3) a3 = v128.load_splat<f32>(bias, 12)
    if (rows > 4) a4 = v128.load_splat<f32>(bias, 16)
  }
  let b0 = a0
  let b1 = a1
  let b2 = a2
  let b3 = a3
  let b4 = a4
  const end = x + ((<usize>inputs) << 5)
  while (x < end) {
    const v0 = v128.load(x)
    let v1 = v0
    if (wide) v1 = v128.load(x, 16)
    let s = v128.load_splat<f32>(w)
    a0 = addProduct(a0, s, v0)
    if (wide) b0 = addProduct(b0, s, v1)
    if (rows > 1) {
      s = v128.load_splat<f32>(w, 4)
      a1 = addProduct(a1, s, v0)
      if (wide) b1 = addProduct(b1, s, v1)
    }
    if (rows > 2) {
      s = v128.load_splat<f32>(w, 8)
      a2 = addProduct(a2, s, v0)
      if (wide) b2 = addProduct(b2, s, v1)
    }
    if (rows > 3) {
      s = v128.load_splat<f32>(w, 12)
      a3 = addProduct(a3, s, v0)
      if (wide) b3 = addProduct(b3, s, v1)
    }
    if (rows > 4) {
      s = v128.load_splat<f32>(w, 16)
      a4 = addProduct(a4, s, v0)
      if (wide) b4 = addProduct(b4, s, v1)
    }
    x += 32
    w += rowBytes
  }
  storePanel<Rows, Vectors>(out, a0, a1, a2, a3, a4, b0, b1, b2, b3, b4)
}

function storePanel<Rows, Vectors>(
  out: usize,
  a0: v128,
  a1: v128,
  a2: v128,
  a3: v128,
  a4: v128,
  b0: v128,
  b1: v128,
  b2: v128,
  b3: v128,
  b4: v128,
): void {
  const rows = offsetof<Rows>()
  const wide = offsetof<Vectors>() == 2
  v128.store(out, a0)
  if (wide) v128.store(out, b0, 16)
  if (rows > 1) {
    v128.store(out, a1, 32)
    if (wide) v128.store(out, b1, 48)
  }
  if (rows > 2) {
    v128.store(out, a2, 64)
    if (wide) v128.store(out, b2, 80)
  }
  if (rows > 3) {
    v128.store(out, a3, 96)
    if (wide) v128.store(out, b3, 112)
  }
  if (rows > 4) {
    v128.store(out, a4, 128)
    if (wide) v128.store(out, b4, 144)
  }
}

/**
 * ∂cost/∂o of the layer before: dX = W dI for `Rows` inputs and a panel: `d [units][8]`,
 * `w [Rows][rowBytes]` at the first input, out `dX [Rows][8]`.
 */
export function backwardTile<Rows, Vectors>(
  out: usize,
  d: usize,
  w: usize,
  rowBytes: usize,
  units: i32,
  _bias: usize,
): void {
  const rows = offsetof<Rows>()
  const wide = offsetof<Vectors>() == 2
  let a0 = f32x4.splat(0)
  let a1 = a0
  let a2 = a0
  let a3 = a0
  let a4 = a0
  let b0 = a0
  let b1 = a0
  let b2 = a0
  let b3 = a0
  let b4 = a0
  let w1 = w + rowBytes
  let w2 = w1 + rowBytes
  let w3 = w2 + rowBytes
  let w4 = w3 + rowBytes
  const end = d + ((<usize>units) << 5)
  while (d < end) {
    const v0 = v128.load(d)
    let v1 = v0
    if (wide) v1 = v128.load(d, 16)
    let s = v128.load_splat<f32>(w)
    a0 = addProduct(a0, s, v0)
    if (wide) b0 = addProduct(b0, s, v1)
    if (rows > 1) {
      s = v128.load_splat<f32>(w1)
      a1 = addProduct(a1, s, v0)
      if (wide) b1 = addProduct(b1, s, v1)
      w1 += 4
    }
    if (rows > 2) {
      s = v128.load_splat<f32>(w2)
      a2 = addProduct(a2, s, v0)
      if (wide) b2 = addProduct(b2, s, v1)
      w2 += 4
    }
    if (rows > 3) {
      s = v128.load_splat<f32>(w3)
      a3 = addProduct(a3, s, v0)
      if (wide) b3 = addProduct(b3, s, v1)
      w3 += 4
    }
    if (rows > 4) {
      s = v128.load_splat<f32>(w4)
      a4 = addProduct(a4, s, v0)
      if (wide) b4 = addProduct(b4, s, v1)
      w4 += 4
    }
    d += 32
    w += 4
  }
  storePanel<Rows, Vectors>(out, a0, a1, a2, a3, a4, b0, b1, b2, b3, b4)
}

/**
 * ΔW = xᵀ dI for `Rows` inputs and eight units, or four, over all samples in their order: `x [samples][xStride]`
 * at the first input, `d [samples][dStride]` at the first unit, out `g [Rows][rowBytes]`. With `adds` the sums
 * go on from what `g` holds. No branch may follow the loop: it would cost half of the speed (measured).
 */
export function gradientTile<Rows, Vectors>(
  g: usize,
  x: usize,
  xStride: usize,
  d: usize,
  dStride: usize,
  samples: i32,
  rowBytes: usize,
  adds: i32,
): void {
  const rows = offsetof<Rows>()
  const wide = offsetof<Vectors>() == 2
  let a0 = f32x4.splat(0)
  let a1 = a0
  let a2 = a0
  let a3 = a0
  let a4 = a0
  let b0 = a0
  let b1 = a0
  let b2 = a0
  let b3 = a0
  let b4 = a0
  if (adds) {
    a0 = v128.load(g)
    if (wide) b0 = v128.load(g, 16)
    if (rows > 1) {
      a1 = v128.load(g + rowBytes)
      if (wide) b1 = v128.load(g + rowBytes, 16)
    }
    if (rows > 2) {
      a2 = v128.load(g + 2 * rowBytes)
      if (wide) b2 = v128.load(g + 2 * rowBytes, 16)
    }
    if (rows > 3) {
      a3 = v128.load(g + 3 * rowBytes)
      if (wide) b3 = v128.load(g + 3 * rowBytes, 16)
    }
    if (rows > 4) {
      a4 = v128.load(g + 4 * rowBytes)
      if (wide) b4 = v128.load(g + 4 * rowBytes, 16)
    }
  }
  const end = d + dStride * <usize>samples
  while (d < end) {
    const v0 = v128.load(d)
    let v1 = v0
    if (wide) v1 = v128.load(d, 16)
    let s = v128.load_splat<f32>(x)
    a0 = addProduct(a0, s, v0)
    if (wide) b0 = addProduct(b0, s, v1)
    if (rows > 1) {
      s = v128.load_splat<f32>(x, 4)
      a1 = addProduct(a1, s, v0)
      if (wide) b1 = addProduct(b1, s, v1)
    }
    if (rows > 2) {
      s = v128.load_splat<f32>(x, 8)
      a2 = addProduct(a2, s, v0)
      if (wide) b2 = addProduct(b2, s, v1)
    }
    if (rows > 3) {
      s = v128.load_splat<f32>(x, 12)
      a3 = addProduct(a3, s, v0)
      if (wide) b3 = addProduct(b3, s, v1)
    }
    if (rows > 4) {
      s = v128.load_splat<f32>(x, 16)
      a4 = addProduct(a4, s, v0)
      if (wide) b4 = addProduct(b4, s, v1)
    }
    x += xStride
    d += dStride
  }
  storeRow<Vectors>(g, a0, b0)
  if (rows > 1) storeRow<Vectors>(g + rowBytes, a1, b1)
  if (rows > 2) storeRow<Vectors>(g + 2 * rowBytes, a2, b2)
  if (rows > 3) storeRow<Vectors>(g + 3 * rowBytes, a3, b3)
  if (rows > 4) storeRow<Vectors>(g + 4 * rowBytes, a4, b4)
}

function storeRow<Vectors>(at: usize, a: v128, b: v128): void {
  v128.store(at, a)
  if (offsetof<Vectors>() == 2) v128.store(at, b, 16)
}
