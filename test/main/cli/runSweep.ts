/** Runs `chainrule sweep` in this thread: what a thread would do is done by the same runner. */
import { setImmediate } from 'node:timers/promises'
import { vi } from 'vitest'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readCommandLine } from '../../../src-main/cli/commandLine'
import type { CommandContext } from '../../../src-main/cli/context'
import { sweep } from '../../../src-main/cli/sweep'
import { SweepRunner } from '../../../src-worker/session/sweepRunner'
import type { SweepThread, SweepThreadData } from '../../../src-main/cli/sweepThreads'

export const createThread = ({ attachments }: SweepThreadData): SweepThread => {
  const runner = new SweepRunner(attachments, {
    now: () => performance.now(),
    assistants: null,
    pause: () => setImmediate(),
  })
  return {
    run: (experiment, onShare) => runner.run(experiment, onShare),
    close: () => Promise.resolve(),
  }
}

export async function runSweep(
  args: string[],
  changes: Partial<CommandContext> = {},
): Promise<{ code: number; out: string[]; err: string }> {
  const out: string[] = []
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const context: CommandContext = {
    line: readCommandLine(['sweep', ...args])!,
    get connection(): never {
      throw new Error('A sweep has threads of its own.')
    },
    createSweepThread: createThread,
    bundledFolder: pathToFileURL(join(import.meta.dirname, '../../../resources/datasets/')),
    print: (text) => void out.push(text),
    interrupted: new Promise<void>(() => undefined),
    isInterrupted: () => false,
    ...changes,
  }
  try {
    const code = await sweep(context)
    return { code, out, err: stderr.mock.calls.map(([text]) => String(text)).join('') }
  } finally {
    stderr.mockRestore()
  }
}
