import { describe, expect, it } from 'vitest'
import { directionOf } from '../../../../src-renderer/src/backprop/cell/cellNumbers'
import { drawFault, drawPlaces } from '../../../../src-renderer/src/backprop/practice/drawFault'
import { judgeAnswer } from '../../../../src-renderer/src/backprop/practice/judgeAnswer'
import { faultNames, type Fault } from '../../../../src-worker/spec/fault'
import type { CellId, Derivation } from '../../../../src-worker/protocol/microscope'
import { openTrainer } from '../realTrainer'

const trainer = await openTrainer()

async function derive(cell: CellId): Promise<Derivation> {
  const reply = await trainer.inspect({ fault: null, samples: { start: 0, count: 4 }, units: [], cell })
  if (!reply.ok || reply.value.derivation === null) throw new Error('no such cell')
  return reply.value.derivation
}

describe('an answer for ΔW1[1, 2] = −0.002555 of 4 samples', async () => {
  const derivation = await derive({ kind: 'dW', layer: 1, row: 0, column: 1 })
  it.each([
    [-0.002555, true, null],
    [-0.00258, true, null],
    [-0.00261, false, null],
    [0.002555, false, 'sign'],
    [-0.01022, false, 'lostMean'],
    [-0.000639, false, 'doubleMean'],
    [-0.004609, false, 'oneSample'],
    [-2.555, false, 'scale'],
    [0, false, 'zero'],
    [NaN, false, null],
  ])('%d: right %s, hint %s', (answer, right, hint) => {
    expect(judgeAnswer(answer, derivation, 4)).toEqual({ right, hint })
  })
})

it('∂cost/∂o1 given for ∂cost/∂i1 misses the derivative', async () => {
  const derivation = await derive({ kind: 'dI', layer: 1, row: 0, column: 0 })
  expect(judgeAnswer(0.029425, derivation, 4)).toEqual({ right: false, hint: 'missingDerivative' })
})

it('a gradient says which way the cost goes; one that is no number says nothing', async () => {
  const derivation = await derive({ kind: 'dW', layer: 1, row: 0, column: 1 })
  expect(directionOf(derivation)).toBe('lowers')
  expect(directionOf({ ...derivation, value: NaN })).toBeNull()
})

describe('chance', () => {
  it('draws each of six faults, whatever the number of its layers', () => {
    const faults = faultNames.flatMap((name, k): Fault[] =>
      Array.from({ length: 1 + (k % 3) }, (_, l) => ({ name, layer: l + 1 })),
    )
    const drawn = Array.from({ length: 600 }, (_, chance) => drawFault(faults, chance * 2_654_435)!)
    for (const name of faultNames) {
      expect(drawn.filter((fault) => fault.name === name).length).toBeGreaterThan(60)
    }
    expect(new Set(drawn.map(({ name, layer }) => `${name} ${layer}`)).size).toBe(faults.length)
    expect(drawFault([], 5)).toBeNull()
  })

  it('draws 3 of 6 places without repetition, all when fewer are there', () => {
    let state = 7
    const next = () => (state = (state * 1_103_515_245 + 12_345) >>> 0)
    expect(new Set(drawPlaces(6, 3, next)).size).toBe(3)
    expect(drawPlaces(2, 3, next)).toEqual([0, 1])
  })
})
