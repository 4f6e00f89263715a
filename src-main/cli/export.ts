import { exportFormats } from '../../src-worker/files/exportFormats'
import type { ExportFormat } from '../../src-worker/protocol/trainerApi'
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
  ['history', 'history-csv'],
  ['svg', 'cost-svg'],
])

function readFormat(name: string): ExportFormat {
  const formats = Object.keys(exportFormats) as ExportFormat[]
  const format = formats.find((known) => known === name) ?? shortNames.get(name)
  if (format === undefined)
    throw new CliFailure(`--format: expected one of ${formats.join(', ')}, found ${JSON.stringify(name)}`)
  return format
}

/** Writes one export of a session to a file. */
export const exportSession: Command = async (context) => {
  const { connection, line, print } = context
  const format = readFormat(line.format!)
  const path = line.out!
  const { opened, input } = await openInput(context)
  const { bytes, mediaType } = await connection.ask(
    connection.trainer.exportRun(opened.runId, format),
    input.name,
  )
  await writeOut(path, bytes)
  print(
    line.json
      ? JSON.stringify({ file: path, format, mediaType, bytes: bytes.length })
      : `wrote ${path}, ${bytes.length} bytes`,
  )
  return exitCodes.done
}
