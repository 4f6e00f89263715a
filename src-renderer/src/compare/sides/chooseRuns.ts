import type { ListedRun } from '../../../../src-worker/protocol/runs'

/**
 * The runs of the two sides: those chosen already, else first the open run, second the newest other one. With a single
 * run there is nothing to compare, and none is chosen.
 */
export function chooseRuns(
  runs: readonly Pick<ListedRun, 'number' | 'open'>[],
  a: number | null,
  b: number | null,
): [number | null, number | null] {
  if (runs.length < 2) return [null, null]
  const newest = runs.map(({ number }) => number).toSorted((one, other) => other - one)
  const open = runs.find((run) => run.open)?.number
  const first = a ?? [open, ...newest].find((number) => number !== undefined && number !== b)!
  return [first, b ?? newest.find((number) => number !== first)!]
}
