import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatJson } from '../../src-worker/files/formatJson'
import { encodeText } from '../../src-worker/files/bytes'
import { readSweepResult, writeSweepResult } from '../../src-worker/files/sweepResult'
import type { SweepResult } from '../../src-worker/protocol/sweeps'
import { parseSweep, type Sweep } from '../../src-worker/spec/sweep'
import { sweepTemporaries } from '../durableWrite'
import { CliFailure, describeProblems } from './failure'
import { createFolder, writeOut } from './outFiles'
import { readBytes, readJson } from './readInput'

const planName = 'sweep.json'
const runsName = 'runs'
/** What a killed writer left is old after this; a writer on another machine may still be at a younger one. */
const temporaryAgeMs = 3_600_000

/**
 * The folder of a sweep: `sweep.json` says what it is, `runs/` holds a result a run, named by the digest of the run's
 * whole experiment. Runs of other sweeps may lie beside them: they are not asked for.
 */
export class SweepFolder {
  private prepared: Promise<void> | null = null

  constructor(readonly path: string) {}

  /** Makes the folder and writes down what the sweep is; once. @throws CliFailure */
  prepare(sweep: Sweep): Promise<void> {
    this.prepared ??= this.create(sweep)
    return this.prepared
  }

  private async create(sweep: Sweep): Promise<void> {
    const runs = join(this.path, runsName)
    await createFolder(runs)
    await sweepTemporaries(runs, temporaryAgeMs)
    await this.write(planName, encodeText(formatJson(sweep)))
  }

  /** @throws CliFailure */
  async readPlan(): Promise<Sweep> {
    const path = join(this.path, planName)
    if (!existsSync(path))
      throw new CliFailure(
        `${path}: expected what sweep --out or sweep --list --out wrote, found no file there`,
      )
    const parsed = parseSweep(readJson(await readBytes(path, path), path))
    if (parsed.ok) return parsed.value
    throw new CliFailure(describeProblems(path, parsed.error))
  }

  /** @returns null where there is none, or a file that is none: the run is then made again. */
  async readResult(experiment: string): Promise<SweepResult | null> {
    const name = `${experiment}.json`
    const bytes = await readFile(join(this.path, runsName, name)).catch(() => null)
    if (bytes === null) return null
    const result = readSweepResult(Uint8Array.from(bytes), name)
    return result.ok && result.value.experiment === experiment ? result.value : null
  }

  /** @throws CliFailure */
  async keepResult(result: SweepResult): Promise<void> {
    await createFolder(join(this.path, runsName))
    await this.write(join(runsName, `${result.experiment}.json`), writeSweepResult(result))
  }

  /** @throws CliFailure */
  async write(name: string, bytes: Uint8Array): Promise<void> {
    await writeOut(join(this.path, name), bytes)
  }

  /** Sessions that `train` wrote anywhere below. */
  async listSessions(): Promise<string[]> {
    const names = await readdir(this.path, { recursive: true }).catch((): string[] => [])
    return names
      .filter((name) => name.endsWith('.chainrule'))
      .sort()
      .map((name) => join(this.path, name))
  }
}
