/** What a sweep keeps of one run: a few numbers and a short curve, in a small JSON file of its own. */
import * as v from 'valibot'
import type { LabError } from '../protocol/errors'
import { measureNames, type SweepResult } from '../protocol/sweeps'
import type { Experiment } from '../spec/experiment'
import type { Result } from '../spec/problem'
import { mostCurveRows } from '../sweep/sweepCurve'
import { say } from '../spec/fields'
import { encodeText, type Bytes } from './bytes'
import { computeSha256 } from './digest'
import { catchFault } from './fileFault'
import { decodeShape, finiteNumber, wholeNumber } from './jsonShape'
import { decodeJson } from './safeJson'

export const resultFormat = 'chainrule-sweep-run'
export const resultVersion = 1

/** What a run is known by: every setting, with the defaults, its name and its seeds. */
export const hashExperiment = (experiment: Experiment): Promise<string> =>
  computeSha256(encodeText(JSON.stringify(experiment)))

/** JSON on one line; numbers that JSON does not have are null for NaN, or named. */
export function stringifyResult(result: SweepResult): string {
  const file = { format: resultFormat, version: resultVersion, ...result }
  return JSON.stringify(file, (_key, value: unknown) =>
    typeof value === 'number' ? encodeNumber(value) : value,
  )
}

export const writeSweepResult = (result: SweepResult): Bytes => encodeText(`${stringifyResult(result)}\n`)

const encodeNumber = (value: number): number | string | null =>
  Number.isFinite(value) ? value : Number.isNaN(value) ? null : String(value)

/** @returns the result, or what is wrong with the file. */
export const readSweepResult = (bytes: Bytes, fileName: string): Result<SweepResult, LabError> =>
  catchFault(fileName, () => {
    const { format: _format, version: _version, ...result } = decodeShape(resultSchema, decodeJson(bytes))
    return result
  })

const digest = v.pipe(v.string(say('digest')), v.regex(/^[0-9a-f]{64}$/, say('digestOf', { count: 64 })))
const measure = v.pipe(
  v.union([finiteNumber, v.null(), v.picklist(['Infinity', '-Infinity'])], say('numberOrNull')),
  v.transform((value) => (value === null ? NaN : Number(value))),
)
const measures = v.strictObject(
  Object.fromEntries(measureNames.map((name) => [name, measure])) as Record<
    (typeof measureNames)[number],
    typeof measure
  >,
)
const column = <Item extends v.GenericSchema<unknown, number>>(item: Item) =>
  v.pipe(
    v.array(item, say('resultColumn')),
    v.maxLength(mostCurveRows, say('rowsTo', { most: mostCurveRows })),
  )
export const resultSchema = v.strictObject({
  format: v.literal(resultFormat, `"${resultFormat}"`),
  version: v.literal(resultVersion, say('versionNumber', { number: resultVersion })),
  name: v.string(say('resultName')),
  experiment: digest,
  data: v.nullable(digest),
  state: v.picklist(['finished', 'diverged'], say('or', { one: 'finished', other: 'diverged' })),
  stopReason: v.nullable(v.picklist(['updates', 'epochs', 'cost', 'patience', 'seconds'], say('rule'))),
  updates: wholeNumber,
  epochs: finiteNumber,
  seconds: finiteNumber,
  final: measures,
  best: measures,
  curve: v.pipe(
    v.strictObject({
      update: column(wholeNumber),
      epoch: column(finiteNumber),
      trainingCost: column(measure),
      validationCost: column(measure),
      accuracy: column(measure),
      validationAccuracy: column(measure),
    }),
    v.check(
      (curve) => Object.values(curve).every(({ length }) => length === curve.update.length),
      say('equalColumns'),
    ),
  ),
})
