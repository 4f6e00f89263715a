/** Runs a command of the command line with the trainer in this thread, on an experiment or session in a file of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { readCommandLine } from '../../../src-main/cli/commandLine'
import type { Command, CommandContext } from '../../../src-main/cli/context'
import { failFromLab } from '../../../src-main/cli/failure'
import type { Reply } from '../../../src-worker/protocol/errors'
import type { Frame } from '../../../src-worker/protocol/trainerApi'
import { TrainerService } from '../../../src-worker/session/trainerService'

export async function runCommand(
  command: Command,
  input: object | Uint8Array,
  ...[name, ...args]: string[]
): Promise<{ code: number; out: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'chainrule-command-'))
  const isSession = input instanceof Uint8Array
  const file = join(folder, isSession ? 'session.chainrule' : 'experiment.json')
  writeFileSync(file, isSession ? input : JSON.stringify(input))
  const trainer = new TrainerService({
    now: () => performance.now(),
    assistants: null,
    pause: () => setImmediate(),
    appVersion: '0.1.0',
  })
  const ask = async <Value>(reply: Promise<Reply<Value>>, what: string): Promise<Value> => {
    const settled = await reply
    if (!settled.ok) throw failFromLab(settled.error, what)
    return settled.value
  }
  const out: string[] = []
  const context = {
    line: readCommandLine([name!, file, ...args])!,
    connection: {
      trainer,
      ask,
      orDie: <Value>(work: Promise<Value>) => work,
      listen: (listener: (frame: Frame) => void) => trainer.subscribe(listener),
    } as unknown as CommandContext['connection'],
    createSweepThread: () => {
      throw new Error('Only a sweep asks for threads.')
    },
    bundledFolder: pathToFileURL(`${folder}/`),
    print: (text: string) => void out.push(text),
    interrupted: new Promise<void>(() => undefined),
    isInterrupted: () => false,
  }
  try {
    return { code: await command(context), out: out.join('\n') }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
