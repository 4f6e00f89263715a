/** How long a sweep still takes. */

export interface GoingRun {
  cell: number
  /** Seconds since it began. */
  elapsed: number
  /** 0 to 1; null where it cannot be told. */
  share: number | null
}

export interface SweepProgressState {
  /** Combinations of the runs that have not begun. */
  waiting: readonly number[]
  going: readonly GoingRun[]
  /** Seconds that a run took. */
  ended: readonly { cell: number; seconds: number }[]
  /** Runs side by side. */
  jobs: number
}

/**
 * Seconds left of a sweep: a run takes as long as those of its combination did, else as all did on average, else as
 * the share that it has done says. Null before anything is known.
 */
export function estimateSecondsLeft({ waiting, going, ended, jobs }: SweepProgressState): number | null {
  const byCell = new Map<number, number[]>()
  for (const { cell, seconds } of ended) {
    const known = byCell.get(cell)
    if (known === undefined) byCell.set(cell, [seconds])
    else known.push(seconds)
  }
  const guesses = going.flatMap((run) => guess(run) ?? [])
  const all = average(ended.map(({ seconds }) => seconds)) ?? average(guesses)
  if (all === null) return null
  const expect = (cell: number): number => average(byCell.get(cell) ?? []) ?? all
  const running = going.map((run) => Math.max(0, (guess(run) ?? expect(run.cell)) - run.elapsed))
  const rest = waiting.reduce((sum, cell) => sum + expect(cell), 0)
  const total = rest + running.reduce((sum, seconds) => sum + seconds, 0)
  return Math.max(total / jobs, ...running)
}

const guess = ({ share, elapsed }: GoingRun): number | null =>
  share === null || share < 0.02 ? null : elapsed / share

const average = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
