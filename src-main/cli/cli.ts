/** Composition root of the command line: the same lab without its window. Node only, no display. */
import { readCommandLine, usage, type CommandName } from './commandLine'
import { bench } from './bench'
import { certify } from './certify'
import { check } from './check'
import type { Command } from './context'
import { exportSession } from './export'
import { CliFailure, exitCodes } from './failure'
import { info } from './info'
import { sweep } from './sweep'
import { createSweepThread } from './sweepThreads'
import { trace } from './trace'
import { train } from './train'
import { TrainerConnection } from './trainerConnection'

const commands: Record<CommandName, Command> = {
  train,
  sweep,
  trace,
  check,
  export: exportSession,
  certify,
  info,
  bench,
}

async function main(): Promise<number> {
  const line = readCommandLine(process.argv.slice(2))
  if (line === null) {
    process.stdout.write(usage)
    return exitCodes.done
  }
  let isInterrupted = false
  const interrupted = new Promise<void>((resolve) => {
    process.once('SIGINT', () => {
      isInterrupted = true
      resolve()
    })
  })
  let connection = null as TrainerConnection | null
  try {
    return await commands[line.command]({
      line,
      get connection() {
        return (connection ??= new TrainerConnection(new URL('./trainerThread.js', import.meta.url)))
      },
      createSweepThread: (data) => createSweepThread(new URL('./sweepThread.js', import.meta.url), data),
      bundledFolder: new URL('../../resources/datasets/', import.meta.url),
      print: (text) => process.stdout.write(`${text}\n`),
      interrupted,
      isInterrupted: () => isInterrupted,
    })
  } finally {
    await connection?.close()
  }
}

function fail(caught: unknown): number {
  const message = caught instanceof Error ? caught.message : String(caught)
  process.stderr.write(`chainrule: ${message}\n`)
  if (process.argv.includes('--json')) {
    const problems = caught instanceof CliFailure ? caught.problems : []
    process.stdout.write(`${JSON.stringify({ error: message, problems })}\n`)
  }
  return caught instanceof CliFailure ? caught.exitCode : exitCodes.failed
}

/** Whoever reads may have had enough, as `head` has: that is no failure. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(exitCodes.done)
})

process.exitCode = await main().catch(fail)
