import type { OpenedRun } from '../../src-worker/protocol/trainerApi'
import type { CommandContext } from './context'
import { readInput, type Input } from './readInput'

/** Reads the file of the command line and opens it in the trainer's thread. */
export async function openInput(
  { line, connection, bundledFolder }: CommandContext,
  prepare: (input: Input) => Input = (input) => input,
): Promise<{ opened: OpenedRun; input: Input }> {
  const input = prepare(await readInput(line.file, bundledFolder))
  const reply =
    input.kind === 'session'
      ? connection.trainer.openSession(input.bytes, input.name)
      : connection.trainer.open(input.experiment, input.attachments)
  return { opened: await connection.ask(reply, input.name), input }
}
