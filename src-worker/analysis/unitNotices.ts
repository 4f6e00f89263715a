/** Units that cannot learn as they stand, and why: found in the weights and in the batch, nothing is guessed. */
import type { UnitNotice } from '../protocol/microscope'
import { isFused } from './deriveElement'
import { computeSlopes, largestSlope } from './slopes'
import type { Step } from './step'

/** Of the largest possible f′: below it for every sample, a unit is called saturated. */
export const saturatedShare = 0.01

export function findNotices(step: Step): UnitNotice[] {
  const hidden = step.shape.layers.slice(0, -1).map((_, l) => l)
  return [
    ...hidden.flatMap((l) => findSymmetry(step, l)),
    ...hidden.flatMap((l) => findCutOff(step, l)),
    ...step.shape.layers.flatMap((_, l) => findFlatUnits(step, l)),
  ]
}

/** Groups of units with the same weights in, the same bias and the same weights out: they get the same gradient. */
function findSymmetry({ shape, traced }: Step, l: number): UnitNotice[] {
  const { inputs, units } = shape.layers[l]!
  const { weights, biases } = traced.layers[l]!
  const next = shape.layers[l + 1]!
  const out = traced.layers[l + 1]!.weights
  let groups = [Array.from({ length: units }, (_, j) => j)]
  // With drawn weights every unit is alone after the first number.
  for (let k = 0; k < inputs && groups.length > 0; k++) groups = split(groups, (j) => weights[k * units + j]!)
  if (biases.length > 0) groups = split(groups, (j) => biases[j]!)
  for (let k = 0; k < next.units && groups.length > 0; k++) {
    groups = split(groups, (j) => out[j * next.units + k]!)
  }
  return groups.map((group): UnitNotice => ({ kind: 'symmetry', layer: l + 1, units: group }))
}

/** Parts of the groups whose units share the number; units that share it with none are left out. */
function split(groups: readonly number[][], read: (unit: number) => number): number[][] {
  return groups.flatMap((group) => {
    const parts = new Map<number, number[]>()
    for (const j of group) {
      const part = parts.get(read(j))
      if (part === undefined) parts.set(read(j), [j])
      else part.push(j)
    }
    return [...parts.values()].filter((part) => part.length > 1)
  })
}

function findCutOff({ shape, traced }: Step, l: number): UnitNotice[] {
  if (traced.layers[l + 1]!.weights.some((w) => w !== 0)) return []
  return [
    { kind: 'cutOff', layer: l + 1, units: Array.from({ length: shape.layers[l]!.units }, (_, j) => j) },
  ]
}

/**
 * Dead is where f′ is 0 by definition; where a smooth f′ only rounds to 0 the unit is saturated. A cost derived together
 * with its output goes past f′, so that nothing holds that output back.
 */
function findFlatUnits(step: Step, l: number): UnitNotice[] {
  if (isFused(step, l + 1)) return []
  const { units, activation } = step.shape.layers[l]!
  const slopes = computeSlopes(step, l, step.traced.m)
  const steepest = new Float64Array(units)
  for (let p = 0; p < slopes.length; p++) {
    steepest[p % units] = Math.max(steepest[p % units]!, Math.abs(slopes[p]!))
  }
  const found = (kind: 'dead' | 'saturated', test: (slope: number) => boolean): UnitNotice[] => {
    const list = [...steepest.keys()].filter((j) => test(steepest[j]!))
    return list.length === 0 ? [] : [{ kind, layer: l + 1, units: list }]
  }
  const limit = saturatedShare * largestSlope[activation]
  return [
    ...found('dead', (slope) => activation === 'relu' && slope === 0),
    ...found('saturated', (slope) => activation !== 'relu' && slope < limit),
  ]
}
