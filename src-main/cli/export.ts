import { exportFormatNames, type ExportFormat, type ReadBack } from '../../src-worker/protocol/exports'
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

function describeReadBack(readBack: ReadBack | null): string {
  if (readBack === null) return ''
  const { largestDifference, rows } = readBack
  const difference = Number(largestDifference.toPrecision(3))
  return `; read back: largest difference ${difference} over ${rows} ${rows === 1 ? 'row' : 'rows'}`
}

/** JSON has no Infinity. */
const toJson = (readBack: ReadBack | null) =>
  readBack !== null && readBack.largestDifference === Infinity
    ? { ...readBack, largestDifference: 'Infinity' }
    : readBack

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
  return exitCodes.done
}
