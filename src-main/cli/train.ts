import { join } from 'node:path'
import type { ExportFormat } from '../../src-worker/protocol/exports'
import type { Frame, OpenedRun } from '../../src-worker/protocol/trainerApi'
import { inspectSession } from '../../src-worker/files/inspectSession'
import type { Command, CommandContext } from './context'
import { CliFailure, exitCodes } from './failure'
import { openInput } from './openInput'
import { createFolder, writeOut } from './outFiles'
import { formatDuration, ProgressBar } from './progress'
import { openWithWeights } from './startWeights'

const outputs: { name: string; format: ExportFormat }[] = [
  { name: 'session.chainrule', format: 'session' },
  { name: 'weights.json', format: 'weights-json' },
  { name: 'weights.npz', format: 'weights-npz' },
  { name: 'history.csv', format: 'history-csv' },
  { name: 'cost.svg', format: 'cost-svg' },
]

/** Trains until a rule ends the run, or Ctrl-C; then writes everything. */
export const train: Command = async (context) => {
  const { opened: read, input } = await openInput(context)
  const opened = await openWithWeights(context, read, input)
  if (context.line.updates !== null) await extend(context, opened, context.line.updates)
  else if (opened.state === 'finished') {
    throw new CliFailure(
      `${input.name}: expected --updates N to go on with a run that ended by its rule, found none`,
    )
  }
  if (opened.state === 'diverged') {
    throw new CliFailure(
      `${input.name}: expected a run that can go on, found one that diverged`,
      exitCodes.failed,
    )
  }
  const out = context.line.out!
  await createFolder(out)
  const run = await runToEnd(context, opened)
  const written = await writeOutputs(context, opened, out)
  report(context, opened, run.last, written)
  if (run.last.state === 'diverged') return exitCodes.failed
  return context.isInterrupted() ? exitCodes.interrupted : exitCodes.done
}

/** The rules of before make way for one: N more updates. */
async function extend({ connection }: CommandContext, opened: OpenedRun, updates: number): Promise<void> {
  const stop = { updates: opened.update + updates }
  const { experiment } = await connection.ask(
    connection.trainer.change(opened.runId, { stop }),
    opened.experiment.name,
  )
  opened.experiment = experiment
}

/**
 * @returns the newest frame there is, asked for when the files are written: the first one of a run that ended may still
 * have the evaluation before.
 */
async function runToEnd(context: CommandContext, opened: OpenedRun): Promise<{ readonly last: Frame }> {
  const { connection } = context
  const bar = new ProgressBar(opened.experiment.training.stop, opened.update)
  const run: { last: Frame | null } = { last: null }
  const ended = new Promise<{ last: Frame }>((resolve) => {
    let started = false
    const listen = (frame: Frame) => {
      started ||= frame.state !== opened.state || frame.update > opened.update
      bar.update(frame)
      run.last = frame
      if (started && frame.state !== 'running') resolve(run as { last: Frame })
    }
    void connection.listen(listen)
  })
  const { runId } = opened
  await connection.ask(connection.trainer.command(runId, 'run'), opened.experiment.name)
  void context.interrupted.then(() => void connection.trainer.command(runId, 'pause'))
  const stood = await connection.orDie(ended)
  bar.end()
  return stood
}

interface Written {
  files: string[]
  weightsSha256: string
}

async function writeOutputs(
  { connection }: CommandContext,
  opened: OpenedRun,
  out: string,
): Promise<Written> {
  const files: string[] = []
  let weightsSha256 = ''
  for (const { name, format } of outputs) {
    const { bytes } = await connection.ask(connection.trainer.exportRun(opened.runId, format), name)
    if (format === 'session') {
      const info = await inspectSession(bytes, name)
      if (info.ok) weightsSha256 = info.value.weightsSha256
    }
    const path = join(out, name)
    await writeOut(path, bytes)
    files.push(path)
  }
  return { files, weightsSha256 }
}

function report(
  { line, print, isInterrupted }: CommandContext,
  opened: OpenedRun,
  frame: Frame,
  written: Written,
): void {
  const { experiment, data } = opened
  const seconds = frame.history.seconds.at(-1) ?? 0
  if (line.json) {
    const { state, stopReason, divergence, update, epoch, samples, cost, penalty, trainingCost, accuracy } =
      frame
    const { validationCost, validationAccuracy } = frame
    const numbers = {
      update,
      epoch,
      samples,
      cost,
      penalty,
      trainingCost,
      accuracy,
      validationCost,
      validationAccuracy,
    }
    const rows = {
      read: data.rowsRead,
      dropped: data.rowsDropped,
      training: data.training,
      validation: data.validation,
      test: data.test,
    }
    print(
      JSON.stringify({
        name: experiment.name,
        state,
        stopReason,
        interrupted: isInterrupted(),
        divergence,
        ...numbers,
        seconds,
        rows,
        batchClamped: data.batchClamped,
        ...written,
      }),
    )
    return
  }
  if (data.rowsDropped > 0) print(`${data.rowsDropped} of ${data.rowsRead} rows dropped: values missing`)
  if (data.batchClamped) print(`batch size clamped to the ${data.training} training rows`)
  print(describeEnd(frame, isInterrupted()))
  print(`update ${frame.update}, epoch ${frame.epoch}, ${formatDuration(seconds)}`)
  print(
    `cost ${frame.trainingCost.toPrecision(8)} training${describeShare(frame.validationCost, `, ${frame.validationCost.toPrecision(8)} validation`)} (${experiment.training.cost})`,
  )
  if (Number.isFinite(frame.accuracy)) {
    const validation = describeShare(
      frame.validationAccuracy,
      `, ${formatPercent(frame.validationAccuracy)} validation`,
    )
    print(`accuracy ${formatPercent(frame.accuracy)} training${validation}`)
  }
  print(`weights ${written.weightsSha256}`)
  for (const file of written.files) print(`wrote ${file}`)
}

const formatPercent = (share: number): string => `${(100 * share).toFixed(2)} %`
const describeShare = (value: number, text: string): string => (Number.isFinite(value) ? text : '')

function describeEnd({ state, stopReason, divergence }: Frame, interrupted: boolean): string {
  if (divergence !== null) {
    const { update, epoch, batch, layer, tensor } = divergence
    const place = layer === 0 ? tensor : `${tensor} of layer ${layer}`
    return `diverged: ${place} is not finite at update ${update} (epoch ${epoch + 1}, batch ${batch}); the weights are those of update ${update - 1}`
  }
  if (interrupted) return 'interrupted'
  return stopReason === null ? state : `${state}: rule ${stopReason}`
}
