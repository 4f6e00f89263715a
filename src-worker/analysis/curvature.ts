/** How the cost curves at the moment shown: the largest eigenvalues of its Hessian on the batch in hand. */
import { HessianProduct } from '../core/hessian'
import { walkLanczos } from '../core/lanczos'
import { viewLayers, writeTensorsInto } from '../core/network'
import type { Curvature } from '../protocol/checks'
import { createWorkspace, type Step } from './step'

/** Up to here all eigenvalues are found; beyond, the ends of the spectrum. */
export const mostExact = 200
const steps = 60
const shown = 3

/** In pieces, a product each, so that the caller can pause in between. */
export function* measureCurvature(step: Step): Generator<{ done: number; total: number }, Curvature> {
  const { shape, traced, settings, model } = step
  const arena = new Float64Array(shape.parameters)
  writeTensorsInto(arena, shape, traced.layers)
  const hessian = new HessianProduct(createWorkspace(step), viewLayers(shape, arena), settings)
  const total = shape.parameters <= mostExact ? shape.parameters : Math.min(steps, shape.parameters)
  const walk = walkLanczos(
    (product, vector) => hessian.multiplyInto(product, vector),
    shape.parameters,
    total,
  )
  for (;;) {
    const { value, done } = walk.next()
    if (done !== true) {
      yield { done: value, total }
      continue
    }
    const { eigenvalues } = value
    const largest = eigenvalues[0] ?? NaN
    return {
      parameters: shape.parameters,
      products: value.steps,
      exact: value.steps === shape.parameters,
      largest: eigenvalues.slice(0, shown),
      smallest: eigenvalues[eigenvalues.length - 1] ?? NaN,
      negative:
        value.steps === shape.parameters ? eigenvalues.filter((one) => one < -1e-12 * largest).length : null,
      limit: largest > 0 ? 2 / largest : Infinity,
      learningRate: model.learningRate,
    }
  }
}
