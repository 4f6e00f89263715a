/** What the gradient promises of an update, and what the update does. */
import { measureNorm } from '../core/norms'
import { computePenalty } from '../core/penalties'
import type { UpdateEffect } from '../protocol/microscope'
import { gatherGradient } from './deriveChange'
import { createWorkspace, type Step } from './step'

/**
 * To first order the objective (cost and penalty) of the update's own batch changes by Σ g · (θ′ − θ), for plain sgd
 * −η‖g‖²; how far the real change is from it says how curved the cost is at this learning rate.
 */
export function measureEffect(step: Step): UpdateEffect {
  const { traced, settings } = step
  const gradient = gatherGradient(step)
  const after = traced.layers.map(({ weightsAfter, biasesAfter }) => ({
    weights: weightsAfter,
    biases: biasesAfter,
  }))
  const workspace = createWorkspace(step)
  workspace.forward(after)
  const costAfter = workspace.cost(settings.cost)
  const objectiveBefore = traced.cost + traced.penalty
  const objectiveAfter = costAfter + computePenalty(after, settings.l1, settings.l2)
  return {
    costBefore: traced.cost,
    costAfter,
    objectiveBefore,
    objectiveAfter,
    gradientNorm: measureNorm(gradient),
    promised: sumPromised(step, gradient),
    real: objectiveAfter - objectiveBefore,
  }
}

function sumPromised({ shape, traced }: Step, gradient: Float64Array): number {
  let promised = 0
  traced.layers.forEach(({ weights, weightsAfter, biases, biasesAfter }, l) => {
    const { weightsAt, biasesAt } = shape.layers[l]!
    for (let p = 0; p < weights.length; p++) {
      promised += gradient[weightsAt + p]! * (weightsAfter[p]! - weights[p]!)
    }
    for (let p = 0; p < biases.length; p++) {
      promised += gradient[biasesAt + p]! * (biasesAfter[p]! - biases[p]!)
    }
  })
  return promised
}
