import { createLabError, type Reply } from '../../../src-worker/protocol/errors'
import type { Experiment } from '../../../src-worker/spec/experiment'
import { findJsonFault } from '../../../src-worker/spec/jsonFault'
import { parseExperiment } from '../../../src-worker/spec/parseExperiment'
import { phrase } from '../../../src-worker/spec/phrases'
import { explain } from '../../../src-worker/spec/problem'

/** The experiment in the bytes of a JSON file, or what is wrong with it. Pure. */
export function readExperimentFile(name: string, bytes: Uint8Array): Reply<Experiment> {
  let text = ''
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    value = JSON.parse(text)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const isText = error instanceof SyntaxError
    const problem = isText ? findJsonFault(text, message) : explain('', phrase('jsonUtf8'), phrase('notUtf8'))
    return { ok: false, error: createLabError('invalidFile', message, name, [problem]) }
  }
  const parsed = parseExperiment(value)
  if (parsed.ok) return parsed
  const message = 'The file is not an experiment that can run.'
  return { ok: false, error: createLabError('invalidFile', message, name, parsed.error) }
}

export type FileKind = 'session' | 'experiment' | 'table' | 'other'

/** What the data view reads, a compressed file included; whether it can, its bytes say. */
const tableEndings: ReadonlySet<string> = new Set(['csv', 'tsv', 'txt', 'tab', 'npy', 'npz', 'idx', 'gz'])
/** As the files of the MNIST family are named: `train-images-idx3-ubyte`. */
const idxName = /[-.]idx\d-ubyte$/i

/** What a file is by the end of its name. */
export function kindOfFile(name: string): FileKind {
  const extension = /\.([a-z0-9]+)$/.exec(name.toLowerCase())?.[1] ?? ''
  if (extension === 'chainrule') return 'session'
  if (extension === 'json') return 'experiment'
  return tableEndings.has(extension) || idxName.test(name) ? 'table' : 'other'
}

/** A file name without what a file system refuses. */
export function suggestFileName(experimentName: string): string {
  const plain = experimentName.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim()
  return `${plain === '' ? 'experiment' : plain}.chainrule`
}
