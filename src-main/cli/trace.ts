import type { Reply } from '../../src-worker/protocol/errors'
import type { Matrix } from '../../src-worker/protocol/tables'
import type { StepFormat } from '../../src-worker/protocol/microscope'
import type { OpenedRun } from '../../src-worker/protocol/trainerApi'
import type { UpdateTrace } from '../../src-worker/protocol/trace'
import type { Command, CommandContext } from './context'
import { CliFailure, exitCodes } from './failure'
import { openInput } from './openInput'
import type { Input } from './readInput'

const toRows = ({ rows, columns, values }: Matrix): number[][] =>
  Array.from({ length: rows }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)])

/**
 * A trace asks for an update by its number, so the rules that would stop a training do not matter; and it is in
 * float64 from the first weights on, so that typed weights are not rounded before they are traced.
 */
function readForTrace(input: Input): Input {
  if (input.kind === 'session') return input
  const { experiment } = input
  return {
    ...input,
    experiment: { ...experiment, training: { ...experiment.training, precision: 'float64', stop: {} } },
  }
}

/** Prints the tensors of one update as JSON, LaTeX, NumPy or CSV. */
export const trace: Command = async (context) => {
  const { connection, line, print } = context
  const { opened } = await openInput(context, readForTrace)
  const { runId, experiment } = opened
  const { trainer } = connection
  const isPast = line.update <= opened.update
  const before = line.update - 1
  const reply: Promise<Reply<{ update: number }>> = isPast
    ? trainer.seek(runId, before)
    : trainer.advanceTo(runId, before)
  const reached = await connection.ask(reply, experiment.name)
  if (isPast && reached.update !== before)
    throw new CliFailure(
      `--update ${line.update}: expected an update after ${reached.update}, from where on the settings are known, found ${line.update}`,
    )
  if (reached.update !== before) {
    throw new CliFailure(
      `${experiment.name}: update ${line.update} is not reached: the run diverged at update ${reached.update + 1}`,
      exitCodes.failed,
    )
  }
  const traced = await connection.ask(connection.trainer.trace(runId), experiment.name)
  print(line.as === 'json' ? writeJson(traced) : await writeText(context, opened, line.as))
  return Number.isFinite(traced.cost) ? exitCodes.done : exitCodes.failed
}

async function writeText(
  { connection, line }: CommandContext,
  { runId, experiment }: OpenedRun,
  format: StepFormat,
): Promise<string> {
  const request = { fault: null, scope: null, format, notation: line.notation, digits: 6 } as const
  const { bytes } = await connection.ask(connection.trainer.exportStep(runId, request), experiment.name)
  return new TextDecoder().decode(bytes).trimEnd()
}

const writeJson = (traced: UpdateTrace): string =>
  JSON.stringify({
    update: traced.update,
    inputs: toRows(traced.inputs),
    targets: toRows(traced.targets),
    cost: traced.cost,
    penalty: traced.penalty,
    learningRate: traced.learningRate,
    layers: traced.layers.map(({ i, o, dCost_dO, dCost_dI, dW, db }) => ({
      i: toRows(i),
      o: toRows(o),
      dCost_dO: toRows(dCost_dO),
      dCost_dI: toRows(dCost_dI),
      dW: toRows(dW),
      db: db === null ? null : toRows(db),
    })),
  })
