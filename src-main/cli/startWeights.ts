/** Weights from a file as the start weights of a run on the command line. */
import { basename } from 'node:path'
import type { OpenedRun } from '../../src-worker/protocol/trainerApi'
import type { LayerFit, StartWeights, WeightsReport } from '../../src-worker/protocol/weights'
import type { CommandContext } from './context'
import { CliFailure, describeProblems, exitCodes } from './failure'
import { readBytes, type Input } from './readInput'

/** @returns the run of the same experiment that begins with the weights of --weights; the given one without. */
export async function openWithWeights(
  { line, connection, print }: CommandContext,
  opened: OpenedRun,
  input: Input,
): Promise<OpenedRun> {
  const path = line.weights
  if (path === null) return opened
  if (input.kind === 'session') {
    throw new CliFailure(`${input.name}: expected an experiment beside --weights, found a session`)
  }
  const { trainer } = connection
  const bytes = await readBytes(path, path)
  const reading = trainer.readWeights(opened.runId, bytes, basename(path), line.orientation)
  const report = await connection.ask(reading, path)
  const initialization = takeWeights(report, path)
  if (!line.json) for (const text of describeReport(report, opened)) print(text)
  const { network } = opened.experiment
  const experiment = { ...opened.experiment, network: { ...network, initialization } }
  return connection.ask(trainer.open(experiment, input.attachments, 'document'), input.name)
}

/** @throws CliFailure with what does not fit, or with the matrix whose orientation nobody said. */
function takeWeights({ problems, layers, weights }: WeightsReport, path: string): StartWeights {
  if (problems.length > 0)
    throw new CliFailure(describeProblems(path, problems), exitCodes.unusable, problems)
  if (weights !== null) return weights
  const open = layers.find(({ orientation }) => orientation === null)!
  throw new CliFailure(
    `${path}: layer ${open.layer}: ${open.weights!.name}: expected --orientation in-out or out-in for a square matrix, found none`,
  )
}

const sources = {
  caller: 'by --orientation',
  file: 'as the file says',
  name: 'as its name says',
  shape: 'by its shape',
  others: 'as the other layers',
} as const

function describeReport(report: WeightsReport, { experiment }: OpenedRun): string[] {
  const warning = `${report.fileName}: its inputs were scaled otherwise than by ${experiment.data.scaling}`
  return [
    ...report.layers.map(describeLayer),
    ...(report.orders.length > 1 ? [describeOrders(report)] : []),
    ...(report.otherScaling ? [warning] : []),
  ]
}

/** No number in the names says which of the orders is meant. */
function describeOrders({ fileName, orders, order }: WeightsReport): string {
  const by =
    order === 'file' ? 'as the file has them' : order === 'names' ? 'by their letters' : 'as they fit'
  const [, other] = orders
  return `warning: ${fileName}: its layers are taken ${by}; they fit as ${other!.join(', ')} too`
}

function describeLayer({ layer, weights, orientation, knownFrom, ...fit }: LayerFit): string {
  const lies = orientation === 'in-out' ? '[in, out]' : '[out, in]'
  const biases = fit.zeroBiases ? ', biases zero' : fit.biases === null ? '' : `, ${fit.biases.name}`
  const other = fit.otherActivation === null ? '' : `; the file has it with ${fit.otherActivation}`
  return `layer ${layer}: ${weights!.name} ${lies} ${sources[knownFrom!]}${biases}${other}`
}
