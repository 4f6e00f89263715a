import type { CostName } from '../spec/names'
import { activateInto, activations } from './activations'
import type { LayerViews } from './network'
import type { Workspace } from './workspace'

/**
 * The batch's cost after a small change of one parameter, at the price of what the parameter reaches: its unit is
 * computed anew, the layer after takes up the difference, the rest runs through. The workspace is left as it was found.
 */
export class UnitProbe {
  private readonly base: { i: Float64Array<ArrayBuffer>; o: Float64Array<ArrayBuffer> }[]

  /** @param workspace after `forward`; @param parameters what a caller changes between two measurements */
  constructor(
    private readonly workspace: Workspace,
    private readonly parameters: readonly LayerViews[],
  ) {
    this.base = workspace.layers.map(({ i, o }) => ({ i: i.slice(), o: o.slice() }))
  }

  /** Cost with unit `j` of layer `l` (from 0) computed from the parameters as they are now. */
  measure(l: number, j: number, cost: CostName): number {
    const { workspace } = this
    this.computeUnit(l, j)
    if (l + 1 < workspace.layers.length) this.passOn(l, j)
    workspace.forward(this.parameters, l + 2)
    const value = workspace.cost(cost)
    for (let k = l; k < workspace.layers.length; k++) {
      workspace.layers[k]!.i.set(this.base[k]!.i)
      workspace.layers[k]!.o.set(this.base[k]!.o)
    }
    return value
  }

  /** The column i[·, j] in the order of `forwardInto`, so that an unchanged unit gives the same bits. */
  private computeUnit(l: number, j: number): void {
    const { m, shape } = this.workspace
    const { inputs, units, activation } = shape.layers[l]!
    const { i, o } = this.workspace.layers[l]!
    const { weights, biases } = this.parameters[l]!
    const x = this.workspace.inputsOf(l)
    for (let s = 0; s < m; s++) {
      let sum = 0
      for (let k = 0; k < inputs; k++) sum += x[s * inputs + k]! * weights[k * units + j]!
      i[s * units + j] = j < biases.length ? sum + biases[j]! : sum
    }
    if (activation === 'softmax') {
      activateInto(o, i, activation, m, units)
      return
    }
    const { output } = activations[activation]
    for (let s = 0; s < m; s++) o[s * units + j] = output(i[s * units + j]!)
  }

  private passOn(l: number, j: number): void {
    const { m, shape } = this.workspace
    const { inputs, units, activation } = shape.layers[l + 1]!
    const { o: source } = this.workspace.layers[l]!
    const before = this.base[l]!.o
    const { i, o } = this.workspace.layers[l + 1]!
    const { weights } = this.parameters[l + 1]!
    for (let s = 0; s < m; s++) {
      const change = source[s * inputs + j]! - before[s * inputs + j]!
      for (let k = 0; k < units; k++) i[s * units + k]! += change * weights[j * units + k]!
    }
    activateInto(o, i, activation, m, units)
  }
}
