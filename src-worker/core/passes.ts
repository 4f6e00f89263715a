/**
 * The two passes, siblings with one order of arguments: outputs, inputs, sizes.
 * All matrices row-major, samples in rows, weights `[in][out]`. The naive kernel: it stays as the reference.
 */

/** i = x W + b: `i [m][units]`, `x [m][inputs]`, `w [inputs][units]`, `b [units]` or empty. */
export function forwardInto(
  i: Float64Array,
  x: Float64Array,
  w: Float64Array,
  b: Float64Array,
  m: number,
  inputs: number,
  units: number,
): void {
  for (let s = 0; s < m; s++) {
    const at = s * units
    for (let j = 0; j < units; j++) i[at + j] = 0
    for (let k = 0; k < inputs; k++) {
      const value = x[s * inputs + k]!
      const row = k * units
      for (let j = 0; j < units; j++) i[at + j]! += value * w[row + j]!
    }
    for (let j = 0; j < b.length; j++) i[at + j]! += b[j]!
  }
}

/** ΔW = xᵀ dI and Δb = column sums of dI: `dW [inputs][units]`, `dB [units]` or empty. */
export function backwardParametersInto(
  dW: Float64Array,
  dB: Float64Array,
  x: Float64Array,
  dI: Float64Array,
  m: number,
  inputs: number,
  units: number,
): void {
  dW.fill(0)
  dB.fill(0)
  for (let s = 0; s < m; s++) {
    const at = s * units
    for (let k = 0; k < inputs; k++) {
      const value = x[s * inputs + k]!
      const row = k * units
      for (let j = 0; j < units; j++) dW[row + j]! += value * dI[at + j]!
    }
    for (let j = 0; j < dB.length; j++) dB[j]! += dI[at + j]!
  }
}

/**
 * dX = dI Wᵀ: the gradient of the layer's inputs, which are the outputs of the layer before.
 * @param transposed a planted fault: the memory of W read as `[units][inputs]`
 */
export function backwardInputsInto(
  dX: Float64Array,
  dI: Float64Array,
  w: Float64Array,
  m: number,
  inputs: number,
  units: number,
  transposed = false,
): void {
  const stepOfUnit = transposed ? inputs : 1
  const stepOfInput = transposed ? 1 : units
  for (let s = 0; s < m; s++) {
    for (let k = 0; k < inputs; k++) {
      const row = k * stepOfInput
      let sum = 0
      for (let j = 0; j < units; j++) sum += dI[s * units + j]! * w[row + j * stepOfUnit]!
      dX[s * inputs + k] = sum
    }
  }
}
