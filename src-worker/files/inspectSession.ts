import type { LabError } from '../protocol/errors'
import type { RunState, StopReason } from '../protocol/trainerApi'
import type { Precision } from '../spec/names'
import type { Result } from '../spec/problem'
import type { Bytes } from './bytes'
import { hashWeights } from './digest'
import { catchFaultLater } from './fileFault'
import type { SessionDocument, SessionFile } from './sessionDocument'
import { checkEntries, decodeDocument, decodeEntries, type CheckedEntry } from './sessionEntries'
import { decodeRuns } from './sessionRuns'
import { decodeSweeps } from './sessionSweeps'

/** What `chainrule info` says of a session; plain data. */
export interface SessionInfo {
  name: string
  appVersion: string
  version: string
  state: Exclude<RunState, 'running'>
  stopReason: StopReason | null
  update: number
  epoch: number
  samples: number
  seconds: number
  /** Of the last row of the history; null before the first update, or when it is not a finite number. */
  lastCost: number | null
  layers: { inputs: number; units: number; activation: string; bias: boolean }[]
  parameters: number
  precision: Precision
  events: number
  /** Every run of the session, the open one among them. */
  runs: { number: number; name: string; open: boolean; state: string; update: number }[]
  /** Sweeps that are saved with it, and how many of their runs have a result. */
  sweeps: { name: string; results: number }[]
  /** As `hashWeights` of the current weights. */
  weightsSha256: string
  /** The entries but the manifest, in the order of the file. */
  entries: CheckedEntry[]
  digestsOk: boolean
}

/**
 * What is inside a session. A digest that does not agree is reported with its entry, not refused;
 * every other fault is `invalidFile`, as when the session is opened.
 */
export function inspectSession(bytes: Bytes, fileName: string): Promise<Result<SessionInfo, LabError>> {
  return catchFaultLater(fileName, async () => {
    const { manifest, entries } = decodeEntries(bytes)
    const checked = await checkEntries(manifest, entries)
    const { major, minor } = manifest.version
    const document = decodeDocument(entries)
    return {
      ...describeRun(document),
      runs: listRuns(document, await decodeRuns(entries, document)),
      sweeps: decodeSweeps(entries).map(({ name, results }) => ({ name, results: results.length })),
      appVersion: manifest.appVersion,
      version: `${major}.${minor}`,
      weightsSha256: await hashWeights(document.current),
      entries: checked,
      digestsOk: checked.every(({ digestOk }) => digestOk),
    }
  })
}

function listRuns(open: SessionDocument, { words, kept }: Pick<SessionFile, 'words' | 'kept'>) {
  return [...kept, { ...words, document: open }]
    .sort((one, other) => one.number - other.number)
    .map(({ number, name, document: { state, update } }) => ({
      number,
      name,
      open: number === words.number,
      state,
      update,
    }))
}

function describeRun(document: SessionDocument) {
  const { experiment, current, history } = document
  const { state, stopReason, update, samples, seconds } = document
  const last = history.cost.at(-1)
  return {
    name: experiment.name,
    state,
    stopReason,
    update,
    epoch: document.order.epoch,
    samples,
    seconds,
    lastCost: last !== undefined && Number.isFinite(last) ? last : null,
    layers: experiment.network.layers.map(({ units, activation, bias }, index) => ({
      inputs: current[index]!.weights.length / units,
      units,
      activation,
      bias,
    })),
    parameters: current.reduce((sum, { weights, biases }) => sum + weights.length + biases.length, 0),
    precision: experiment.training.precision,
    events: document.events.length,
  }
}
