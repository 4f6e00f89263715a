import { dirname, resolve } from 'node:path'
import { formatJson } from '../../src-worker/files/formatJson'
import { createSweepTable } from '../../src-worker/files/sweepTable'
import { sweepFormat, sweepVersion, type Sweep } from '../../src-worker/spec/sweep'
import type { Command, CommandContext } from './context'
import { CliFailure, exitCodes } from './failure'
import { readBytes, readExperiment, readJson } from './readInput'
import { collectResults } from './sweepCollect'
import { listEntries, type SweepEntry } from './sweepEntries'
import { SweepFolder } from './sweepFolder'
import { countMissing, formatSweepJson, printSweep, writeSweepFiles } from './sweepReport'
import { trainMissing } from './sweepTrain'

/**
 * Trains an experiment with its settings varied, or lists the runs, or puts together what others made of them. Runs
 * that diverge are results; exit 1 says that runs are missing.
 */
export const sweep: Command = async (context) => {
  const { list, collect } = context.line.sweep!
  if (collect !== null) return collectSweep(context, new SweepFolder(collect), list)
  const plan = await readSweep(context.line.file, context)
  const entries = await listEntries(plan, context.line.file)
  const { out } = context.line
  const folder = out === null ? null : new SweepFolder(out)
  if (list) {
    await folder?.prepare(plan)
    printExperiments(entries, context.print)
    return exitCodes.done
  }
  await trainMissing(context, plan, entries, folder!)
  return context.isInterrupted() ? exitCodes.interrupted : report(context, folder!, plan, entries)
}

async function collectSweep(context: CommandContext, folder: SweepFolder, list: boolean): Promise<number> {
  const plan = await folder.readPlan()
  const entries = await listEntries(plan, folder.path)
  await collectResults(entries, folder, context.isInterrupted)
  if (context.isInterrupted()) return exitCodes.interrupted
  if (!list) return report(context, folder, plan, entries)
  printExperiments(
    entries.filter(({ result }) => result === null),
    context.print,
  )
  return exitCodes.done
}

/** One a line: the only line feeds of JSON are those between its values. */
const printExperiments = (entries: readonly SweepEntry[], print: (text: string) => void): void =>
  entries.forEach(({ run }) => print(formatJson(run.experiment).trimEnd().replace(/\n */g, ' ')))

/** The sweep that the command line describes; its experiment has been checked. */
async function readSweep(file: string, { line }: CommandContext): Promise<Sweep> {
  const bytes = await readBytes(file, file)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw new CliFailure(`${file}: expected an experiment, found a session`)
  const base = readJson(bytes, file)
  readExperiment(base, file)
  const { vary, seeds, random } = line.sweep!
  return {
    format: sweepFormat,
    version: sweepVersion,
    base,
    folder: resolve(dirname(file)),
    vary,
    seeds,
    random,
  }
}

async function report(
  { line, print }: CommandContext,
  folder: SweepFolder,
  plan: Sweep,
  entries: SweepEntry[],
): Promise<number> {
  const { name } = readExperiment(plan.base, folder.path)
  const table = createSweepTable(name, plan, entries, line.sweep!.target)
  const files = await writeSweepFiles(folder, table)
  if (line.json) print(formatSweepJson(table, files))
  else printSweep(table, files, print)
  return countMissing(table) === 0 ? exitCodes.done : exitCodes.failed
}
