/** The entries of one run's session from an unknown source: nothing is believed before it was checked. */
import type { OrderState } from '../core/trainingState'
import type { Experiment } from '../spec/experiment'
import { isSameJson } from '../spec/isSameJson'
import { parseExperiment } from '../spec/parseExperiment'
import { phrase } from '../spec/phrases'
import { decodeText, type Bytes } from './bytes'
import { computeSha256 } from './digest'
import { refuseAll, refuseFile, within, sayNames } from './fileFault'
import { decodeShape } from './jsonShape'
import { decodeNpz, takeUint32 } from './npz'
import { decodeJson } from './safeJson'
import { findSessionFaults } from './sessionChecks'
import type { Dataset } from '../core/dataset'
import { decodeDataset, describeDataset } from './sessionData'
import type { SessionDocument } from './sessionDocument'
import { decodeHistory } from './sessionHistory'
import {
  decodeManifest,
  findEntryName,
  sessionEntryNames,
  type SessionEntryName,
  type SessionManifest,
} from './sessionManifest'
import { eventsSchema, randomSchema, runSchema, type RunDescription } from './sessionSchemas'
import { decodeSessionTensors } from './sessionTensors'
import { assumeTimeline, timelineSchema } from './sessionTimeline'
import { decodeZipDirectory, type ZipEntry } from './zipDirectory'
import { extractEntry } from './zipReader'

/** Data typed in or pasted stands in experiment.json, up to a million rows of it. */
const experimentBytes = 64 * 1024 * 1024
const notesBytes = 4 * 1024 * 1024
/**
 * The data is absent when it follows from the experiment, the timeline in files of before there was one, runs and sweeps
 * where there is one run alone.
 */
const optionalNames: ReadonlySet<string> = new Set<SessionEntryName>([
  'data.npz',
  'timeline.json',
  'runs.json',
  'sweeps.json',
])

export type SessionEntries = ReadonlyMap<SessionEntryName, Bytes>

export interface CheckedEntry {
  name: SessionEntryName
  bytes: number
  /** Of the bytes as they are. */
  sha256: string
  /** Whether the manifest says the same. */
  digestOk: boolean
}

/** @throws LabFailure. A newer version is refused by name before its entries are judged. */
export function decodeEntries(bytes: Bytes): { manifest: SessionManifest; entries: SessionEntries } {
  const directory = decodeZipDirectory(bytes)
  const found = directory.find(({ name }) => name === 'manifest.json')
  if (found === undefined) return refuseFile('manifest.json', phrase('sessionEntry'), phrase('none'))
  const manifest = within(found.name, () => decodeManifest(decodeJson(extractEntry(bytes, found))))
  const entries = new Map<SessionEntryName, Bytes>()
  for (const entry of directory) {
    const name = findEntryName(entry.name)
    if (name === undefined) return refuseFile(entry.name, phrase('onlySessionEntries'), phrase('entryOfName'))
    if (entry !== found) entries.set(name, extractEntry(bytes, entry))
  }
  checkNames(manifest, entries, directory)
  return { manifest, entries }
}

function checkNames(
  manifest: SessionManifest,
  entries: SessionEntries,
  directory: readonly ZipEntry[],
): void {
  for (const name of sessionEntryNames.slice(1)) {
    if (!entries.has(name) && !optionalNames.has(name))
      refuseFile(name, phrase('sessionEntry'), phrase('none'))
  }
  const listed = manifest.entries.map(({ name }) => name)
  const present = directory.flatMap(({ name }) => (name === 'manifest.json' ? [] : [name]))
  if (listed.join() !== present.join())
    refuseFile('manifest.json: entries', phrase('entriesThere', { names: present }), sayNames(listed))
}

export function checkEntries(manifest: SessionManifest, entries: SessionEntries): Promise<CheckedEntry[]> {
  return Promise.all(
    manifest.entries.map(async ({ name, bytes, sha256 }) => {
      const content = entries.get(name)!
      const actual = await computeSha256(content)
      return {
        name,
        bytes: content.length,
        sha256: actual,
        digestOk: actual === sha256 && bytes === content.length,
      }
    }),
  )
}

/** @throws LabFailure when an entry is not as long, or has not the digest, that the manifest says. */
export async function requireDigests(manifest: SessionManifest, entries: SessionEntries): Promise<void> {
  for (const { name, digestOk } of await checkEntries(manifest, entries)) {
    if (!digestOk) refuseFile(name, phrase('digestBytes'), phrase('otherBytes'))
  }
}

/**
 * @param shared the data of another run of the file, for a run that has the same and no entry of its own
 * @throws LabFailure.
 */
export function decodeDocument(entries: SessionEntries, shared: Dataset | null = null): SessionDocument {
  const decode = <Value>(name: SessionEntryName, decoder: (bytes: Bytes) => Value): Value =>
    within(name, () => decoder(entries.get(name)!))
  const experiment = decode('experiment.json', decodeExperiment)
  const run = decode('run.json', (bytes) => decodeShape(runSchema, decodeJson(bytes)))
  const { step, slots: slotNames } = run.optimizer
  const tensors = decode('weights.safetensors', (bytes) => decodeSessionTensors(bytes, experiment, slotNames))
  const { state, stopReason, divergence = null, spentRules, update, samples, seconds, patience } = run
  const events = decode('events.json', (bytes) => decodeShape(eventsSchema, decodeJson(bytes)))
  const document: SessionDocument = {
    experiment,
    state,
    stopReason,
    divergence,
    update,
    samples,
    seconds,
    patience,
    spentRules,
    initial: tensors.initial,
    current: tensors.current,
    optimizer: { step, slots: tensors.slots },
    order: decodeOrder(decode),
    history: decode('history.npz', (bytes) => decodeHistory(bytes, run.history.stride)),
    events,
    ...(entries.has('timeline.json')
      ? decode('timeline.json', (bytes) => decodeShape(timelineSchema, decodeJson(bytes)))
      : assumeTimeline({ experiment, events, update })),
    dataset: decodeData(entries, run, shared),
    notes: decode('notes.md', decodeNotes),
  }
  const faults = findSessionFaults(document)
  return faults.length === 0 ? document : refuseAll(faults)
}

function decodeExperiment(bytes: Bytes): Experiment {
  const parsed = parseExperiment(decodeJson(bytes, experimentBytes))
  return parsed.ok ? parsed.value : refuseAll(parsed.error)
}

function decodeOrder(
  decode: <Value>(name: SessionEntryName, decoder: (bytes: Bytes) => Value) => Value,
): OrderState {
  const { state, ...place } = decode('random.json', (bytes) => decodeShape(randomSchema, decodeJson(bytes)))
  const permutation = decode('order.npz', (bytes) =>
    takeUint32(decodeNpz(bytes, new Set(['permutation'])), 'permutation'),
  )
  return { ...place, permutation, random: state }
}

function decodeData(entries: SessionEntries, { dataset }: RunDescription, shared: Dataset | null) {
  const bytes = entries.get('data.npz')
  if (dataset === null && bytes === undefined) return null
  if (bytes === undefined && shared !== null) {
    const isSame = isSameJson(describeDataset(shared), dataset)
    return isSame ? shared : refuseFile('run.json: dataset', phrase('dataOfRun'), phrase('otherData'))
  }
  if (dataset === null) return refuseFile('data.npz', phrase('noData'), phrase('data'))
  if (bytes === undefined) return refuseFile('data.npz', phrase('describedData'), phrase('noSuchEntry'))
  return within('data.npz', () => decodeDataset(bytes, dataset))
}

function decodeNotes(bytes: Bytes): string {
  if (bytes.length > notesBytes)
    refuseFile('', phrase('atMostBytes', { count: notesBytes }), phrase('bytes', { count: bytes.length }))
  return decodeText(bytes) ?? refuseFile('', phrase('textUtf8'), phrase('notUtf8'))
}
