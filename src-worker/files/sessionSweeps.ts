/** sweeps.json of a session: each sweep with the results that are there. */
import * as v from 'valibot'
import type { SavedSweep } from '../protocol/sweeps'
import { limits } from '../spec/limits'
import { sweepSchema } from '../spec/sweep'
import { say } from '../spec/fields'
import { within } from './fileFault'
import { decodeShape } from './jsonShape'
import { decodeJson } from './safeJson'
import type { SessionEntries } from './sessionEntries'
import { resultSchema, stringifyResult } from './sweepResult'

/** Ten thousand runs with their curves. */
const sweepsBytes = 128 * 1024 * 1024

const sweepsSchema = v.pipe(
  v.array(
    v.strictObject(
      {
        name: v.pipe(
          v.string(say('text')),
          v.maxLength(limits.nameLength, say('lettersTo', { most: limits.nameLength })),
        ),
        sweep: sweepSchema,
        results: v.array(resultSchema, say('resultList')),
      },
      say('sweep'),
    ),
    say('sweepList'),
  ),
  v.maxLength(limits.sweeps, say('sweepsTo', { most: limits.sweeps })),
)

/** One line a result: a sweep of thousands of runs stays readable with any tool. */
export function encodeSweeps(sweeps: readonly SavedSweep[]): string {
  const texts = sweeps.map(({ name, sweep, results }) => {
    const lines = results.map((result) => `\n${stringifyResult(result)}`)
    return `{"name":${JSON.stringify(name)},"sweep":${JSON.stringify(sweep)},"results":[${lines.join(',')}]}`
  })
  return `[${texts.join(',\n')}]\n`
}

/** @throws LabFailure. */
export function decodeSweeps(entries: SessionEntries): SavedSweep[] {
  const bytes = entries.get('sweeps.json')
  if (bytes === undefined) return []
  return within('sweeps.json', () =>
    decodeShape(sweepsSchema, decodeJson(bytes, sweepsBytes)).map(({ name, sweep, results }) => ({
      name,
      sweep,
      results: results.map(({ format: _format, version: _version, ...result }) => result),
    })),
  )
}
