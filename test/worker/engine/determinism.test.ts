import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { TrainingSettings } from '../../../src-worker/spec/experiment'
import type { FastEngine } from '../../../src-worker/engine/fastEngine'
import { createFast, createReference, digestCases, getOptimizer, readParameterBytes } from './cases'

const digest = (engine: FastEngine): string =>
  createHash('sha256').update(readParameterBytes(engine)).digest('hex')

/** Runs to `update`, at most `slice` updates a call. */
function runTo(engine: FastEngine, update: number, slice: number): void {
  while (engine.update < update) expect(engine.run(Math.min(slice, update - engine.update), 0)).toBeNull()
}

const digests = JSON.parse(readFileSync(new URL('digests.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>

describe('the parameters of every case', () => {
  it('are the 8 of digests.json', () => {
    expect(digestCases.map(({ name }) => name)).toEqual(Object.keys(digests))
    expect(digestCases).toHaveLength(8)
  })

  it.each(digestCases)('have the digest of digests.json: $name', ({ name, updates, of }) => {
    const engine = createFast(of)
    runTo(engine, updates, updates)
    expect(digest(engine)).toBe(digests[name])
  })

  it.each(digestCases)('are the same in slices of 1 and 7 as all at once: $name', ({ updates, of }) => {
    const [once, ones, sevens] = [createFast(of), createFast(of), createFast(of)]
    runTo(once, updates, updates)
    runTo(ones, updates, 1)
    runTo(sevens, updates, 7)
    expect(digest(ones)).toBe(digest(once))
    expect(digest(sevens)).toBe(digest(once))
    expect(sevens.getState()).toEqual(once.getState())
  })
})

describe('settings changed at updates 50, 101 and 130', () => {
  const changes = (training: TrainingSettings): [update: number, settings: TrainingSettings][] => [
    [50, { ...training, batchSize: 9, optimizer: getOptimizer('momentum', 0.02) }],
    [101, { ...training, batchSize: 200, optimizer: getOptimizer('adam', 0.005), l2: 0.001, clipNorm: 1 }],
    [130, { ...training, batchSize: 'full', optimizer: getOptimizer('adam', 0.001) }],
    [150, training],
  ]
  it.each(digestCases)('give the same parameters in slices of 1, 7 and 1000: $name', ({ of }) => {
    const found = [1, 7, 1000].map((slice) => {
      const engine = createFast(of)
      for (const [update, settings] of changes(of.training)) {
        runTo(engine, update, slice)
        engine.applySettings(settings)
      }
      return digest(engine)
    })
    expect(new Set(found).size).toBe(1)
  })
})

describe('a run restored at update 53', () => {
  it.each(digestCases)('goes on bit for bit to update 120: $name', ({ of }) => {
    const whole = createFast(of)
    runTo(whole, 120, 1000)
    const first = createFast(of)
    runTo(first, 53, 1000)
    const restored = createFast(of)
    runTo(restored, 5, 1000)
    restored.restore(structuredClone(first.getState()), first.getHistory())
    expect(restored.getNextBatch()).toEqual(first.getNextBatch())
    runTo(restored, 120, 1000)
    expect(restored.getState()).toEqual(whole.getState())
    expect(restored.getHistory()).toEqual(whole.getHistory())
  })
})

describe('an evaluation after every tenth update', () => {
  it.each(digestCases)('leaves parameters and record as they are without: $name', ({ of }) => {
    const plain = createFast(of)
    const evaluated = createFast(of)
    const rows = Uint32Array.from({ length: of.rows }, (_, row) => row)
    for (let update = 10; update <= 100; update += 10) {
      runTo(plain, update, 10)
      runTo(evaluated, update, 10)
      const before = structuredClone(evaluated.record)
      const task = evaluated.evaluate(rows, true)
      while (task.advance(128) === null);
      expect(evaluated.record).toEqual(before)
    }
    expect(evaluated.getState()).toEqual(plain.getState())
  })
})

describe('an evaluation of 1,500 rows', () => {
  const { of: small } = digestCases[2]!
  const of = { ...small, rows: 1500, training: { ...small.training, cost: 'meanSquaredError' as const } }
  const rows = Uint32Array.from({ length: of.rows }, (_, row) => row)

  it.each([
    ['fast', () => createFast(of)],
    ['reference', () => createReference(of, createFast(of))],
  ])('has the same bits whatever its pieces: %s engine', (_name, create) => {
    const engine = create()
    engine.run(20, 0)
    const evaluateBy = (piece: number) => {
      const task = engine.evaluate(rows, true)
      for (;;) {
        const done = task.advance(piece)
        if (done !== null) return done
      }
    }
    const whole = evaluateBy(1500)
    expect([256, 512, 768].map(evaluateBy)).toEqual([whole, whole, whole])
  })
})
