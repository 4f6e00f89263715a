/** runs.json of a session, and the runs beside the open one: each a session of its own within the file. */
import * as v from 'valibot'
import type { Dataset } from '../core/dataset'
import { limits } from '../spec/limits'
import { say } from '../spec/fields'
import { phrase } from '../spec/phrases'
import type { Bytes } from './bytes'
import { refuseFile, within, withinLater, sayNames } from './fileFault'
import { formatJson } from './formatJson'
import { decodeShape, wholeNumber } from './jsonShape'
import { decodeJson } from './safeJson'
import {
  firstWords,
  type KeptRun,
  type RunWords,
  type SessionDocument,
  type SessionFile,
} from './sessionDocument'
import { decodeDocument, decodeEntries, requireDigests, type SessionEntries } from './sessionEntries'
import { isRunEntryName, nameRunEntry } from './sessionManifest'
import { decodeZipDirectory } from './zipDirectory'
import { zipLimits } from './zipFormat'

const runNumber = v.pipe(
  wholeNumber,
  v.minValue(1, say('numberFrom', { least: 1 })),
  v.maxValue(999_999_999, say('nineDigits')),
)
const words = {
  number: runNumber,
  name: v.pipe(
    v.string(say('text')),
    v.maxLength(limits.nameLength, say('lettersTo', { most: limits.nameLength })),
  ),
  note: v.pipe(
    v.string(say('text')),
    v.maxLength(limits.runNote, say('lettersTo', { most: limits.runNote })),
  ),
  branchOf: v.nullable(v.strictObject({ number: runNumber, update: wholeNumber }, say('runAndUpdate'))),
}
const runsSchema = v.strictObject(
  {
    open: v.strictObject(words, say('openRun')),
    kept: v.pipe(
      v.array(
        v.strictObject(
          /** Another run that has the same data, which then is in the file once; null for data of its own. */
          { ...words, data: v.nullable(runNumber) },
          say('aRun'),
        ),
        say('runList'),
      ),
      v.maxLength(limits.keptRuns, say('runsTo', { most: limits.keptRuns })),
    ),
  },
  say('runsOfSession'),
)

/** Number of the run whose entry holds the data; null for a run that has its own, or none. */
export type DataHolder = (run: KeptRun) => number | null

export const encodeRuns = ({ words: open, kept }: SessionFile, holderOf: DataHolder): string =>
  formatJson({
    open: pickWords(open),
    kept: kept.map((run) => ({ ...pickWords(run), data: holderOf(run) })),
  })

const pickWords = ({ number, name, note, branchOf }: RunWords): RunWords => ({
  number,
  name,
  note,
  branchOf: branchOf && { number: branchOf.number, update: branchOf.update },
})

/** Equal data of several runs is in the file once: with the open run, or with the first that has it. */
export function createDataHolder({ document, words: open, kept }: SessionFile): DataHolder {
  const holders = new Map<Dataset, number>()
  if (document.dataset !== null) holders.set(document.dataset, open.number)
  for (const { document: other, number } of kept) {
    if (other.dataset !== null && !holders.has(other.dataset)) holders.set(other.dataset, number)
  }
  return ({ document: other, number }) => {
    const holder = other.dataset === null ? undefined : holders.get(other.dataset)
    return holder === undefined || holder === number ? null : holder
  }
}

/** @throws LabFailure. Nothing is inflated before the sizes of all runs together are known to be bearable. */
export async function decodeRuns(
  entries: SessionEntries,
  document: SessionDocument,
): Promise<Pick<SessionFile, 'words' | 'kept'>> {
  const bytes = entries.get('runs.json')
  const names = [...entries.keys()].filter(isRunEntryName)
  if (bytes === undefined) {
    if (names.length > 0) refuseFile(names[0]!, phrase('listedRun'), phrase('noRuns'))
    return { words: firstWords, kept: [] }
  }
  const { open, kept: listed } = await withinLater('runs.json', async () => {
    const runs = decodeShape(runsSchema, decodeJson(bytes))
    checkNumbers(runs.open, runs.kept)
    const expected = runs.kept.map(({ number }) => nameRunEntry(number))
    if (names.join() !== expected.join())
      refuseFile('kept', phrase('runsThere', { names }), sayNames(expected))
    return runs
  })
  checkTotals(entries, names)
  const kept: KeptRun[] = []
  const datasets = new Map([[open.number, document.dataset]])
  for (const { data, ...run } of listed) {
    const name = nameRunEntry(run.number)
    const shared = data === null ? null : (datasets.get(data) ?? null)
    if (data !== null && shared === null)
      refuseFile(
        'runs.json',
        phrase('runBefore', { number: run.number }),
        phrase('runNumber', { number: data }),
      )
    const other = await withinLater(name, () => decodeRun(entries.get(name)!, shared))
    datasets.set(run.number, other.dataset)
    kept.push({ ...run, document: other })
  }
  return { words: open, kept }
}

function checkNumbers(open: RunWords, kept: readonly RunWords[]): void {
  kept.forEach(({ number }, k) => {
    const before = kept[k - 1]?.number ?? 0
    if (number <= before) refuseFile(`kept[${k}].number`, phrase('above', { least: before }), String(number))
    if (number === open.number) refuseFile(`kept[${k}].number`, phrase('otherNumber'), String(number))
  })
}

function checkTotals(entries: SessionEntries, names: readonly `run-${number}.chainrule`[]): void {
  let total = 0
  for (const name of names) {
    const bytes = entries.get(name)!
    for (const entry of within(name, () => decodeZipDirectory(bytes))) total += entry.size
    if (total > zipLimits.totalBytes)
      refuseFile(
        name,
        phrase('bytesInRuns', { count: zipLimits.totalBytes }),
        phrase('bytes', { count: total }),
      )
  }
}

async function decodeRun(bytes: Bytes, shared: Dataset | null): Promise<SessionDocument> {
  const { manifest, entries } = decodeEntries(bytes)
  const foreign = [...entries.keys()].find(
    (name) => name === 'runs.json' || name === 'sweeps.json' || isRunEntryName(name),
  )
  if (foreign !== undefined) refuseFile(foreign, phrase('oneRun'), phrase('furtherRuns'))
  await requireDigests(manifest, entries)
  return decodeDocument(entries, shared)
}
