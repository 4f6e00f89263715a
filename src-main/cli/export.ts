import {
  exportFormatNames,
  isBeyondTolerance,
  type ExportFormat,
  type NumbersReadBack,
  type ReadBack,
} from '../../src-worker/protocol/exports'
import type { Command } from './context'
import { CliFailure, exitCodes } from './failure'
import { openInput } from './openInput'
import { writeOut } from './outFiles'

/** Short names for what is asked for most. */
const shortNames = new Map<string, ExportFormat>([
  ['json', 'weights-json'],
  ['csv', 'weights-csv'],
  ['npz', 'weights-npz'],
  ['safetensors', 'weights-safetensors'],
  ['onnx', 'model-onnx'],
  ['numpy', 'model-numpy'],
  ['pytorch', 'model-pytorch'],
  ['c', 'model-c'],
  ['javascript', 'model-javascript'],
  ['history', 'history-csv'],
  ['tensorboard', 'history-tensorboard'],
  ['svg', 'cost-svg'],
])

function readFormat(name: string): ExportFormat {
  const format = exportFormatNames.find((known) => known === name) ?? shortNames.get(name)
  if (format === undefined)
    throw new CliFailure(
      `--format: expected one of ${exportFormatNames.join(', ')}, found ${JSON.stringify(name)}`,
    )
  return format
}

const shorten = (value: number): number => Number(value.toPrecision(3))
const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

function describeReadBack(readBack: ReadBack | null): string {
  if (readBack === null) return ''
  switch (readBack.kind) {
    case 'numbers':
      return `; read back: largest difference ${shorten(readBack.largestDifference)} over ${count(readBack.rows, 'row')}`
    case 'session':
      return `; read back: the weights of ${count(readBack.runs, 'run')} are the same, SHA-256 ${readBack.weightsSha256}`
    case 'figure':
      return `; read back: well-formed, axes "${readBack.axisTitles.join('" and "')}"`
  }
}

/** Written all the same: exit code 0, but not without a word. */
function warn({ largestDifference, tolerance }: NumbersReadBack, path: string): string {
  const found = `a difference of ${shorten(largestDifference)} from the outputs of the lab`
  return `warning: ${path}: expected at most ${shorten(tolerance)} for this form, found ${found}`
}

/** JSON has no Infinity. */
function toJson(readBack: ReadBack | null) {
  if (readBack?.kind !== 'numbers') return readBack
  const { largestDifference } = readBack
  return {
    ...readBack,
    largestDifference: largestDifference === Infinity ? 'Infinity' : largestDifference,
    beyondTolerance: isBeyondTolerance(readBack),
  }
}

/** Writes one export of a session to a file. */
export const exportSession: Command = async (context) => {
  const { connection, line, print } = context
  const format = readFormat(line.format!)
  const path = line.out!
  const { opened, input } = await openInput(context)
  const {
    bytes,
    mediaType,
    readBack = null,
  } = await connection.ask(connection.trainer.exportRun(opened.runId, format), input.name)
  await writeOut(path, bytes)
  print(
    line.json
      ? JSON.stringify({ file: path, format, mediaType, bytes: bytes.length, readBack: toJson(readBack) })
      : `wrote ${path}, ${bytes.length} bytes${describeReadBack(readBack)}`,
  )
  if (!line.json && readBack?.kind === 'numbers' && isBeyondTolerance(readBack)) print(warn(readBack, path))
  return exitCodes.done
}
