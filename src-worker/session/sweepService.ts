/** Makes runs of a sweep behind `SweepApi`. Failures are values; nothing is thrown out. */
import { Random } from '../core/random'
import { encodeText } from '../files/bytes'
import { computeSha256 } from '../files/digest'
import { writeSweepCsv } from '../files/sweepCsv'
import { writeCurvesSvg } from '../files/sweepCurvesSvg'
import { writeHeatMapSvg } from '../files/sweepHeatMapSvg'
import { hashExperiment } from '../files/sweepResult'
import { writeSearchSvg } from '../files/sweepSearchSvg'
import { createSweepTable, type SweepTable } from '../files/sweepTable'
import { createLabError, LabFailure } from '../protocol/errors'
import type { SavedSweep, SweepResult } from '../protocol/sweeps'
import type { Attachment } from '../protocol/tables'
import type { ExportedFile } from '../protocol/exports'
import type { DataSource } from '../spec/experiment'
import { hasChance, hasEnd, listRuns, type SweepRun } from '../spec/listRuns'
import type { BundledName } from '../spec/names'
import type { Problem } from '../spec/problem'
import type { Sweep } from '../spec/sweep'
import { createRunExperiment } from '../sweep/createRunExperiment'
import type {
  EndedRun,
  PlannedRun,
  RunChoice,
  RunOrder,
  ShareListener,
  SweepApi,
  SweepData,
  SweepExportFormat,
  SweepNews,
} from '../sweep/sweepApi'
import type { Target } from '../sweep/sweepCurve'
import { answer } from './answer'
import type { LoopEnvironment } from './runLoop'
import { hashRows, readStoredRows } from './sweepRows'
import { SweepRunner } from './sweepRunner'

const newsIntervalMs = 100

interface Prepared {
  sweep: Sweep
  runner: SweepRunner
  /** Digest of the bytes of each bundled set. */
  hashes: ReadonlyMap<string, string>
}

export class SweepService implements SweepApi {
  private prepared: Prepared | null = null

  constructor(private readonly environment: LoopEnvironment) {}

  plan(sweep: Sweep) {
    return answer(async () => {
      const runs = listAll(sweep)
      const sources = runs.map(({ experiment }) => experiment.data.source)
      const bundled = sources.flatMap((source) => (source.kind === 'bundled' ? [source.name] : []))
      return {
        runs: await Promise.all(runs.map(planRun)),
        bundled: [...new Set<BundledName>(bundled)],
        namesFiles: sources.some(({ kind }) => kind === 'file' || kind === 'idx'),
        hasChance: runs.some(({ experiment }) => hasChance(experiment)),
      }
    })
  }

  prepare(sweep: Sweep, { attachments, session }: SweepData) {
    return answer(async () => {
      const stored = session === null ? null : await readStoredRows(session)
      const runner = new SweepRunner(attachments, this.environment, stored)
      this.prepared = { sweep, runner, hashes: await hashAll(attachments) }
      return null
    })
  }

  hashRows(session: Uint8Array<ArrayBuffer>) {
    return answer(async () => {
      const stored = await readStoredRows(session)
      return stored === null ? null : hashRows(stored.dataset)
    })
  }

  make(orders: readonly RunOrder[], tell: (news: SweepNews) => void | Promise<void>) {
    return answer(async () => {
      const { prepared } = this
      if (prepared === null) throw new LabFailure(createLabError('noRun', 'No sweep is prepared.'))
      const { now } = this.environment
      const unheard = new Set<EndedRun>()
      let fresh: EndedRun[] = []
      let toldAt = -Infinity
      /** What is not heard of, for whatever reason, comes with the reply. */
      async function send(news: SweepNews): Promise<void> {
        await tell(news)
        for (const one of news.ended) unheard.delete(one)
      }
      for (const [at, order] of orders.entries()) {
        const reply = await answer(() =>
          makeRun(prepared, order, (share) => {
            if (now() - toldAt < newsIntervalMs) return
            toldAt = now()
            const ended = fresh
            fresh = []
            send({ ended, going: { at, key: order.key, share } }).catch(() => undefined)
          }),
        )
        const ended = { at, key: order.key, reply }
        fresh.push(ended)
        unheard.add(ended)
      }
      return [...unheard]
    })
  }

  exportSweep(saved: SavedSweep, format: SweepExportFormat, target: Target | null) {
    return answer(async () => writeSweep(await createTable(saved, target), format))
  }

  ping(): Promise<number> {
    return Promise.resolve(this.environment.now())
  }
}

async function makeRun(
  { sweep, runner, hashes }: Prepared,
  choice: RunChoice,
  onShare: ShareListener,
): Promise<SweepResult> {
  const created = createRunExperiment(sweep, choice)
  if (!created.ok) throw refuse(created.error)
  const experiment = created.value
  const summary = await runner.run(experiment, onShare)
  if (!summary.ok) throw new LabFailure(summary.error)
  const data = await hashData(experiment.data.source, runner, hashes)
  return { name: experiment.name, experiment: await hashExperiment(experiment), data, ...summary.value }
}

/** Null for data that the experiment says itself. */
async function hashData(
  source: DataSource,
  { dataset }: SweepRunner,
  hashes: Prepared['hashes'],
): Promise<string | null> {
  if (source.kind === 'bundled') return hashes.get(nameFile(source.name)) ?? null
  return source.kind === 'inline' || source.kind === 'generator' || dataset === null
    ? null
    : hashRows(dataset)
}

const refuse = (problems: Problem[]): LabFailure =>
  new LabFailure(createLabError('invalidExperiment', 'The sweep does not fit.', '', problems))

/** Every run, each sure to end. @throws LabFailure */
function listAll(sweep: Sweep): SweepRun[] {
  const chance = Random.fromSeed(sweep.random?.seed ?? 0, 'searching')
  const listed = listRuns(sweep, () => chance.nextFloat())
  if (!listed.ok) throw refuse(listed.error)
  if (listed.value.every(({ experiment }) => hasEnd(experiment))) return listed.value
  const expected = 'updates, epochs, patience or seconds, so that every run ends'
  throw refuse([{ path: 'training.stop', expected, actual: 'none' }])
}

const planRun = async ({ cell, settings, seed, experiment }: SweepRun): Promise<PlannedRun> => ({
  cell,
  settings,
  seed,
  name: experiment.name,
  key: await hashExperiment(experiment),
})

const nameFile = (name: BundledName): string => `bundled:${name}`

async function hashAll(attachments: readonly Attachment[]): Promise<Map<string, string>> {
  const hashed = attachments.map(async ({ path, bytes }): Promise<[string, string]> => [
    path,
    await computeSha256(bytes),
  ])
  return new Map(await Promise.all(hashed))
}

async function createTable({ name, sweep, results }: SavedSweep, target: Target | null): Promise<SweepTable> {
  const byKey = new Map(results.map((result) => [result.experiment, result]))
  const rows = listAll(sweep).map(async (run) => ({
    run,
    result: byKey.get(await hashExperiment(run.experiment)) ?? null,
  }))
  return createSweepTable(name, sweep, await Promise.all(rows), target)
}

function writeSweep(table: SweepTable, format: SweepExportFormat): ExportedFile {
  if (format === 'csv') return { name: 'sweep.csv', mediaType: 'text/csv', bytes: writeSweepCsv(table) }
  const [name, text] =
    format === 'curves-svg'
      ? ['curves.svg', writeCurvesSvg(table)]
      : table.isRandom
        ? ['search.svg', writeSearchSvg(table)]
        : ['heat-map.svg', writeHeatMapSvg(table)]
  return { name, mediaType: 'image/svg+xml', bytes: encodeText(text) }
}
