import type { CostSurface } from '../../../../src-worker/protocol/surface'

/** `cost(x, y)` over [−1, 1] × [0, 4], with moments on and beside it. */
export function createSurface(
  resolution: number,
  cost: (x: number, y: number) => number,
  path: readonly [x: number, y: number][] = [],
): CostSurface {
  const step = 1 / (resolution - 1)
  return {
    update: 7,
    resolution,
    minimum: [-1, 0],
    maximum: [1, 4],
    values: Float64Array.from({ length: resolution ** 2 }, (_, at) =>
      cost(-1 + 2 * step * (at % resolution), 4 * step * Math.floor(at / resolution)),
    ),
    here: { update: 7, x: 0, y: 2, cost: cost(0, 2), distance: 0 },
    path: path.map(([x, y], update) => ({ update, x, y, cost: cost(x, y), distance: 0.5 })),
    variance: null,
    rows: 4,
    rowsOfPart: 4,
  }
}
