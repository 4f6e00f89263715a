import { basename } from 'node:path'
import { inspectSession } from '../../src-worker/files/inspectSession'
import type { Command } from './context'
import { exitCodes, failFromLab } from './failure'
import { readBytes } from './readInput'

/** Says what is inside a session; every digest is checked. */
export const info: Command = async ({ line, print }) => {
  const name = basename(line.file)
  const inspected = await inspectSession(await readBytes(line.file, line.file), name)
  if (!inspected.ok) throw failFromLab(inspected.error, name)
  const { entries, ...facts } = inspected.value
  const exitCode = facts.digestsOk ? exitCodes.done : exitCodes.failed
  if (line.json) {
    print(JSON.stringify({ file: line.file, ...facts, entries }))
    return exitCode
  }
  for (const [fact, value] of Object.entries(facts)) print(`${fact.padEnd(16)} ${formatFact(value)}`)
  print('')
  for (const { name: entry, bytes, sha256 } of entries)
    print(`${entry.padEnd(24)} ${String(bytes).padStart(10)}  ${sha256}`)
  return exitCode
}

const formatFact = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
