import { describe, expect, it } from 'vitest'
import { UnitProbe } from '../../../src-worker/core/unitProbe'
import { activationNames } from '../../../src-worker/spec/names'
import { costsFor, createNetwork, initialize, runForward } from './sampleNetworks'

const cases = activationNames.map((activation) => {
  const hidden = activation === 'softmax' ? 'sigmoid' : activation
  const cost = costsFor(activation).at(-1)!
  return { activation, hidden, cost }
})

describe.each(cases)('4-5-3-2 of $activation with $cost', ({ activation, hidden, cost }) => {
  const network = createNetwork({
    inputs: 4,
    layers: [
      { units: 5, activation: hidden },
      { units: 3, activation: hidden, bias: false },
      { units: 2, activation },
    ],
    cost,
    m: 7,
  })
  const { arena, parameters } = initialize(network)
  const { shape } = network
  const workspace = runForward(network, parameters)
  const read = () => workspace.layers.map(({ i, o }) => ({ i: i.slice(), o: o.slice() }))
  const before = read()
  const probe = new UnitProbe(workspace, parameters)

  it('with unchanged parameters measures the cost to 1e-15 and leaves every i and o as it was', () => {
    const expected = workspace.cost(cost)
    shape.layers.forEach(({ units }, l) => {
      for (let j = 0; j < units; j++) {
        const measured = probe.measure(l, j, cost)
        expect(Math.abs(measured - expected)).toBeLessThanOrEqual(1e-15 * Math.abs(expected))
        expect(read()).toEqual(before)
      }
    })
  })

  it('with any one parameter changed measures the cost of a whole forward pass to 1e-13', () => {
    shape.layers.forEach(({ inputs, units, bias, weightsAt, biasesAt }, l) => {
      const count = inputs * units + (bias ? units : 0)
      for (let p = 0; p < count; p++) {
        const at = p < inputs * units ? weightsAt + p : biasesAt + p - inputs * units
        const held = arena[at]!
        arena[at] = held + 0.3
        const measured = probe.measure(l, p % units, cost)
        const expected = runForward(network, parameters).cost(cost)
        arena[at] = held
        expect(Math.abs(measured - expected), `layer ${l + 1}, ${p}`).toBeLessThanOrEqual(
          1e-13 * Math.abs(expected),
        )
        expect(read()).toEqual(before)
      }
    })
    expect(probe.measure(0, 0, cost)).toBe(workspace.cost(cost))
  })
})
