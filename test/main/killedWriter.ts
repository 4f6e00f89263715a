/** A process that saves and autosaves sessions for ever, to be killed; and the sessions, of a real run. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createService, take } from '../worker/session/services'
import { bundleSource } from './bundle'

/** Session k stands after update k + 1. */
export async function writeSessions(folder: string, count: number): Promise<string[]> {
  const service = createService()
  const { runId } = take(
    await service.open(
      {
        data: { source: { kind: 'generator', name: 'spirals', samples: 40 } },
        network: {
          layers: [{ units: 64, activation: 'tanh' }, { units: 64, activation: 'tanh' }, { units: 1 }],
        },
        training: { optimizer: { name: 'adam' }, batchSize: 8 },
      },
      [],
    ),
  )
  const paths: string[] = []
  for (let k = 0; k < count; k++) {
    take(await service.command(runId, 'stepUpdate'))
    const { bytes } = take(await service.exportRun(runId, 'session'))
    paths.push(join(folder, `session-${k}`))
    await writeFile(paths[k]!, bytes)
  }
  return paths
}

/**
 * Writes `run.chainrule` and the autosave `main` in turn, round after round, session by session. What is done is said
 * on standard output: `s` and `a`, each with its round.
 * @returns the script; its one argument is the folder
 */
export async function writeWriter(folder: string, sessions: readonly string[]): Promise<string> {
  const [writing, autosaving] = [join(folder, 'writing'), join(folder, 'autosaving')]
  const script = join(folder, 'writer.mjs')
  const text = `
import { readFileSync, writeSync } from 'node:fs'
import { writeDurably } from ${JSON.stringify(await bundleSource('src-main/durableWrite.ts', writing, 'es'))}
import { createAutosaves } from ${JSON.stringify(await bundleSource('src-main/autosave.ts', autosaving, 'es'))}
const folder = process.argv[2]
const sessions = ${JSON.stringify(sessions)}.map((path) => new Uint8Array(readFileSync(path)))
const autosaves = createAutosaves(folder + '/autosave')
const save = async (round, bytes) => {
  await writeDurably(folder + '/run.chainrule', bytes, { expected: null })
  writeSync(1, 's' + round + ' ')
}
const autosave = async (round, bytes) => {
  await autosaves.write({ slot: 'main', name: 'run', update: round }, bytes)
  writeSync(1, 'a' + round + ' ')
}
for (let round = 0; ; round++) {
  const bytes = sessions[round % sessions.length]
  await Promise.all([save(round, bytes), autosave(round, bytes)])
}
`
  await writeFile(script, text)
  return script
}
