import type { Fault, FaultName } from '../spec/fault'
import type { CostName } from '../spec/names'
import { activateInto, backwardActivationInto } from './activations'
import { costs } from './costs'
import type { DataValues } from './dataset'
import { delayRows, scaleInto } from './faults'
import { viewLayers, type LayerViews, type NetworkShape } from './network'
import { backwardInputsInto, backwardParametersInto, forwardInto } from './passes'

/** Tensors of one layer for at most `capacity` samples: `[m][units]`. */
export interface LayerWorkspace {
  i: Float64Array<ArrayBuffer>
  o: Float64Array<ArrayBuffer>
  dO: Float64Array<ArrayBuffer>
  dI: Float64Array<ArrayBuffer>
}

/** All tensors of one forward and one backward pass, allocated once. */
export class Workspace {
  readonly x: Float64Array<ArrayBuffer>
  readonly y: Float64Array<ArrayBuffer>
  readonly layers: LayerWorkspace[]
  readonly gradients: Float64Array<ArrayBuffer>
  readonly gradientViews: LayerViews[]
  /** Samples of the batch in hand. */
  m = 0

  constructor(
    readonly shape: NetworkShape,
    readonly capacity: number,
  ) {
    this.x = new Float64Array(capacity * shape.inputs)
    this.y = new Float64Array(capacity * shape.outputs)
    this.layers = shape.layers.map(({ units }) => ({
      i: new Float64Array(capacity * units),
      o: new Float64Array(capacity * units),
      dO: new Float64Array(capacity * units),
      dI: new Float64Array(capacity * units),
    }))
    this.gradients = new Float64Array(shape.parameters)
    this.gradientViews = viewLayers(shape, this.gradients)
  }

  /** Copies rows of the data into the batch. `positions` index `rows`, which index the data. */
  gather(x: DataValues, y: Float64Array, rows: Uint32Array, positions: Uint32Array): void {
    const { inputs, outputs } = this.shape
    this.m = positions.length
    for (let s = 0; s < this.m; s++) {
      const row = rows[positions[s]!]!
      for (let k = 0; k < inputs; k++) this.x[s * inputs + k] = x[row * inputs + k]!
      for (let k = 0; k < outputs; k++) this.y[s * outputs + k] = y[row * outputs + k]!
    }
  }

  forward(parameters: readonly LayerViews[], from = 0): void {
    for (let l = from; l < this.layers.length; l++) {
      const { inputs, units, activation } = this.shape.layers[l]!
      const { i, o } = this.layers[l]!
      forwardInto(i, this.inputsOf(l), parameters[l]!.weights, parameters[l]!.biases, this.m, inputs, units)
      activateInto(o, i, activation, this.m, units)
    }
  }

  /** Cost of the batch after `forward`, without the penalty. */
  cost(name: CostName): number {
    return costs[name].value(this.batchOutputs())
  }

  /**
   * Fills dO, dI and the gradients of all layers after `forward`.
   * @param fault a mistake planted on purpose; null computes the gradient
   */
  backward(parameters: readonly LayerViews[], name: CostName, fault: Fault | null = null): void {
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const slip = fault !== null && fault.layer === l + 1 ? fault.name : null
      this.backwardActivation(l, name, slip)
      const { inputs, units } = this.shape.layers[l]!
      const { dI } = this.layers[l]!
      const { weights, biases } = this.gradientViews[l]!
      const x = slip === 'staleActivation' ? delayRows(this.inputsOf(l), this.m, inputs) : this.inputsOf(l)
      backwardParametersInto(weights, biases, x, dI, this.m, inputs, units)
      if (slip === 'biasNotSummed') biases.set(dI.subarray(0, biases.length))
      if (l === 0) continue
      const transposed = slip === 'transposedWeights'
      backwardInputsInto(
        this.layers[l - 1]!.dO,
        dI,
        parameters[l]!.weights,
        this.m,
        inputs,
        units,
        transposed,
      )
    }
  }

  /** dI of layer l, and at the output dO, which everywhere else comes from the layer after. */
  private backwardActivation(l: number, name: CostName, slip: FaultName | null): void {
    const cost = costs[name]
    const { units, activation } = this.shape.layers[l]!
    const { i, o, dO, dI } = this.layers[l]!
    const count = this.m * units
    const last = l === this.layers.length - 1
    if (last) cost.derivativeInto(dO, this.batchOutputs())
    if (last && slip === 'lostBatchMean') scaleInto(dO, count, this.m)
    if (slip === 'missingDerivative') {
      dI.set(dO.subarray(0, count))
    } else if (last && cost.preactivationDerivativeInto !== null) {
      cost.preactivationDerivativeInto(dI, this.batchOutputs())
      if (slip === 'lostBatchMean') scaleInto(dI, count, this.m)
    } else {
      backwardActivationInto(dI, dO, i, o, activation, this.m, units)
    }
    if (slip === 'flippedSign') scaleInto(dI, count, -1)
  }

  inputsOf(l: number): Float64Array<ArrayBuffer> {
    return l === 0 ? this.x : this.layers[l - 1]!.o
  }

  private batchOutputs() {
    const { i, o } = this.layers[this.layers.length - 1]!
    return { i, o, y: this.y, m: this.m, n: this.shape.outputs }
  }
}
