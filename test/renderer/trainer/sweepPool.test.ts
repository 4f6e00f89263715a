import { afterEach, describe, expect, it, vi } from 'vitest'
import { defaultJobs, orderRuns, startSweepPool } from '../../../src-renderer/src/trainer/sweepPool'
import type { LabError } from '../../../src-worker/protocol/errors'
import type { SweepResult } from '../../../src-worker/protocol/sweeps'
import type { Sweep } from '../../../src-worker/spec/sweep'
import type { PlannedRun } from '../../../src-worker/sweep/sweepApi'
import { createSweep, values } from '../../spec/sweeps'
import { take } from '../../worker/session/services'
import { createLateLink, createLinks, type CountedLinks } from './sweepLinks'

const grid = createSweep({
  base: {
    name: 'XOR',
    data: { source: { kind: 'generator', name: 'xor', samples: 8 } },
    network: { layers: [{ units: 2 }, { units: 1 }] },
    training: { stop: { epochs: 2 } },
  },
  vary: [values('training.optimizer.learningRate', 0.1, 0.2, 0.4)],
  seeds: 2,
})

async function planOf(sweep: Sweep): Promise<PlannedRun[]> {
  return take(await createLinks().createLink().api.plan(sweep)).runs
}

interface Told {
  /** Digest of the run, and that of the result that was told for it. */
  pairs: [string, string][]
  started: string[]
  results: SweepResult[]
  failures: { name: string; error: LabError }[]
}

function begin(
  links: Pick<CountedLinks, 'createLink'>,
  runs: readonly PlannedRun[],
  jobs: number,
  sweep = grid,
) {
  const told: Told = { pairs: [], started: [], results: [], failures: [] }
  const pool = startSweepPool({
    createLink: links.createLink,
    now: () => Date.now(),
    sweep,
    data: { attachments: [], session: null },
    runs,
    jobs,
    listener: {
      started: ({ name }) => told.started.push(name),
      share: () => undefined,
      ended(run, result) {
        told.results.push(result)
        told.pairs.push([run.key, result.experiment])
      },
      failed: ({ name }, error) => told.failures.push({ name, error }),
    },
  })
  return { pool, told }
}

const timeless = (results: readonly SweepResult[]) =>
  results
    .map(({ seconds: _seconds, ...numbers }) => numbers)
    .sort((one, other) => one.name.localeCompare(other.name))

afterEach(() => void vi.useRealTimers())

describe('workers of a sweep', () => {
  it.each([1, 2, 4])('%i at a time make the same six results, each run once', async (jobs) => {
    const runs = await planOf(grid)
    const alone = begin(createLinks(), runs, 1)
    await alone.pool.done
    const links = createLinks()
    const { pool, told } = begin(links, runs, jobs)
    await pool.done
    expect(told.failures).toEqual([])
    expect(told.results).toHaveLength(6)
    expect(timeless(told.results)).toEqual(timeless(alone.told.results))
    expect(links.mostBusy).toBe(jobs)
    expect([links.born, links.ended]).toEqual([jobs, jobs])
  })

  it('are replaced when they die, and the run is made again with the same numbers', async () => {
    const runs = await planOf(grid)
    const whole = begin(createLinks(), runs, 1)
    await whole.pool.done
    const links = createLinks((nth) => (nth === 2 || nth === 3 ? 'dies' : null))
    const { pool, told } = begin(links, runs, 1)
    await pool.done
    expect(timeless(told.results)).toEqual(timeless(whole.told.results))
    expect(links.born).toBe(3)
    expect(told.failures).toEqual([])
  })

  it('that die three times over one run leave it with the reason and make the others', async () => {
    const runs = await planOf(grid)
    const links = createLinks((nth) => (nth >= 2 && nth <= 4 ? 'dies' : null))
    const { pool, told } = begin(links, runs, 1)
    await pool.done
    expect(told.failures).toMatchObject([
      { name: runs[1]!.name, error: { code: 'workerDied', message: 'out of memory' } },
    ])
    expect(told.results).toHaveLength(5)
    expect([links.born, links.ended]).toEqual([4, 4])
  })

  it('that do not answer for a minute are replaced', async () => {
    const runs = (await planOf(grid)).slice(0, 1)
    vi.useFakeTimers()
    const links = createLinks((nth) => (nth === 1 ? 'never answers' : null))
    const { pool, told } = begin(links, runs, 1)
    await vi.advanceTimersByTimeAsync(59_000)
    expect(links.born).toBe(1)
    await vi.advanceTimersByTimeAsync(5000)
    await pool.done
    expect(links.born).toBe(2)
    expect(told.results).toHaveLength(1)
  })

  it('end at once when the sweep is stopped, and tell nothing after', async () => {
    const runs = await planOf(grid)
    const links = createLinks()
    const { pool, told } = begin(links, runs, 2)
    while (told.results.length < 2) await new Promise((done) => setTimeout(done))
    pool.stop()
    const known = told.results.length
    await pool.done
    await new Promise((done) => setTimeout(done, 20))
    expect(told.results).toHaveLength(known)
    expect(known).toBeLessThan(6)
    expect(links.ended).toBe(links.born)
  })

  it('leave a run that cannot be made with its reason, without trying again', async () => {
    const broken = createSweep({
      ...grid,
      vary: [values('network.layers[1].units', 1, 3)],
      seeds: 1,
    })
    const runs = await planOf(broken)
    const links = createLinks()
    const { pool, told } = begin(links, runs, 1, broken)
    await pool.done
    expect(told.results.map(({ name }) => name)).toEqual([runs[0]!.name])
    expect(told.failures).toMatchObject([
      { name: runs[1]!.name, error: { problems: [{ path: 'network.layers' }] } },
    ])
    expect(links.born).toBe(1)
  })
})

describe('short runs', () => {
  it('are handed out in batches, every one made once', async () => {
    const many = createSweep({ ...grid, seeds: 40 })
    const runs = await planOf(many)
    const links = createLinks()
    const { pool, told } = begin(links, runs, 2, many)
    await pool.done
    expect(told.results).toHaveLength(120)
    expect(new Set(links.made).size).toBe(120)
    expect(links.batches.reduce((sum, size) => sum + size, 0)).toBe(120)
    expect(Math.max(...links.batches)).toBeGreaterThan(3)
    expect(Math.max(...links.batches)).toBeLessThanOrEqual(30)
  })

  it('of a batch whose worker dies are made again, but for those that it had told of', async () => {
    const many = createSweep({ ...grid, seeds: 20 })
    const runs = await planOf(many)
    const whole = begin(createLinks(), runs, 1, many)
    await whole.pool.done
    const links = createLinks((nth) => (nth === 9 || nth === 25 ? 'dies' : null))
    const { pool, told } = begin(links, runs, 1, many)
    await pool.done
    expect(timeless(told.results)).toEqual(timeless(whole.told.results))
    expect(told.failures).toEqual([])
    expect(links.born).toBe(3)
  })
})

describe('news that come late, out of order and after the reply', () => {
  const many = createSweep({
    ...grid,
    vary: [values('training.optimizer.learningRate', 0.05, 0.1, 0.2, 0.4, 0.8, 1.6)],
    seeds: 12,
  })

  it.each([
    ['at once', () => 0],
    ['after the reply', () => 400],
    ['each second one late', (nth: number) => (nth % 2) * 9],
    ['out of order', (nth: number) => (nth * 7) % 11],
  ])('give 72 runs their own results, each once: %s', async (_, delay) => {
    const runs = await planOf(many)
    const alone = begin(createLinks(), runs, 1, many)
    await alone.pool.done
    const { pool, told } = begin({ createLink: () => createLateLink(delay) }, runs, 2, many)
    await pool.done
    expect(told.failures).toEqual([])
    expect(told.pairs.toSorted()).toEqual(runs.map(({ key }) => [key, key] as [string, string]).toSorted())
    expect(timeless(told.results)).toEqual(timeless(alone.told.results))
  })

  it('are not believed where they bring the result of another run', async () => {
    const runs = (await planOf(grid)).slice(0, 2)
    const [first, second] = runs as [PlannedRun, PlannedRun]
    const link = createLateLink(() => 0)
    const make: typeof link.api.make = (orders, tell) =>
      link.api.make(
        orders.map((order) => (order.key === second.key ? { ...first, key: second.key } : order)),
        tell,
      )
    const { pool, told } = begin({ createLink: () => ({ ...link, api: { ...link.api, make } }) }, runs, 1)
    await pool.done
    expect(told.pairs).toEqual([[first.key, first.key]])
    expect(told.failures).toMatchObject([
      { name: second.name, error: { code: 'internal', message: 'the result of another run came' } },
    ])
  })
})

describe('the plan of the workers', () => {
  it('has a seed of every combination before the next seed', async () => {
    const order = orderRuns(await planOf(grid)).map(({ cell, seed }) => [cell, seed])
    expect(order).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [0, 2],
      [1, 2],
      [2, 2],
    ])
  })

  it.each([
    [1, 1],
    [2, 1],
    [8, 7],
  ])('on %i cores has %i workers unless a person says otherwise', (cores, jobs) => {
    expect(defaultJobs(cores)).toBe(jobs)
  })
})
