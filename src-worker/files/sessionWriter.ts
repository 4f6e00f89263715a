import type { Dataset } from '../core/dataset'
import { createLabError, LabFailure } from '../protocol/errors'
import { parseExperiment } from '../spec/parseExperiment'
import { formatProblem, type Problem } from '../spec/problem'
import { encodeText, type Bytes } from './bytes'
import { computeSha256 } from './digest'
import { formatJson } from './formatJson'
import { column, writeNpz } from './npz'
import { findSessionFaults } from './sessionChecks'
import { describeDataset, encodeDataset } from './sessionData'
import type { SessionDocument } from './sessionDocument'
import { encodeHistory } from './sessionHistory'
import { sessionFormat, sessionVersion, type SessionEntryName } from './sessionManifest'
import type { RunDescription } from './sessionSchemas'
import { encodeTimeline } from './sessionTimeline'
import { encodeSessionTensors } from './sessionTensors'
import { joinZip, packItem, type PackedItem } from './zipWriter'

/**
 * The bytes of a session file. Equal documents give equal bytes, and what was read gives the bytes it was read from.
 * @throws LabFailure `internal` for a document that contradicts itself, `unsupported` for one that is too large.
 */
export async function writeSession(document: SessionDocument, appVersion: string): Promise<Bytes> {
  const experiment = parseExperiment(document.experiment)
  if (!experiment.ok) return refuseDocument(experiment.error)
  const faults = findSessionFaults(document)
  if (faults.length > 0) return refuseDocument(faults)
  /** As the schema orders its fields, whatever the order they were changed in. */
  const entries = await Promise.all(packEntries({ ...document, experiment: experiment.value }))
  const manifest = {
    format: sessionFormat,
    version: sessionVersion,
    appVersion,
    entries: entries.map(({ packed, sha256 }) => ({ name: packed.name, bytes: packed.size, sha256 })),
  }
  const first = await packText('manifest.json', formatJson(manifest))
  return joinZip([first.packed, ...entries.map(({ packed }) => packed)])
}

interface SessionEntry {
  packed: PackedItem
  sha256: string
}

function packEntries(document: SessionDocument): Promise<SessionEntry>[] {
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
    ...(dataset === null ? [] : [packDataset(dataset)]),
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
  const { state, stopReason, spentRules, update, samples, seconds, patience, optimizer, history, dataset } =
    document
  const { best, epochsSince } = patience
  return {
    state,
    stopReason,
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
