/**
 * The activations, each with its derivative beside it, four samples at once, and their way over a layer's panels.
 * An activation is a class without fields, so that one loop is compiled for each.
 */
import { Activation } from './codes'
import { Constant, get } from './constants'
import * as functions from './functions'
import { getPlan, Layer } from './plan'

const zero = f32x4.splat(0)

@unmanaged
class Linear {
  output(i: v128): v128 {
    return i
  }
  derivative(_i: v128, _o: v128): v128 {
    return get(Constant.one)
  }
}

@unmanaged
class Sigmoid {
  output(i: v128): v128 {
    return functions.sigmoid(i)
  }
  derivative(_i: v128, o: v128): v128 {
    return f32x4.mul(o, f32x4.sub(get(Constant.one), o))
  }
}

@unmanaged
class Tanh {
  output(i: v128): v128 {
    return functions.tanh(i)
  }
  derivative(_i: v128, o: v128): v128 {
    return f32x4.sub(get(Constant.one), f32x4.mul(o, o))
  }
}

@unmanaged
class Relu {
  /** The order keeps NaN. */
  output(i: v128): v128 {
    return f32x4.pmax(i, zero)
  }
  derivative(i: v128, _o: v128): v128 {
    return v128.and(f32x4.gt(i, zero), get(Constant.one))
  }
}

@unmanaged
class LeakyRelu {
  output(i: v128): v128 {
    return v128.bitselect(i, f32x4.mul(get(Constant.leakySlope), i), f32x4.gt(i, zero))
  }
  derivative(i: v128, _o: v128): v128 {
    return v128.bitselect(get(Constant.one), get(Constant.leakySlope), f32x4.gt(i, zero))
  }
}

@unmanaged
class Elu {
  output(i: v128): v128 {
    return v128.bitselect(i, functions.expMinusOne(i), f32x4.gt(i, zero))
  }
  derivative(i: v128, o: v128): v128 {
    return v128.bitselect(get(Constant.one), f32x4.add(o, get(Constant.one)), f32x4.gt(i, zero))
  }
}

@unmanaged
class Softplus {
  output(i: v128): v128 {
    return functions.softplus(i)
  }
  derivative(i: v128, _o: v128): v128 {
    return functions.sigmoid(i)
  }
}

@unmanaged
class Gelu {
  output(i: v128): v128 {
    return f32x4.mul(i, functions.normalDistribution(i))
  }
  derivative(i: v128, _o: v128): v128 {
    return f32x4.add(functions.normalDistribution(i), f32x4.mul(i, functions.normalDensity(i)))
  }
}

/** f(i) of one vector; softmax, which couples units, is no function of one. */
export function outputVector(code: i32, i: v128): v128 {
  switch (code) {
    case Activation.sigmoid:
      return changetype<Sigmoid>(0).output(i)
    case Activation.tanh:
      return changetype<Tanh>(0).output(i)
    case Activation.relu:
      return changetype<Relu>(0).output(i)
    case Activation.leakyRelu:
      return changetype<LeakyRelu>(0).output(i)
    case Activation.elu:
      return changetype<Elu>(0).output(i)
    case Activation.softplus:
      return changetype<Softplus>(0).output(i)
    case Activation.gelu:
      return changetype<Gelu>(0).output(i)
    default:
      return i
  }
}

/** f′(i) of one vector. */
export function backwardVector(code: i32, i: v128, o: v128): v128 {
  switch (code) {
    case Activation.sigmoid:
      return changetype<Sigmoid>(0).derivative(i, o)
    case Activation.tanh:
      return changetype<Tanh>(0).derivative(i, o)
    case Activation.relu:
      return changetype<Relu>(0).derivative(i, o)
    case Activation.leakyRelu:
      return changetype<LeakyRelu>(0).derivative(i, o)
    case Activation.elu:
      return changetype<Elu>(0).derivative(i, o)
    case Activation.softplus:
      return changetype<Softplus>(0).derivative(i, o)
    case Activation.gelu:
      return changetype<Gelu>(0).derivative(i, o)
    default:
      return get(Constant.one)
  }
}

/** Vectors of a panel that hold samples: one in a last panel of four samples or less. */
export function countVectors(panel: i32): i32 {
  return getPlan().chunkSize - (panel << 3) > 4 ? 2 : 1
}

/** o = f(i) for the panels from `from` to `to`. */
export function activate(layer: Layer, from: i32, to: i32): void {
  switch (layer.activation) {
    case Activation.sigmoid:
      return activateWith<Sigmoid>(layer, from, to)
    case Activation.tanh:
      return activateWith<Tanh>(layer, from, to)
    case Activation.relu:
      return activateWith<Relu>(layer, from, to)
    case Activation.leakyRelu:
      return activateWith<LeakyRelu>(layer, from, to)
    case Activation.elu:
      return activateWith<Elu>(layer, from, to)
    case Activation.softplus:
      return activateWith<Softplus>(layer, from, to)
    case Activation.gelu:
      return activateWith<Gelu>(layer, from, to)
    case Activation.softmax:
      return softmax(layer, from, to)
    default:
      return activateWith<Linear>(layer, from, to)
  }
}

function activateWith<F>(layer: Layer, from: i32, to: i32): void {
  const f = changetype<F>(0)
  const size = (<usize>layer.units) << 5
  for (let p = from; p < to; p++) {
    const at = <usize>p * layer.stride
    const end = layer.i + at + size
    let o = layer.o + at
    if (countVectors(p) == 1) {
      for (let i = layer.i + at; i < end; i += 32) {
        v128.store(o, f.output(v128.load(i)))
        o += 32
      }
    } else {
      for (let i = layer.i + at; i < end; i += 32) {
        v128.store(o, f.output(v128.load(i)))
        v128.store(o, f.output(v128.load(i, 16)), 16)
        o += 32
      }
    }
  }
}

/** dI = dO ⊙ f′(i) in place, for the panels from `from` to `to`; for softmax dIⱼ = oⱼ (dOⱼ − Σₖ dOₖ oₖ). */
export function backwardActivation(layer: Layer, from: i32, to: i32): void {
  switch (layer.activation) {
    case Activation.sigmoid:
      return backwardWith<Sigmoid>(layer, from, to)
    case Activation.tanh:
      return backwardWith<Tanh>(layer, from, to)
    case Activation.relu:
      return backwardWith<Relu>(layer, from, to)
    case Activation.leakyRelu:
      return backwardWith<LeakyRelu>(layer, from, to)
    case Activation.elu:
      return backwardWith<Elu>(layer, from, to)
    case Activation.softplus:
      return backwardWith<Softplus>(layer, from, to)
    case Activation.gelu:
      return backwardWith<Gelu>(layer, from, to)
    case Activation.softmax:
      return backwardSoftmax(layer, from, to)
    default:
      return
  }
}

function backwardWith<F>(layer: Layer, from: i32, to: i32): void {
  const f = changetype<F>(0)
  for (let p = from; p < to; p++) {
    const at = <usize>p * layer.stride
    let i = layer.i + at
    let o = layer.o + at
    let d = layer.d + at
    const end = d + ((<usize>layer.units) << 5)
    const wide = countVectors(p) == 2
    while (d < end) {
      v128.store(d, f32x4.mul(v128.load(d), f.derivative(v128.load(i), v128.load(o))))
      if (wide)
        v128.store(d, f32x4.mul(v128.load(d, 16), f.derivative(v128.load(i, 16), v128.load(o, 16))), 16)
      i += 32
      o += 32
      d += 32
    }
  }
}

function softmax(layer: Layer, from: i32, to: i32): void {
  for (let p = from; p < to; p++) {
    const vectors = countVectors(p)
    for (let v = 0; v < vectors; v++) {
      const at = <usize>p * layer.stride + ((<usize>v) << 4)
      const largest = findLargest(layer.i + at, layer.units)
      const end = layer.o + at + ((<usize>layer.units) << 5)
      let sum = zero
      let i = layer.i + at
      for (let o = layer.o + at; o < end; o += 32) {
        const e = functions.exp(f32x4.sub(v128.load(i), largest))
        v128.store(o, e)
        sum = f32x4.add(sum, e)
        i += 32
      }
      for (let o = layer.o + at; o < end; o += 32) v128.store(o, f32x4.div(v128.load(o), sum))
    }
  }
}

/** The largest of `units` numbers for each of four samples. */
export function findLargest(at: usize, units: i32): v128 {
  let largest = v128.load(at)
  const end = at + ((<usize>units) << 5)
  for (at += 32; at < end; at += 32) largest = f32x4.pmax(largest, v128.load(at))
  return largest
}

function backwardSoftmax(layer: Layer, from: i32, to: i32): void {
  for (let p = from; p < to; p++) {
    const vectors = countVectors(p)
    for (let v = 0; v < vectors; v++) {
      const at = <usize>p * layer.stride + ((<usize>v) << 4)
      const end = layer.d + at + ((<usize>layer.units) << 5)
      let mean = zero
      let o = layer.o + at
      for (let d = layer.d + at; d < end; d += 32) {
        mean = f32x4.add(mean, f32x4.mul(v128.load(d), v128.load(o)))
        o += 32
      }
      o = layer.o + at
      for (let d = layer.d + at; d < end; d += 32) {
        v128.store(d, f32x4.mul(v128.load(o), f32x4.sub(v128.load(d), mean)))
        o += 32
      }
    }
  }
}
