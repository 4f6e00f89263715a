/**
 * The Hessian of cost and penalty times a vector, exactly, without the Hessian: every tensor of the two passes with its
 * derivative along the vector beside it (B. A. Pearlmutter, Fast exact multiplication by the Hessian, 1994).
 */
import type { TrainingSettings } from '../spec/experiment'
import { activations } from './activations'
import { costs } from './costs'
import { viewLayers, type LayerViews, type NetworkShape } from './network'
import { backwardInputsInto, backwardParametersInto, forwardInto } from './passes'
import type { LayerWorkspace, Workspace } from './workspace'

export class HessianProduct {
  private readonly shape: NetworkShape
  /** Derivatives along the vector of every tensor of the workspace. */
  private readonly tangents: LayerWorkspace[]
  private readonly spare: Float64Array<ArrayBuffer>
  /** ΔW and Δb of the second part of a product. */
  private readonly part: Float64Array<ArrayBuffer>
  private readonly partViews: LayerViews[]

  /**
   * @param workspace holds the batch; its passes are made here
   * @param parameters where the Hessian is taken
   */
  constructor(
    private readonly workspace: Workspace,
    private readonly parameters: readonly LayerViews[],
    private readonly settings: Pick<TrainingSettings, 'cost' | 'l2'>,
  ) {
    const { shape, m } = workspace
    this.shape = shape
    workspace.forward(parameters)
    workspace.backward(parameters, settings.cost)
    this.tangents = shape.layers.map(({ units }) => ({
      i: new Float64Array(m * units),
      o: new Float64Array(m * units),
      dO: new Float64Array(m * units),
      dI: new Float64Array(m * units),
    }))
    this.spare = new Float64Array(
      m * Math.max(...shape.layers.map(({ inputs, units }) => Math.max(inputs, units))),
    )
    this.part = new Float64Array(shape.parameters)
    this.partViews = viewLayers(shape, this.part)
  }

  /** product = H · vector, both in the order of the arena. At a kink H is that of the side the batch lies on. */
  multiplyInto(product: Float64Array<ArrayBuffer>, vector: Float64Array<ArrayBuffer>): void {
    const along = viewLayers(this.shape, vector)
    const out = viewLayers(this.shape, product)
    this.forward(along)
    for (let l = this.shape.layers.length - 1; l >= 0; l--) this.backward(l, along, out)
    const { l2 } = this.settings
    out.forEach(({ weights }, l) => {
      const direction = along[l]!.weights
      for (let p = 0; p < weights.length; p++) weights[p]! += l2 * direction[p]!
    })
  }

  /** Ri = Rx W + x V + c, Ro = f′(i) Ri. */
  private forward(along: readonly LayerViews[]): void {
    const { workspace, spare } = this
    const { m } = workspace
    this.shape.layers.forEach(({ inputs, units }, l) => {
      const { i, o } = this.tangents[l]!
      forwardInto(i, workspace.inputsOf(l), along[l]!.weights, along[l]!.biases, m, inputs, units)
      if (l > 0) {
        forwardInto(spare, this.tangents[l - 1]!.o, this.parameters[l]!.weights, noBias, m, inputs, units)
        for (let p = 0; p < m * units; p++) i[p]! += spare[p]!
      }
      this.activateTangentInto(o, i, l)
    })
  }

  private activateTangentInto(tangent: Float64Array, along: Float64Array, l: number): void {
    const { units, activation } = this.shape.layers[l]!
    const { i, o } = this.workspace.layers[l]!
    const { m } = this.workspace
    if (activation === 'softmax') {
      eachSample(m, units, (at) => {
        let mean = 0
        for (let j = at; j < at + units; j++) mean += o[j]! * along[j]!
        for (let j = at; j < at + units; j++) tangent[j] = o[j]! * (along[j]! - mean)
      })
      return
    }
    const { derivative } = activations[activation]
    for (let p = 0; p < m * units; p++) tangent[p] = derivative(i[p]!, o[p]!) * along[p]!
  }

  /** The gradients' derivatives of one layer, and of its inputs. */
  private backward(l: number, along: readonly LayerViews[], out: readonly LayerViews[]): void {
    const { workspace, tangents, spare } = this
    const { m } = workspace
    const { inputs, units } = this.shape.layers[l]!
    const { dI } = workspace.layers[l]!
    const tangent = tangents[l]!
    this.backwardActivation(l)
    const x = workspace.inputsOf(l)
    backwardParametersInto(out[l]!.weights, out[l]!.biases, x, tangent.dI, m, inputs, units)
    if (l === 0) return
    const before = tangents[l - 1]!
    const part = this.partViews[l]!
    backwardParametersInto(part.weights, noBias, before.o, dI, m, inputs, units)
    for (let p = 0; p < part.weights.length; p++) out[l]!.weights[p]! += part.weights[p]!
    backwardInputsInto(before.dO, tangent.dI, this.parameters[l]!.weights, m, inputs, units)
    backwardInputsInto(spare, dI, along[l]!.weights, m, inputs, units)
    for (let p = 0; p < m * inputs; p++) before.dO[p]! += spare[p]!
  }

  /** RdI of layer l from RdO; at the output from the cost. */
  private backwardActivation(l: number): void {
    const { workspace, settings } = this
    const { m, y } = workspace
    const { units, activation } = this.shape.layers[l]!
    const { i, o, dO } = workspace.layers[l]!
    const tangent = this.tangents[l]!
    if (l === this.shape.layers.length - 1) {
      const cost = costs[settings.cost]
      const batch = { i, o, y, m, n: units }
      const isFused = cost.preactivationDerivativeInto !== null
      cost.derivativeTangentInto(isFused ? tangent.dI : tangent.dO, tangent.o, batch)
      if (isFused) return
    }
    if (activation === 'softmax') {
      this.backwardSoftmax(l)
      return
    }
    const { derivative, second } = activations[activation]
    for (let p = 0; p < m * units; p++)
      tangent.dI[p] =
        tangent.dO[p]! * derivative(i[p]!, o[p]!) + dO[p]! * second(i[p]!, o[p]!) * tangent.i[p]!
  }

  /** Of dIⱼ = oⱼ (dOⱼ − Σₖ dOₖ oₖ). */
  private backwardSoftmax(l: number): void {
    const { units } = this.shape.layers[l]!
    const { o, dO } = this.workspace.layers[l]!
    const tangent = this.tangents[l]!
    eachSample(this.workspace.m, units, (at) => {
      let mean = 0
      let change = 0
      for (let j = at; j < at + units; j++) {
        mean += dO[j]! * o[j]!
        change += tangent.dO[j]! * o[j]! + dO[j]! * tangent.o[j]!
      }
      for (let j = at; j < at + units; j++)
        tangent.dI[j] = tangent.o[j]! * (dO[j]! - mean) + o[j]! * (tangent.dO[j]! - change)
    })
  }
}

const noBias = new Float64Array(0)

function eachSample(m: number, units: number, act: (at: number) => void): void {
  for (let s = 0; s < m; s++) act(s * units)
}
