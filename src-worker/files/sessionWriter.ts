import type { Dataset } from '../core/dataset'
import { createLabError, LabFailure } from '../protocol/errors'
import { isSameJson } from '../spec/isSameJson'
import { parseExperiment } from '../spec/parseExperiment'
import { formatProblem, type Problem } from '../spec/problem'
import { encodeText, type Bytes } from './bytes'
import { computeSha256 } from './digest'
import { formatJson } from './formatJson'
import { column, writeNpz } from './npz'
import { findSessionFaults } from './sessionChecks'
import { describeDataset, encodeDataset } from './sessionData'
import { firstWords, type KeptRun, type SessionDocument, type SessionFile } from './sessionDocument'
import { encodeHistory } from './sessionHistory'
import { nameRunEntry, sessionFormat, sessionVersion, type SessionEntryName } from './sessionManifest'
import { createDataHolder, encodeRuns } from './sessionRuns'
import type { RunDescription } from './sessionSchemas'
import { encodeSweeps } from './sessionSweeps'
import { encodeTimeline } from './sessionTimeline'
import { encodeSessionTensors } from './sessionTensors'
import { joinZip, packItem, type PackedItem } from './zipWriter'

/**
 * The bytes of a session with one run. Equal documents give equal bytes, and what was read gives the bytes it was read
 * from.
 * @throws LabFailure `internal` for a document that contradicts itself, `unsupported` for one that is too large.
 */
export const writeSession = (document: SessionDocument, appVersion: string): Promise<Bytes> =>
  writeSessionFile({ document, words: firstWords, kept: [], sweeps: [] }, appVersion)

/** As `writeSession`, with further runs and with sweeps. */
export async function writeSessionFile(file: SessionFile, appVersion: string): Promise<Bytes> {
  const holderOf = createDataHolder(file)
  const { document, words, kept, sweeps } = file
  const isPlain = kept.length === 0 && isSameJson(words, firstWords)
  return joinEntries(
    [
      ...packDocument(document, true),
      ...(isPlain ? [] : [packText('runs.json', encodeRuns(file, holderOf))]),
      ...(sweeps.length === 0 ? [] : [packText('sweeps.json', encodeSweeps(sweeps))]),
      ...kept.map((run) => packRun(run, holderOf(run) === null, appVersion)),
    ],
    appVersion,
  )
}

async function joinEntries(packing: readonly Promise<SessionEntry>[], appVersion: string): Promise<Bytes> {
  const entries = await Promise.all(packing)
  const manifest = {
    format: sessionFormat,
    version: sessionVersion,
    appVersion,
    entries: entries.map(({ packed, sha256 }) => ({ name: packed.name, bytes: packed.size, sha256 })),
  }
  const first = await packText('manifest.json', formatJson(manifest))
  return joinZip([first.packed, ...entries.map(({ packed }) => packed)])
}

/** Packed runs by document, with and without their data: a run beside the open one no longer changes. */
const packedRuns = new WeakMap<SessionDocument, Map<boolean, Promise<SessionEntry>>>()

function packRun(
  { number, document }: KeptRun,
  withData: boolean,
  appVersion: string,
): Promise<SessionEntry> {
  const known = packedRuns.get(document) ?? new Map<boolean, Promise<SessionEntry>>()
  packedRuns.set(document, known)
  const packed =
    known.get(withData) ??
    joinEntries(packDocument(document, withData), appVersion).then((bytes) =>
      pack(nameRunEntry(number), bytes, false),
    )
  known.set(withData, packed)
  // Two files may give a run two numbers; what is inside is the same.
  return packed.then((entry) => ({ ...entry, packed: { ...entry.packed, name: nameRunEntry(number) } }))
}

/** @throws LabFailure `internal`. */
function packDocument(document: SessionDocument, withData: boolean): Promise<SessionEntry>[] {
  const experiment = parseExperiment(document.experiment)
  if (!experiment.ok) return refuseDocument(experiment.error)
  const faults = findSessionFaults(document)
  if (faults.length > 0) return refuseDocument(faults)
  /** As the schema orders its fields, whatever the order they were changed in. */
  return packEntries({ ...document, experiment: experiment.value }, withData)
}

interface SessionEntry {
  packed: PackedItem
  sha256: string
}

function packEntries(document: SessionDocument, withData: boolean): Promise<SessionEntry>[] {
  const { experiment, dataset, events, order, notes } = document
  const { permutation, random, epoch, batch, cursor } = order
  const plainEvents = events.map(({ update, field, place, before, after }) => ({
    update,
    field,
    place,
    before,
    after,
  }))
  return [
    packText('experiment.json', formatJson(experiment)),
    packText('run.json', formatJson(describeRun(document))),
    pack('weights.safetensors', encodeSessionTensors(document), false),
    pack('history.npz', encodeHistory(document.history)),
    ...(dataset === null || !withData ? [] : [packDataset(dataset)]),
    packText('events.json', formatJson(plainEvents)),
    packText('timeline.json', encodeTimeline(document)),
    packText('random.json', formatJson({ state: random, epoch, batch, cursor })),
    pack('order.npz', writeNpz(new Map([['permutation', column(permutation)]]))),
    packText('notes.md', notes),
  ]
}

/**
 * Packed data by data set: a run is saved every few seconds, its data never changes, and to deflate sixty thousand
 * pictures takes seconds. A data set must therefore never be changed in place.
 */
const packedDatasets = new WeakMap<Dataset, Promise<SessionEntry>>()

function packDataset(dataset: Dataset): Promise<SessionEntry> {
  const known = packedDatasets.get(dataset)
  if (known !== undefined) return known
  const packed = pack('data.npz', encodeDataset(dataset))
  packedDatasets.set(dataset, packed)
  return packed
}

function describeRun(document: SessionDocument): RunDescription {
  const {
    state,
    stopReason,
    divergence,
    spentRules,
    update,
    samples,
    seconds,
    patience,
    optimizer,
    history,
    dataset,
  } = document
  const { best, epochsSince } = patience
  return {
    state,
    stopReason,
    ...(divergence === null ? {} : { divergence }),
    update,
    samples,
    seconds,
    /** A best that is not finite is worse than any: as good as none. */
    spentRules,
    patience: { best: best !== null && Number.isFinite(best) ? best : null, epochsSince },
    optimizer: { step: optimizer.step, slots: optimizer.slots.map(({ name }) => name as 'momentum') },
    history: { stride: history.stride },
    dataset: dataset === null ? null : describeDataset(dataset),
  }
}

async function pack(name: SessionEntryName, bytes: Bytes, compress = true): Promise<SessionEntry> {
  return { packed: packItem({ name, bytes, compress }), sha256: await computeSha256(bytes) }
}

const packText = (name: SessionEntryName, text: string): Promise<SessionEntry> => pack(name, encodeText(text))

function refuseDocument(problems: Problem[]): never {
  const message = `a session that contradicts itself: ${formatProblem(problems[0]!)}`
  throw new LabFailure(createLabError('internal', message, '', problems))
}
